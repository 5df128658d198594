"""Every window of the program in its main states, for tests of what holds in all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.access.endpoint import Endpoint
from core.finding import Finding, bad, look, well
from core.jobs import Job
from tests.ui.player.recording import Recorder
from tests.ui.queue.records import failed, in_work, put, ready, song
from tests.ui.song.conftest import all_drawn
from ui.bridge import Bridge
from ui.login_item import AutostartEntry
from ui.phones.invitation import Standing, State
from ui.phones.pair_dialog import PairDialog
from ui.phones.question_dialog import QuestionDialog
from ui.queue import better
from ui.queue.files_dialog import FilesDialog
from ui.queue.intake import Intaken, Problem
from ui.queue.problems import ProblemsDialog
from ui.queue.queue_window import QueueWindow
from ui.quitting import ask
from ui.settings.settings_window import ICONS, SettingsWindow
from ui.song.chord_editor import ChordEditor
from ui.song.song_window import SongWindow
from ui.tray import Tray
from ui.welcome import WelcomeWindow

FINDINGS = [well("disk", "183 GB are free."), look("models", "No HTDemucs."), bad("discovery", "Nothing.")]
TITLES = ("Waltz", "Blue", "Red", "Now", "Bad", "Gone", "Again")


class Scene(NamedTuple):
    """windows: all that is open, with menus."""

    name: str
    windows: list[QWidget]


def empty_scenes(bridge: Bridge, folder: Path, qtbot: QtBot) -> Iterator[Scene]:
    """What a new user sees. bridge: of a service without songs."""
    queue = QueueWindow(bridge)
    with shown(queue, qtbot):
        yield Scene("queue without songs", [queue])
    welcome = WelcomeWindow(bridge)
    with shown(welcome, qtbot):
        yield Scene("welcome", [welcome])
    yield from _settings_scenes(bridge, folder, qtbot)
    yield from _phone_scenes(bridge, qtbot)


def queue_scenes(bridge: Bridge, folder: Path, qtbot: QtBot) -> Iterator[Scene]:
    """The list of songs in every state, and what opens from it."""
    put(bridge, _songs())
    queue = QueueWindow(bridge)
    with shown(queue, qtbot):
        queue.view.selectAll()
        queue.tell("")
        queue.reports.warning.tell("", "warning", seconds=0)
        queue.intake.changed.emit(Intaken(total=3))
        queue.deletions.delete([bridge.service.job(song("Gone", 6).id)])
        yield Scene("queue with songs", [queue, queue.commands.menu()])
        queue.deletions.undo()
        queue.toolbar.search.setText("nothing is called so")
        qtbot.waitUntil(lambda: queue.pages.currentWidget() is queue.nothing_found)
        yield Scene("a search in vain", [queue])
    problems = [Problem(folder / "Waltz.txt", ""), Problem(folder / "Blue.txt", "")]
    files = {"vocals": folder / "Waltz.mp3", "chords": folder / "Waltz.json"}
    dialogs: dict[str, QWidget] = {
        "files that were left out": ProblemsDialog(problems),
        "files of a song": FilesDialog(ready("Waltz"), files),
        "better quality": better.question(queue, [ready("Waltz")], lambda: None),
        "quitting": ask(None, 2),
    }
    for name, dialog in dialogs.items():
        with shown(dialog, qtbot):
            yield Scene(name, [dialog])
    tray = Tray(bridge.service)
    tray.menu.aboutToShow.emit()
    yield Scene("tray", [tray.menu])


def song_scenes(bridge: Bridge, job_id: str, qtbot: QtBot) -> Iterator[Scene]:
    """A finished song with its menus, and what is left when it is gone."""
    window = SongWindow(bridge, job_id, Recorder(pause=0.02))
    with shown(window, qtbot):
        qtbot.waitUntil(lambda: window.body is not None and all_drawn(window), timeout=20_000)
        body, header = window.body, window._header
        assert body
        menus = [header.key.menu_of_it, header.tempo.menu_of_it, header.edit.menu(), header.export.menu()]
        for menu in menus:
            menu.aboutToShow.emit()
        place = QMenu(window)
        body.menu_wanted.emit(place, body.analysis.duration / 2)
        yield Scene("song", [window, *menus, place])
        window._show_keys()
        card = QApplication.activePopupWidget()
        assert card
        yield Scene("keys of a song", [card])
        card.close()
        body.edit_chord(next(chord.start for chord in body.analysis.chords or () if chord.label != "N"))
        editor = body.view.findChild(ChordEditor)
        assert editor
        yield Scene("a chord is edited", [editor])
        editor.close()
        bridge.service.delete(job_id)
        qtbot.waitUntil(lambda: window.body is None, timeout=10_000)
        yield Scene("a song that is gone", [window])


def _settings_scenes(bridge: Bridge, folder: Path, qtbot: QtBot) -> Iterator[Scene]:
    login = AutostartEntry(["backline", "open", "--hidden"], folder)
    given = {"storage_path": bridge.service.settings.storage_path, "enable_gpu": False}
    window = SettingsWindow(bridge, lambda: list[Finding](FINDINGS), given, login)
    with shown(window, qtbot):
        qtbot.waitUntil(lambda: window.preferences.loaded is not None)
        window.bar.show()
        for page in ICONS:
            window.show_page(page)
            bridge.run(lambda: None)
            qtbot.wait(100)
            yield Scene(f"settings, {page}", [window])


def _phone_scenes(bridge: Bridge, qtbot: QtBot) -> Iterator[Scene]:
    access = bridge.service.access
    access.redeem(access.invite().code, "Pixel", "Android", "192.168.1.30")
    access.request("iPhone", "iOS", "192.168.1.31")
    access.ask_at("192.168.1.32")
    for request in access.waiting():
        question = QuestionDialog(bridge, request)
        with shown(question, qtbot):
            yield Scene(f"question of {request.kind}", [question])
    access.announce(Endpoint(("192.168.1.20", "fd00::20"), 8000, "ab" * 32))
    dialog = PairDialog(bridge)
    with shown(dialog, qtbot):
        qtbot.waitUntil(lambda: len(dialog.devices.rows) == 3, timeout=10_000)
        qtbot.waitUntil(dialog.card.isVisible, timeout=10_000)
        yield Scene("phones", [dialog])
        for state in State:
            if state is not State.READY:
                dialog._show_standing(Standing(state))
                yield Scene(f"phones, {state.name}", [dialog])


@contextmanager
def shown(window: QWidget, qtbot: QtBot) -> Iterator[None]:
    """A window, with the keyboard, until it is closed."""
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.move(QPoint(0, 0))
        window.show()
        window.activateWindow()
    try:
        yield
    finally:
        window.close()


def _songs() -> list[Job]:
    return [
        song("Waltz", 1),
        ready("Blue", 2),
        ready("Red", 3, "spleeter", keep=True),
        in_work("Now", 4),
        failed("Bad", 5),
        ready("Gone", 6),
        failed("Again", 7, error_code="cancelled"),
    ]
