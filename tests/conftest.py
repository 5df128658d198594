"""What the tests share: the labelled songs, short sounds, and a check that nothing is left running."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from core.example import SONG
from tests.turns import share_cores, turn

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
BROWSERS = ROOT / "tests" / "web"
XDIST = "PYTEST_XDIST_WORKER" in os.environ

if XDIST:
    share_cores()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs models or browsers comes first: at the end of a run, short tests keep all processes busy."""
    slow = {item.path for item in items if item.get_closest_marker("slow") or BROWSERS in item.path.parents}
    items.sort(key=lambda item: item.path not in slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test of several processes has its turn; where its time is measured it is alone, and not traced."""
    alone = item.get_closest_marker("alone") is not None
    with ExitStack() as around:
        if XDIST:
            around.enter_context(turn(item.config.cache.mkdir("turns"), alone))
        if alone:
            around.enter_context(untraced())
        return (yield)


@contextmanager
def untraced() -> Iterator[None]:
    """No coverage meanwhile: it takes about as long as what it watches."""
    here, elsewhere = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        sys.settrace(here)
        threading.settrace(elsewhere)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled songs and weights that lies beside the project on development machines."""
    if not (SHARED / "eval").is_dir():
        pytest.skip("needs ../shared, which is not on this machine")
    return SHARED


Stem = Callable[[str, str], np.ndarray]


@pytest.fixture(scope="session")
def stem(shared: Path) -> Stem:
    """stem(song, name): a labelled song's true stem, float32 of shape (samples, 2) at 44.1 kHz."""

    def read(song: str, name: str) -> np.ndarray:
        sound, _ = sf.read(shared / "eval" / song / f"{name}.flac", dtype="float32", always_2d=True)
        return np.ascontiguousarray(np.broadcast_to(sound, (len(sound), 2)))

    return read


@pytest.fixture(scope="session")
def mix(stem: Stem) -> Callable[[str], np.ndarray]:
    """mix(song): the sum of a labelled song's stems."""
    return lambda song: sum(stem(song, name) for name in ("vocals", "drums", "bass", "other"))


@pytest.fixture(scope="session")
def example() -> Path:
    """The song that comes with the project, 25 s."""
    return SONG


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """A shell starts background jobs with Ctrl-C ignored, and the programs under test would inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def loopback_only() -> None:
    """No server under test listens on the network of the machine, unless the test says so."""
    os.environ.setdefault("API_HOST", "127.0.0.1")


@pytest.fixture(scope="module", autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a module that leaves a thread or a child process of its own behind."""
    before = {*threading.enumerate(), *multiprocessing.active_children()}
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    left = [thread for thread in left if thread.name != "AnyIO worker thread"]
    children = [child for child in multiprocessing.active_children() if child not in before]
    assert not left, f"threads left running: {left}"
    assert not children, f"processes left running: {children}"
