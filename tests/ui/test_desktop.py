"""The program on the screen: what opens what, and how it ends."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from core.example import SONG
from core.jobs import JobRequest
from tests.ui.queue.records import put, ready, song
from ui.bridge import Bridge
from ui.desktop import TRAY_LOOK_MS, Desktop
from ui.phones.question_dialog import QuestionDialog
from ui.quitting import Answer, answer_of, ask

QUICK = JobRequest("spleeter", "swiftf0")
Working = Callable[..., AbstractContextManager[Bridge]]


@contextmanager
def desktop_of(bridge: Bridge, folder: Path) -> Iterator[Desktop]:
    desktop = Desktop(bridge, folder / "windows.ini", list)
    try:
        yield desktop
    finally:
        desktop.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desktop(bridge: Bridge, tmp_path: Path) -> Iterator[Desktop]:
    with desktop_of(bridge, tmp_path) as desktop:
        yield desktop


def test_the_first_time_a_welcome_comes_too(bridge: Bridge, tmp_path: Path, qtbot: QtBot) -> None:
    for welcomes in (True, False):
        with desktop_of(bridge, tmp_path) as desktop:
            desktop.show()
            assert desktop.windows.queue.isVisible()
            assert (desktop.windows.opened("welcome") is not None) is welcomes


def test_hidden_without_a_tray_is_in_the_task_bar(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.show(hidden=True)
    assert desktop.windows.queue.isMinimized()
    assert desktop.windows.opened("welcome") is None


def test_hidden_it_takes_songs_in_all_the_same(desktop: Desktop, bridge: Bridge, qtbot: QtBot) -> None:
    desktop.show([SONG], hidden=True)
    qtbot.waitUntil(lambda: bridge.service.jobs(None, 0, 0, "")[1] == 1, timeout=20_000)
    assert desktop.windows.queue.isMinimized()


def test_where_the_tray_goes_the_window_is_there_again(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.show()
    desktop.windows.queue.hide()
    qtbot.waitUntil(desktop.windows.queue.isMinimized, timeout=2 * TRAY_LOOK_MS)
    assert desktop.windows.queue.isVisible()


def test_a_window_is_opened_once(bridge: Bridge, desktop: Desktop, qtbot: QtBot) -> None:
    desktop.windows.show_settings("models")
    first = desktop.windows.opened("settings")
    desktop.windows.show_settings("network")
    assert desktop.windows.opened("settings") is first
    first.close()
    qtbot.waitUntil(lambda: desktop.windows.opened("settings") is None)


def test_it_ends_while_windows_are_open(working: Working, tmp_path: Path, qtbot: QtBot) -> None:
    with working(tmp_path / "data") as bridge:
        desktop = Desktop(bridge, tmp_path / "windows.ini", list)
        desktop.windows.show_settings("models")
        desktop.close()
    delete(bridge)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desktop.windows.opened("settings") is None


def test_songs_of_another_start_come_in(desktop: Desktop, bridge: Bridge, qtbot: QtBot) -> None:
    desktop.show(hidden=True)
    desktop.take([SONG])
    assert desktop.windows.queue.isVisible()
    assert not desktop.windows.queue.isMinimized()
    qtbot.waitUntil(lambda: len(bridge.service.jobs(None, 9, 0, "")[0]) == 1, timeout=20_000)


def test_without_work_it_ends_at_once(desktop: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desktop.ended):
        desktop.quit()
    assert not desktop.restarts


def test_new_settings_want_a_restart(desktop: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desktop.ended):
        desktop.windows.restart_wanted.emit()
    assert desktop.restarts


@pytest.mark.parametrize(
    ("key", "answer"),
    [(Qt.Key.Key_Return, Answer.FINISH), (Qt.Key.Key_Escape, Answer.STAY)],
    ids=["return", "escape"],
)
def test_the_question_is_answered_by_keys(qtbot: QtBot, key: Qt.Key, answer: Answer) -> None:
    question = ask(None, 2)
    qtbot.addWidget(question)
    question.open()
    qtbot.keyClick(question, key)
    assert answer_of(question) is answer


@pytest.mark.slow
def test_with_a_song_in_work_it_asks_and_finishes(working: Working, tmp_path: Path, qtbot: QtBot) -> None:
    with working(tmp_path / "data") as bridge, desktop_of(bridge, tmp_path) as desktop:
        job = bridge.service.reception.receive(SONG, QUICK)
        later = bridge.service.reception.receive(SONG, JobRequest("spleeter", "crepe-tiny"))
        qtbot.waitUntil(lambda: bool(bridge.service.queue().active_jobs), timeout=20_000)
        ends = []
        desktop.ended.connect(lambda: ends.append(True))
        desktop.quit()
        question = desktop.windows.queue.findChild(QMessageBox) or desktop.question
        qtbot.keyClick(question, Qt.Key.Key_Escape)
        assert not ends
        desktop.quit()
        with qtbot.waitSignal(desktop.ended, timeout=60_000):
            qtbot.keyClick(desktop.question, Qt.Key.Key_Return)
        assert bridge.service.job(job.id).status.ended
        assert not bridge.service.job(later.id).status.ended


@pytest.mark.slow
def test_quitting_at_once_leaves_the_song_for_the_next_time(
    working: Working, tmp_path: Path, qtbot: QtBot
) -> None:
    with working(tmp_path / "data") as bridge, desktop_of(bridge, tmp_path) as desktop:
        job = bridge.service.reception.receive(SONG, QUICK)
        qtbot.waitUntil(lambda: bool(bridge.service.queue().active_jobs), timeout=20_000)
        desktop.quit()
        now = next(one for one in desktop.question.buttons() if one.text() == "Quit now")
        with qtbot.waitSignal(desktop.ended):
            now.click()
        assert not bridge.service.job(job.id).status.ended
    with working(tmp_path / "data") as again:
        qtbot.waitUntil(lambda: again.service.job(job.id).status.ended, timeout=60_000)
        assert again.service.job(job.id).error_code is None


def test_a_phone_that_asks_is_asked_about(desktop: Desktop, bridge: Bridge, qtbot: QtBot) -> None:
    request = bridge.service.access.request("Pixel 8", "Android", "192.168.1.31")
    qtbot.waitUntil(lambda: desktop.windows.opened(request.id) is not None, timeout=10_000)
    question = desktop.windows.opened(request.id)
    assert isinstance(question, QuestionDialog)
    question.allow_button.click()
    qtbot.waitUntil(lambda: bridge.service.access.poll(request.id).status == "approved")


def test_a_click_on_the_news_opens_the_song(desktop: Desktop, bridge: Bridge, qtbot: QtBot) -> None:
    desktop.show(hidden=True)
    with qtbot.waitSignal(bridge.changed):
        put(bridge, [song("Waltz")])
    bridge.service._store.show(song("Waltz").id, lambda _: ready("Waltz"))
    qtbot.waitUntil(lambda: desktop.tray.activity.attention == "Waltz is ready")
    desktop.tray.message_clicked.emit()
    assert desktop.windows.opened(song("Waltz").id) is not None
    desktop.take(())
    assert desktop.tray.activity.attention == ""
