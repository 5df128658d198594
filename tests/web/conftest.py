"""The page in a real browser, over a real server: as the computer itself sees it, and as phones do."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from benchmarks.page import browser as browsing
from core.audio.decode import decode
from core.example import SONG
from core.files import attempt
from core.models import SAMPLE_RATE
from tests.app.conftest import Running, serving
from tests.conftest import XDIST
from tests.watching import until
from tests.web.axe import Axe
from tests.web.node import packages

SECONDS = 12
NAME = "Harbour Lights"
QUICK = {"separator": "spleeter", "pitch": "swiftf0"}
INSIDE = ("blob:", "data:")
"""Addresses of what a page has made itself."""
PATIENCE_MS = 10_000
"""How long something may take to be there on the page."""

Visit = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Not for the whole session: while it runs, this thread can run no other event loop."""
    if missing := browsing.missing():
        pytest.skip(f"needs {missing}")
    expect.set_options(timeout=PATIENCE_MS)
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def shared_by_processes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what is made once in a run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if XDIST else base


@pytest.fixture(scope="session")
def node_modules(shared_by_processes: Path) -> Path:
    """The packages that build the page."""
    return packages(shared_by_processes)


@pytest.fixture(scope="session")
def axe(node_modules: Path) -> Axe:
    """The rules of accessibility."""
    return Axe.of(node_modules)


@pytest.fixture(scope="session")
def short_song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first seconds of the example."""
    path = tmp_path_factory.mktemp("songs") / f"{NAME}.flac"
    sf.write(path, np.concatenate(list(decode(SONG)))[: SECONDS * SAMPLE_RATE], SAMPLE_RATE)
    return path


@pytest.fixture(scope="session")
def analysed(short_song: Path, shared_by_processes: Path) -> Path:
    """A data folder with that song, finished; for copies of it."""
    folder = shared_by_processes / "analysed"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            with attempt(folder) as made, serving(made, start=True, enable_gpu=False) as running:
                job = running.sent(short_song, short_song.name, **QUICK)
                until(lambda: running.service.job(job).status.ended)
    return folder


@pytest.fixture(scope="module")
def running(analysed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with a finished song. Others that are sent stay in the queue."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(analysed, folder)
    with serving(folder, start=False) as running:
        yield running


@pytest.fixture
def song(running: Running) -> str:
    """The id of the finished song."""
    return running.service.find(lambda job: job.display_name == NAME)[0].id


class Complaints:
    """What browsers complain of during a test, and requests to elsewhere: none, but what it expects."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._expected: list[str] = []

    def listen(self, context: BrowserContext, url: str) -> None:
        """To a browser that looks at the server at `url`, and at nothing else."""

        def look(request: Request) -> None:
            if not request.url.startswith((f"{url}/", *INSIDE)):
                self._heard.append(f"asks elsewhere: {request.url}")

        def hear(said: ConsoleMessage) -> None:
            if said.type in ("error", "warning"):
                self._heard.append(f"{said.text} {said.location['url']}")

        context.on("console", hear)
        context.on("weberror", lambda error: self._heard.append(str(error.error)))
        context.on("request", look)

    def expect(self, words: str) -> None:
        """Expect complaints in which this regular expression is found."""
        self._expected.append(words)

    def check(self) -> None:
        """Fail where there were others."""
        assert not [text for text in self._heard if not any(re.search(each, text) for each in self._expected)]


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Those of all browsers of the test; it fails with them."""
    complaints = Complaints()
    yield complaints
    complaints.check()


@contextmanager
def opening(browser: Browser, complaints: Complaints) -> Iterator[Visit]:
    """visit(url, **device): a tab of a browser that is on its way to the server, and shows nothing yet."""
    with ExitStack() as opened:

        def visit(url: str, **device: Any) -> Page:
            context = browser.new_context(base_url=url, **{"locale": "en-GB"} | device)
            opened.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            complaints.listen(context, url)
            return context.new_page()

        yield visit


@pytest.fixture
def visit(browser: Browser, complaints: Complaints) -> Iterator[Visit]:
    """As `opening` gives it, for the length of a test."""
    with opening(browser, complaints) as visit:
        yield visit


@pytest.fixture
def phone(visit: Visit, running: Running) -> Page:
    """A paired phone in the network: no secure context."""
    url = browsing.from_phones(running.url)
    page = visit(url, storage_state=browsing.paired(running.service.access, url), **browsing.PHONE)
    page.goto("/")
    return page


@pytest.fixture
def stranger(visit: Visit, running: Running) -> Page:
    """A phone that was never here, before it opens the page."""
    return visit(browsing.from_phones(running.url), **browsing.PHONE)


@pytest.fixture
def desktop(visit: Visit, running: Running) -> Page:
    """The computer itself."""
    page = visit(running.url, **browsing.DESKTOP)
    page.goto("/")
    return page
