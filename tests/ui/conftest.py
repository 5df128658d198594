"""Real windows over a real service on a real disk; Qt draws them off the screen."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.service import Service
from core.settings import Settings
from ui.bridge import Bridge
from ui.look import apply_look

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, as the program makes it look."""
    apply_look(qapp, "light")
    return qapp


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
