"""How the windows tell of a newer Backline: quietly, once, and with a way to its page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.updates import look
from core.updates.look import Look
from core.updates.update_file import Newest
from tests.core.updates.files import NEWER
from tests.ui.conftest import bridged
from ui.bridge import Bridge
from ui.tray import Tray
from ui.widgets.message_bar import MessageBar
from ui.windows import Windows

URL = "https://backline.example/backline.json"
NEWEST = Newest(**NEWER)
SENTENCE = "Backline 99.1.0 is there. Everything is better."


class Browser(QObject):
    """Stands where the system's browser is."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser(qapp: QApplication) -> Iterator[Browser]:
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")
    yield browser
    QDesktopServices.unsetUrlHandler("https")


Known = Callable[..., Bridge]


@pytest.fixture
def knows(qapp: QApplication, tmp_path: Path) -> Iterator[Known]:
    """knows(newest, **settings): a bridge to a service that has heard of it."""
    opened = []

    def make(newest: Newest = NEWEST, **settings: object) -> Bridge:
        folder = tmp_path / f"data {len(opened)}"
        folder.mkdir()
        look.write(folder, Look(URL, datetime.now(UTC), newest))
        opened.append(bridged(folder, start=False, **({"update_url": URL} | settings)))
        return opened[-1].__enter__()

    yield make
    for each in opened:
        each.__exit__(None, None, None)


@contextmanager
def bar_of(bridge: Bridge, folder: Path) -> Iterator[MessageBar]:
    """The bar over the songs, until the windows are closed."""
    state = QSettings(str(folder / "windows.ini"), QSettings.Format.IniFormat)
    windows = Windows(bridge, state, list, {})
    windows.show_queue()
    yield windows.queue.reports.news
    windows.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_newer_one_is_told_of_until_somebody_closes_the_line(
    knows: Known, tmp_path: Path, qtbot: QtBot
) -> None:
    for _ in range(2):
        with bar_of(knows(), tmp_path) as bar:
            assert bar.sentence == SENTENCE
            assert not bar._timer.isActive()
    with bar_of(knows(), tmp_path) as bar:
        bar._close.click()
        assert bar.sentence == ""
    with bar_of(knows(), tmp_path) as bar:
        assert bar.sentence == ""
    with bar_of(knows(replace(NEWEST, version="99.2.0", notes="")), tmp_path) as bar:
        assert bar.sentence == "Backline 99.2.0 is there."


def test_its_page_is_opened_by_a_click_alone(
    knows: Known, tmp_path: Path, browser: Browser, qtbot: QtBot
) -> None:
    bridge = knows()
    with bar_of(bridge, tmp_path) as bar:
        assert browser.opened == []
        bar._button.click()
        assert browser.opened == [NEWEST.url]
        assert bar.sentence == ""
    with bar_of(bridge, tmp_path) as bar:
        assert bar.sentence == SENTENCE


@pytest.mark.parametrize(
    ("version", "settings"),
    [("0.0.1", {}), ("99.1.0", {"update_check": False}), ("99.1.0", {"update_url": ""})],
    ids=["older", "turned off", "from source"],
)
def test_otherwise_nothing_is_said(
    knows: Known, tmp_path: Path, qtbot: QtBot, version: str, settings: dict[str, object]
) -> None:
    bridge = knows(replace(NEWEST, version=version), **settings)
    with bar_of(bridge, tmp_path) as bar:
        assert bar.sentence == ""
    tray = Tray(bridge.service)
    tray.menu.aboutToShow.emit()
    assert not [action for action in tray.menu.actions() if action.isVisible() and "there" in action.text()]


def test_the_tray_leads_to_its_page(knows: Known, browser: Browser) -> None:
    tray = Tray(knows().service)
    tray.menu.aboutToShow.emit()
    (action,) = [each for each in tray.menu.actions() if each.text() == "Backline 99.1.0 is there…"]
    assert action.isVisible()
    action.trigger()
    assert browser.opened == [NEWEST.url]
