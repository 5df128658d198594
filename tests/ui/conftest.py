"""Real windows over a real service on a real disk; Qt draws them off the screen."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.example import SONG
from core.jobs import Job
from core.service import Service
from core.settings import Settings
from tests.ui.song.conftest import Working, done
from ui.bridge import Bridge
from ui.look import apply_look

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
PATIENCE_MS = 30_000


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, as the program makes it look."""
    apply_look(qapp, "light")
    return qapp


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """Waits longer than its five seconds: other tests have the cores as well."""
    monkeypatch.setattr(qtbot, "waitUntil", partial(qtbot.waitUntil, timeout=PATIENCE_MS))
    return qtbot


@contextmanager
def bridged(folder: Path, *, start: bool, **settings: object) -> Iterator[Bridge]:
    """A bridge to a service over `folder`. start: whether jobs are worked on; else they stay in the queue."""
    service = Service(Settings(storage_path=folder, enable_gpu=False, **settings))
    if start:
        service.start()
    bridge = Bridge(service)
    try:
        yield bridge
    finally:
        service.refuse()
        bridge.close()
        service.stop()


@pytest.fixture
def bridge(qapp: QApplication, tmp_path: Path) -> Iterator[Bridge]:
    """A bridge to a service whose jobs stay in the queue."""
    with bridged(tmp_path / "data", start=False) as bridge:
        yield bridge


@pytest.fixture
def working(qapp: QApplication) -> Callable[..., AbstractContextManager[Bridge]]:
    """working(folder): a bridge to a service that works."""
    return lambda folder, **settings: bridged(folder, start=True, **settings)


@pytest.fixture(scope="session")
def example_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the finished example song."""
    folder = tmp_path_factory.mktemp("example") / "data"
    service = Service(Settings(storage_path=folder, enable_gpu=False))
    service.start()
    try:
        job = done(service, SONG)
        service.library.peaks(job.id, "vocals")
    finally:
        service.stop()
    return folder


@pytest.fixture
def songs(example_data: Path, tmp_path: Path, working: Working) -> Iterator[Bridge]:
    """A bridge to a service that has the finished example."""
    shutil.copytree(example_data, tmp_path / "data")
    with working(tmp_path / "data") as bridge:
        yield bridge


@pytest.fixture
def example_job(songs: Bridge) -> Job:
    """The finished example."""
    return songs.service.jobs(None, 1, 0, "")[0][0]


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, with no setting in the environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".data"))
    monkeypatch.chdir(tmp_path)
    return home
