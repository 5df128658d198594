"""The sound of a job of the server: finished, in work, deleted."""

import io
from collections.abc import Callable, Iterator
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
import soundfile as sf
from playwright.sync_api import Browser, Route

from core.example import SONG
from core.models import SAMPLE_RATE
from tests.app.conftest import Running, serving
from tests.web.conftest import QUICK
from tests.web.playing.conftest import Studio, in_chromium

AT = "/harness/"
Open = Callable[[Running], Studio]


@pytest.fixture
def open_at(browser: Browser, harness: Path) -> Iterator[Open]:
    """The page that plays for tests, as if a server had it among its own."""
    context = browser.new_context()

    def fulfil(route: Route) -> None:
        file = harness / (urlsplit(route.request.url).path.removeprefix(AT) or "index.html")
        route.fulfill(body=file.read_bytes(), content_type=guess_type(file)[0])

    def open_at(running: Running) -> Studio:
        studio = Studio(context.new_page())
        studio.page.route(f"{running.url}{AT}**", fulfil)
        studio.page.goto(f"{running.url}{AT}")
        return studio

    yield open_at
    context.close()


def heard_of(running: Running, job: str) -> np.ndarray:
    """The sum of the stems' files, joined."""

    def decoded(url: str) -> np.ndarray:
        return sf.read(io.BytesIO(running.client.get(url).content), dtype="float32")[0]

    parts = running.client.get(f"/api/v1/jobs/{job}/parts").json()["parts"]
    return np.concatenate(
        [sum(in_chromium(decoded(url)) for url in part["stems"].values()) for part in parts]
    )


def test_a_finished_song_is_the_sum_of_its_stems(open_at: Open, running: Running, song: str) -> None:
    heard, positions = open_at(running).render(song, [{"at": 0, "start": True}], 14)
    mix = heard_of(running, song)
    zero = positions[5][0] - positions[5][1]
    assert np.abs(heard[zero : zero + len(mix)] - mix)[2000:].max() < 1e-6
    assert not heard[zero + len(mix) :].any()


def test_a_song_in_work_plays_until_it_is_finished(open_at: Open, short_song: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "data", start=True, enable_gpu=False) as running:
        job = running.sent(short_song, short_song.name, **QUICK)
        studio = open_at(running)
        studio.open("new JobSource(new Client(() => null), song)", job)
        page = studio.page
        page.get_by_role("button").click()
        page.wait_for_function("() => player.waiting.value")
        page.wait_for_function("() => player.position() > 1")
        assert "/preview/" in page.evaluate("() => source.part(0).stems.vocals")
        page.wait_for_function("() => source.part(0).stems.vocals.includes('/parts/')", timeout=60_000)
        page.wait_for_function("() => !player.playing.value", timeout=20_000)
        assert page.evaluate("() => player.position()") == pytest.approx(12, abs=1 / SAMPLE_RATE)
        assert page.evaluate("() => player.problem.value") is None


def test_a_song_in_the_queue_that_is_deleted_says_so(open_at: Open, running: Running) -> None:
    job = running.sent(SONG, "waiting.mp3", **QUICK)
    page = open_at(running).page
    page.evaluate("id => { window.source = new JobSource(new Client(() => null), id); }", job)
    page.wait_for_timeout(500)
    assert page.evaluate("() => [source.problem.value, source.seconds.value]") == [None, 0]
    running.client.delete(f"/api/v1/jobs/{job}").raise_for_status()
    page.wait_for_function("() => source.problem.value")
    assert "deleted" in page.evaluate("() => source.problem.value")


def test_a_finished_song_that_was_deleted_says_so(open_at: Open, running: Running, short_song: Path) -> None:
    job = running.sent(short_song, "the same again.flac", **QUICK)
    studio = open_at(running)
    studio.open("new JobSource(new Client(() => null), song)", job)
    studio.page.wait_for_function("() => source.seconds.value")
    running.client.delete(f"/api/v1/jobs/{job}").raise_for_status()
    studio.page.evaluate("() => player.seek(9)")
    studio.page.wait_for_function("() => player.problem.value")
    assert "deleted" in studio.page.evaluate("() => player.problem.value")
