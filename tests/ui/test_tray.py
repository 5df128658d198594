"""What the tray says and looks like, and what its menu leads to."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.queue.records import put, ready, song
from ui.activity import Activity
from ui.bridge import Bridge
from ui.tray import RECENT, TITLE_WIDTH, Tray
from ui.tray_icon import STEPS, looks_of, tray_icon


def drawn(activity: Activity, *, dark: bool = False) -> QImage:
    return tray_icon(activity, dark=dark).pixmap(24, 24).toImage()


def test_states_can_be_told_apart(qapp: QApplication) -> None:
    idle, working, half = Activity(), Activity(in_work=1), Activity(in_work=1, percent=50)
    asking = replace(half, attention="A phone asks")
    pictures = [drawn(each) for each in (idle, working, half, asking)]
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[n + 1 :])
    assert drawn(idle, dark=True) != drawn(idle)


def test_what_looks_the_same_is_not_drawn_again() -> None:
    looks = {looks_of(Activity(in_work=1, percent=percent)) for percent in range(100)}
    assert len(looks) == STEPS


@pytest.mark.parametrize(
    ("activity", "words"),
    [
        (Activity(), "nothing to do"),
        (Activity(in_work=1, percent=40), "1 in work, 40 %"),
        (Activity(in_work=2, waiting=3, percent=7), "2 in work, 7 %, 3 waiting"),
        (Activity(waiting=3, is_paused=True), "3 waiting, paused"),
        (Activity(in_work=1, attention="Song is ready"), "Song is ready"),
    ],
)
def test_words(activity: Activity, words: str) -> None:
    assert activity.words() == words


def test_activity_is_the_services(bridge: Bridge) -> None:
    put(bridge, [song("one", 1), song("two", 2)])
    bridge.service.pause()
    assert Activity.of(bridge.service) == Activity(waiting=2, is_paused=True)


def test_the_menu_has_the_songs_that_were_ready_last(bridge: Bridge, qtbot: QtBot) -> None:
    put(bridge, [*(ready(f"Salt & Pepper {n}", n) for n in range(1, 10)), song("waits", 20)])
    tray = Tray(bridge.service)
    tray.menu.aboutToShow.emit()
    recent = next(action.menu() for action in tray.menu.actions() if action.menu())
    titles = [action.text() for action in recent.actions()]
    assert titles == [f"Salt && Pepper {n}" for n in range(9, 9 - RECENT, -1)]
    with qtbot.waitSignal(tray.song_wanted) as wanted:
        recent.actions()[0].trigger()
    assert bridge.service.job(wanted.args[0]).display_name == "Salt & Pepper 9"


def test_a_long_title_leaves_the_screen_some_room(bridge: Bridge) -> None:
    put(bridge, [ready("Symphony " * 22)])
    tray = Tray(bridge.service)
    tray.menu.aboutToShow.emit()
    recent = next(action.menu() for action in tray.menu.actions() if action.menu())
    assert recent.sizeHint().width() < TITLE_WIDTH * 1.5


def test_the_queue_is_paused_from_the_menu(bridge: Bridge, qtbot: QtBot) -> None:
    tray = Tray(bridge.service)
    tray.menu.aboutToShow.emit()
    pause = next(action for action in tray.menu.actions() if action.isCheckable())
    assert not pause.isChecked()
    with qtbot.waitSignal(tray.paused) as paused:
        pause.trigger()
    assert paused.args == [True]
