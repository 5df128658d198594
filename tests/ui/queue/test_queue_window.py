"""The window as its user has it: drops, keys, the menu, messages, what is remembered."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.jobs import Job, JobStatus
from core.names import MAX_LABEL
from tests.sounds import tone, write
from tests.ui.queue.records import failed, in_work, put, ready, song
from ui.bridge import Bridge
from ui.look import apply_look
from ui.queue.order import Column
from ui.queue.queue_window import QueueWindow
from ui.theme import DARK

# Some versions have no other constructor.
pytestmark = pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")

Keys = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Opened = Callable[..., QueueWindow]


@pytest.fixture
def opened(bridge: Bridge, qtbot: QtBot) -> Iterator[Opened]:
    """opened(*jobs): the window over these songs."""
    windows: list[QueueWindow] = []

    def open_(*jobs: Job) -> QueueWindow:
        put(bridge, jobs)
        window = QueueWindow(bridge)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        windows.append(window)
        return window

    yield open_
    for window in windows:
        window.settle()


def titles(window: QueueWindow) -> list[str]:
    return [window.model.job(row).display_name for row in range(window.model.rowCount())]


def select(window: QueueWindow, *names: str) -> None:
    ids = [window.model.job(titles(window).index(name)).id for name in names]
    window.view.setFocus()
    window.view.select(ids, ids[0])


def press(window: QueueWindow, qtbot: QtBot, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.view, key, *modifiers)


def dropped(window: QueueWindow, mime: QMimeData) -> None:
    """What the system sends when something is dragged onto the window and let go."""
    actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), actions, mime, button, none)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        assert window.overlay.isVisible()
        drop = QDropEvent(QPointF(300, 300), actions, mime, button, none)
        QApplication.sendEvent(window, drop)
        assert drop.isAccepted()
    assert window.overlay.isHidden()


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_files_and_folders_are_dropped(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    window = opened()
    assert window.pages.currentWidget() is window.no_songs
    folder = tmp_path / "album"
    folder.mkdir()
    write(folder / "Two.wav", tone(0.5))
    one, text = write(tmp_path / "One.wav", tone(0.6)), tmp_path / "notes.txt"
    text.write_text("no song")
    dropped(window, files(one, folder, text))
    assert "Looking" in window.reports.progress.sentence
    qtbot.waitUntil(lambda: set(titles(window)) == {"One", "Two"}, timeout=60_000)
    qtbot.waitUntil(lambda: "notes.txt" in window.reports.message.sentence)
    assert not window.reports.progress.sentence
    assert window.pages.currentWidget() is window.view


def test_what_is_no_file_is_kindly_refused(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/song.mp3")])
    dropped(window, mime)
    assert "is not a file of this computer" in window.reports.message.sentence
    text = QMimeData()
    text.setText("just words")
    dropped(window, text)
    assert titles(window) == []


def test_a_drag_that_goes_on_leaves_nothing_behind(opened: Opened, tmp_path: Path) -> None:
    window = opened()
    mime, none = files(tmp_path), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, enter)
    assert window.overlay.isVisible()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window.overlay.isHidden()


def test_the_example_song_is_one_click_away(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    qtbot.mouseClick(window.no_songs.example, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(titles(window)) == 1, timeout=60_000)


def test_search_by_keys_alone(opened: Opened, qtbot: QtBot) -> None:
    window = opened(ready("Blue in Green", 1), ready("Green Onions", 2), ready("Red", 3))
    qtbot.keyClick(window, Keys.Key_F, Control)
    search = window.toolbar.search
    assert search.hasFocus()
    qtbot.keyClicks(search, "green")
    assert titles(window) == ["Green Onions", "Blue in Green"]
    assert window.reports.status.count.text() == "2 of 3 songs"
    qtbot.keyClick(search, Keys.Key_Down)
    assert window.view.hasFocus()
    assert window.view.selected() == [window.view.current()]
    qtbot.keyClick(window.view, "x")
    assert search.text() == "x"
    assert window.pages.currentWidget() is window.nothing_found
    qtbot.mouseClick(window.nothing_found.clear, Qt.MouseButton.LeftButton)
    assert len(titles(window)) == 3
    assert window.reports.status.count.text() == "3 songs"


def test_enter_opens_what_is_ready_and_says_why_not_for_others(opened: Opened, qtbot: QtBot) -> None:
    window = opened(ready("Done", 1), song("Waits", 2), failed("Bad", 3))
    select(window, "Done")
    with qtbot.waitSignal(window.song_opened) as told:
        press(window, qtbot, Keys.Key_Return)
    assert told.args == [f"{1:036}"]
    select(window, "Waits")
    press(window, qtbot, Keys.Key_Return)
    assert window.reports.message.sentence == "Waits is not ready yet."
    select(window, "Bad")
    press(window, qtbot, Keys.Key_Return)
    assert window.reports.message.sentence == "Bad.mp3 holds no sound."


def test_a_double_click_opens(opened: Opened, qtbot: QtBot) -> None:
    window = opened(ready("Done", 1))
    place = window.view.visualRect(window.model.index(0, 0)).center()
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(window.song_opened):
        qtbot.mouseDClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_several_are_deleted_and_had_back(opened: Opened, bridge: Bridge, qtbot: QtBot) -> None:
    window = opened(*(ready(name, number) for number, name in enumerate("abc")))
    select(window, "a", "c")
    press(window, qtbot, Keys.Key_Delete)
    assert titles(window) == ["b"]
    assert window.reports.undo.sentence == "2 songs deleted"
    qtbot.mouseClick(window.reports.undo.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert titles(window) == ["c", "b", "a"]
    select(window, "b")
    press(window, qtbot, Keys.Key_Delete)
    assert window.reports.undo.sentence == "b deleted"
    qtbot.keyClick(window, Keys.Key_Z, Control)
    assert titles(window) == ["c", "b", "a"]
    select(window, "b")
    press(window, qtbot, Keys.Key_Delete)
    window.close()
    qtbot.waitUntil(lambda: bridge.service.jobs(None, 0, 0, "")[1] == 2)


def test_after_a_deletion_the_keyboard_goes_on_with_the_next_song(opened: Opened, qtbot: QtBot) -> None:
    window = opened(*(ready(name, number) for number, name in enumerate("edcba")))
    select(window, "b", "c")
    for left, chosen in (("ade", "d"), ("ae", "e"), ("a", "a"), ("", "")):
        press(window, qtbot, Keys.Key_Delete)
        assert titles(window) == list(left)
        assert [job.display_name for job in window.view.selected()] == list(chosen)


def test_home_and_end_go_to_the_first_and_the_last_song(opened: Opened, qtbot: QtBot) -> None:
    window = opened(*(ready(name, number) for number, name in enumerate("cba")))
    select(window, "b")
    for key, name in ((Keys.Key_End, "c"), (Keys.Key_Home, "a")):
        press(window, qtbot, key)
        assert [job.display_name for job in window.view.selected()] == [name]


def test_a_space_begins_no_search(opened: Opened, qtbot: QtBot) -> None:
    window = opened(ready("a", 1))
    select(window, "a")
    press(window, qtbot, Keys.Key_Space)
    assert window.view.hasFocus()
    assert window.toolbar.search.text() == ""


def test_delete_in_the_search_field_deletes_letters(opened: Opened, qtbot: QtBot) -> None:
    window = opened(ready("a", 1))
    select(window, "a")
    qtbot.keyClick(window, Keys.Key_F, Control)
    qtbot.keyClick(window.toolbar.search, Keys.Key_Delete)
    qtbot.keyClick(window.toolbar.search, Keys.Key_Backspace)
    assert titles(window) == ["a"]


def test_a_song_is_renamed_in_its_row(opened: Opened, bridge: Bridge, qtbot: QtBot) -> None:
    window = opened(in_work("Take 1", 1), ready("Other", 2))
    select(window, "Take 1")
    press(window, qtbot, Keys.Key_F2)
    editor = window.view.findChild(QLineEdit)
    assert editor.text() == "Take 1"
    editor.selectAll()
    qtbot.keyClicks(editor, "Lant")
    bridge.service._store.show(f"{1:036}", lambda job: replace(job, progress=40))
    qtbot.waitUntil(lambda: window.model.job(1).progress == 40)
    qtbot.keyClicks(editor, "erns")
    qtbot.keyClick(editor, Keys.Key_Return)
    qtbot.waitUntil(lambda: titles(window) == ["Other", "Lanterns"])
    qtbot.waitUntil(lambda: bridge.service.job(f"{1:036}").display_name == "Lanterns")


def test_a_name_is_of_the_length_and_letters_that_the_network_takes_too(
    opened: Opened, bridge: Bridge, qtbot: QtBot
) -> None:
    window = opened(ready("Take 1"))
    for typed, name in (("x" * 10_000, "x" * MAX_LABEL), (" Mi\u202enor\x07 ", "Minor")):
        select(window, titles(window)[0])
        press(window, qtbot, Keys.Key_F2)
        editor = window.view.findChildren(QLineEdit)[-1]
        editor.selectAll()
        editor.insert(typed)
        qtbot.keyClick(editor, Keys.Key_Return)
        qtbot.waitUntil(lambda name=name: titles(window) == [name])
        qtbot.waitUntil(lambda name=name: bridge.service.job(f"{1:036}").display_name == name)


def test_cancel_retry_front_and_keep(opened: Opened, bridge: Bridge, qtbot: QtBot) -> None:
    window = opened(song("first", 1), song("second", 2), song("third", 3))

    def job(number: int) -> Job:
        return bridge.service.job(f"{number:036}")

    select(window, "third")
    press(window, qtbot, Keys.Key_Up, Control | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bridge.service.queue_positions().get(job(3).id) == 1)
    select(window, "first", "second")
    trigger(window, "Cancel")
    qtbot.waitUntil(lambda: job(1).status.ended and job(2).status.ended)
    qtbot.waitUntil(lambda: window.model.data(window.model.index(2, Column.STATE)) == "Cancelled")
    trigger(window, "Try again")
    qtbot.waitUntil(lambda: job(1).status is JobStatus.QUEUED)
    trigger(window, "Keep for good")
    qtbot.waitUntil(lambda: job(1).keep and job(2).keep)
    qtbot.waitUntil(lambda: all(one.keep for one in window.view.selected()))
    assert "Keep no longer" in menu_of(window)
    trigger(window, "Keep no longer")
    qtbot.waitUntil(lambda: not job(1).keep)


def action(window: QueueWindow, text: str) -> QAction:
    return next(action for action in window.view.actions() if action.text() == text)


def trigger(window: QueueWindow, text: str) -> None:
    action(window, text).trigger()


def menu_of(window: QueueWindow) -> list[str]:
    menu = window.commands.menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    menu.deleteLater()
    return texts


def test_the_menu_offers_what_can_be_done(opened: Opened) -> None:
    window = opened(
        ready("best", 1),
        ready("quick", 2, "spleeter"),
        song("waits", 3),
        failed("bad", 4),
        in_work("busy", 5),
    )
    files = ["Open", "Files…", "Copy the files", "Show the folder"]
    always = ["Rename", "Keep for good", "Delete"]
    offers = {
        "best": [*files, *always],
        "quick": [*files, "Do again in better quality", *always],
        "waits": ["Move to the front", "Cancel", *always],
        "bad": ["Try again", *always],
        "busy": ["Cancel", *always],
    }
    for name, offered in offers.items():
        select(window, name)
        assert menu_of(window) == offered


def test_the_menu_opens_by_key_and_by_its_button(opened: Opened, qtbot: QtBot) -> None:
    window = opened(ready("a", 1), ready("b", 2))
    select(window, "a")
    button = window.view.visualRect(window.model.index(0, Column.MENU)).center()
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=button)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    assert [job.display_name for job in window.view.selected()] == ["b"]


def test_the_better_model_is_fetched_only_after_a_question(
    opened: Opened, bridge: Bridge, qtbot: QtBot
) -> None:
    window = opened(ready("quick", 1, "spleeter"))
    select(window, "quick")
    trigger(window, "Do again in better quality")
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert "84 MB" in box.informativeText()
    assert "scientific and personal use" in box.informativeText()
    assert bridge.service.job(f"{1:036}").status is JobStatus.COMPLETED
    box.defaultButton().click()
    qtbot.waitUntil(lambda: bridge.service.job(f"{1:036}").status is JobStatus.QUEUED)
    request = bridge.service.job(f"{1:036}").request
    assert (request.separator, request.pitch) == ("htdemucs", "crepe")


def test_pause_and_what_the_queue_does_are_told(opened: Opened, bridge: Bridge, qtbot: QtBot) -> None:
    window = opened(song("a", 1), song("b", 2))
    status = window.reports.status.queue
    qtbot.waitUntil(lambda: status.text() == "2 waiting")
    qtbot.mouseClick(window.toolbar.pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: status.text() == "Paused, 2 waiting")
    assert bridge.service.queue().paused
    assert window.toolbar.pause.accessibleName() == "Go on with the queue"
    bridge.service.resume()
    qtbot.waitUntil(lambda: status.text() == "2 waiting")
    assert not window.toolbar.pause.isChecked()


def test_phones_are_named(opened: Opened, bridge: Bridge, qtbot: QtBot) -> None:
    window = opened()
    access = bridge.service.access
    invitation = access.invite()
    device = access.redeem(invitation.code, "Anna's phone", "Android", "192.168.1.5").device_id
    put(bridge, [song("Memo", 1, client=device)])
    role = Qt.ItemDataRole.AccessibleTextRole
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    qtbot.waitUntil(lambda: "from Anna's phone" in window.model.data(window.model.index(0, 0), role))


def test_size_columns_and_order_are_remembered(opened: Opened, bridge: Bridge, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "state.ini"), QSettings.Format.IniFormat)
    first = opened(ready("b", 1), ready("a", 2), ready("c", 3))
    first.resize(700, 600)
    first.view.horizontalHeader().resizeSection(Column.STATE, 190)
    first.view.header.sort_by(Column.SONG, False)
    first.save(settings)
    settings.sync()
    second = opened()
    second.restore(QSettings(str(tmp_path / "state.ini"), QSettings.Format.IniFormat))
    assert titles(second) == ["a", "b", "c"]
    assert second.size() == first.size()
    assert second.view.header.widths()[0] == 190
    third = opened()
    third.restore(QSettings(str(tmp_path / "none.ini"), QSettings.Format.IniFormat))
    assert titles(third) == ["c", "a", "b"]


def test_selected_rows_are_dragged_together(opened: Opened, qtbot: QtBot) -> None:
    window = opened(*(song(name, number) for number, name in enumerate("abcd")))
    select(window, "d", "c")
    place = window.view.visualRect(window.model.index(1, 0)).center()
    view, left = window.view.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(view, left, pos=place)
    with qtbot.waitSignal(window.view.dragged):
        for step in (10, 60, 120):
            here = QPointF(place + QPoint(0, step))
            none = Qt.KeyboardModifier.NoModifier
            there = QPointF(view.mapToGlobal(here))
            moved = QMouseEvent(QMouseEvent.Type.MouseMove, here, there, left, left, none)
            QApplication.sendEvent(view, moved)
    assert [job.display_name for job in window.view.selected()] == ["d", "c"]
    assert "no files yet" in window.reports.message.sentence
    qtbot.mouseRelease(view, left, pos=place)


def test_it_turns_dark_while_it_is_open(opened: Opened, qapp: QApplication) -> None:
    window = opened(ready("a", 1))
    try:
        apply_look(qapp, "dark")
        ground = window.view.grab().toImage().pixelColor(window.view.width() // 2, window.view.height() - 40)
        assert ground == QColor(DARK.surface)
    finally:
        apply_look(qapp, "light")


def test_every_control_has_a_name(opened: Opened) -> None:
    window = opened()
    for control in (window.toolbar.pause, window.toolbar.phones, window.toolbar.settings):
        assert control.accessibleName()
        assert control.toolTip()
    assert window.toolbar.search.accessibleName()
    assert window.view.accessibleName()


def test_a_narrow_window_keeps_room_for_titles(opened: Opened) -> None:
    window = opened(ready("a", 1))
    for width in (720, 600, 1200):
        window.resize(width, 500)
        QApplication.processEvents()
        assert window.view.columnWidth(Column.SONG) >= 200
        shown = sum(window.view.columnWidth(column) for column in Column)
        assert shown <= window.view.viewport().width()
    assert isinstance(window.grab().toImage(), QImage)
