"""A settings file, an environment and a home of the test's own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.finding import Finding, bad, look, well
from core.settings import load_settings
from tests.ui.conftest import bridged
from ui.bridge import Bridge
from ui.login_item import AutostartEntry
from ui.settings.settings_window import SettingsWindow

FINDINGS = [
    well("disk", "183.1 GB are free."),
    look("models", "Songs are separated by Spleeter."),
    bad("discovery", "Announcements do not come through."),
]


@pytest.fixture(autouse=True)
def home(private: Path) -> Path:
    """No test touches the settings of whoever runs it."""
    return private


@pytest.fixture
def given(tmp_path: Path) -> dict[str, object]:
    """What the bridge's service was told on the command line."""
    return {"storage_path": tmp_path / "data", "enable_gpu": False}


Open = Callable[..., SettingsWindow]


@pytest.fixture
def opened(qtbot: QtBot, qapp: object, given: dict[str, object], home: Path) -> Iterator[Open]:
    """opened(page, **more of the command line): the window at a page, with its settings read.

    storage_path=None: the data folder is where the settings say.
    """
    kept: list[SettingsWindow] = []
    with ExitStack() as stack:

        def open_at(page: str, bridge: Bridge | None = None, **more: object) -> SettingsWindow:
            told = given | more
            folder = told["storage_path"] or load_settings().values.storage_path
            assert isinstance(folder, Path)
            if bridge is None:
                rest = {name: value for name, value in more.items() if name != "storage_path"}
                bridge = stack.enter_context(bridged(folder, start=False, **rest))
            login = AutostartEntry(["backline", "--hidden"])
            window = SettingsWindow(bridge, lambda: list[Finding](FINDINGS), told, login)
            qtbot.addWidget(window)
            kept.append(window)
            window.show_page(page)
            window.show()
            qtbot.waitUntil(lambda: window.preferences.loaded is not None)
            return window

        yield open_at
