"""The welcome offers the better model and three ways to begin."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.bridge import Bridge
from ui.welcome import WelcomeWindow


@pytest.fixture
def welcome(bridge: Bridge, qtbot: QtBot) -> WelcomeWindow:
    window = WelcomeWindow(bridge)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.download.download_button.text() == "Download 84 MB")
    return window


def test_enter_tries_the_example(welcome: WelcomeWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(welcome.example_wanted):
        qtbot.keyClick(welcome, Qt.Key.Key_Return)
    assert not welcome.isVisible()


def test_songs_are_chosen(welcome: WelcomeWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(welcome.songs_wanted):
        qtbot.mouseClick(welcome.songs_button, Qt.MouseButton.LeftButton)
    assert not welcome.isVisible()


def test_a_phone_is_paired_and_the_welcome_stays(welcome: WelcomeWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(welcome.phones_wanted):
        qtbot.mouseClick(welcome.phones_button, Qt.MouseButton.LeftButton)
    assert welcome.isVisible()


def test_it_grows_with_what_a_download_has_to_say(welcome: WelcomeWindow, qtbot: QtBot) -> None:
    before = welcome.height()
    welcome.download.take_from("/no/such/folder")
    qtbot.waitUntil(lambda: welcome.download.problem.isVisible() and welcome.height() > before)
    assert welcome.download.problem.text() == "/no/such/folder does not exist."
