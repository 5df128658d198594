"""The example song, done once by the real engines; every test gets a copy of its folder."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.jobs import DESKTOP_ID, Job, JobRequest
from core.service import Service
from tests.ui.player.recording import Recorder
from tests.watching import until
from ui.bridge import Bridge
from ui.song.song_window import SongWindow

QUICK = JobRequest("spleeter", "swiftf0")
Working = Callable[..., AbstractContextManager[Bridge]]


def send(service: Service, song: Path, request: JobRequest = QUICK) -> Job:
    """Hand a song over, as the window does."""
    upload = service.reception.incoming / f"{song.name}.part"
    shutil.copy(song, upload)
    digest = hashlib.sha256(song.read_bytes()).hexdigest()
    return service.reception.submit(upload, song.name, digest, request, client=DESKTOP_ID)


def done(service: Service, song: Path, request: JobRequest = QUICK) -> Job:
    """A song, finished."""
    job = send(service, song, request)
    until(lambda: service.job(job.id).status.ended)
    return service.job(job.id)


OpenSong = Callable[[str], SongWindow]


@pytest.fixture
def device() -> Recorder:
    """A sound device that takes what it gets."""
    return Recorder(pause=0.02)


@pytest.fixture
def opened(songs: Bridge, device: Recorder, qtbot: QtBot) -> Iterator[OpenSong]:
    """opened(job_id): the window of a song, shown; it is closed after the test."""
    windows: list[SongWindow] = []

    def open_song(job_id: str) -> SongWindow:
        window = SongWindow(songs, job_id, device)
        windows.append(window)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield open_song
    for window in windows:
        close(window, qtbot)


def close(window: SongWindow, qtbot: QtBot) -> None:
    """Close a window, until it is deleted."""
    if isValid(window):
        window.close()
        qtbot.waitUntil(lambda: not isValid(window))


@pytest.fixture
def window(opened: OpenSong, example_job: Job, qtbot: QtBot) -> SongWindow:
    """The example's window, with all its stems drawn."""
    window = opened(example_job.id)
    qtbot.waitUntil(lambda: window.body is not None and all_drawn(window), timeout=20000)
    return window


def all_drawn(window: SongWindow) -> bool:
    """Whether every stem has its waveform."""
    assert window.body
    return all(waveform.peaks for waveform in window.body.view.picture.stems.values())
