"""The windows: each is opened once, and brought to the front when it is wanted again."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.access.entries import PairRequest
from core.example import SONG
from core.finding import Finding
from core.processes import heap
from ui.bridge import Bridge
from ui.phones.pair_dialog import PairDialog
from ui.phones.question_dialog import QuestionDialog
from ui.queue.queue_window import QueueWindow
from ui.settings.settings_window import SettingsWindow
from ui.song.song_window import SongWindow
from ui.updates import UpdateNotice
from ui.welcome import WelcomeWindow


class Windows(QObject):
    """The queue, and what is opened from it.

    state: remembers sizes and places. diagnose: examines the computer; takes seconds. given: the command
    line's settings.
    """

    restart_wanted = Signal()

    def __init__(
        self,
        bridge: Bridge,
        state: QSettings,
        diagnose: Callable[[], list[Finding]],
        given: Mapping[str, object],
    ) -> None:
        super().__init__()
        self._bridge, self._state, self._diagnose, self._given = bridge, state, diagnose, given
        self._open: dict[str, QWidget] = {}
        self.queue = QueueWindow(bridge)
        self.queue.restore(state)
        UpdateNotice(bridge.service.updates, self.queue.reports.news, state)
        self.queue.song_opened.connect(self.show_song)
        self.queue.settings_wanted.connect(self.show_settings)
        self.queue.phones_wanted.connect(self.show_phones)

    def show_queue(self, songs: Sequence[Path] = ()) -> None:
        """The queue in front of everything; takes songs in."""
        raise_window(self.queue)
        if songs:
            self.queue.add(songs)

    def choose_songs(self) -> None:
        """The queue, and a file chooser over it."""
        self.show_queue()
        self.queue.choose_files()

    def show_song(self, job_id: str) -> None:
        """A finished song."""
        self._show(job_id, lambda: self._made_song(job_id))

    def show_phones(self) -> None:
        """What a phone scans to be let in."""
        self._show("phones", lambda: PairDialog(self._bridge))

    def show_settings(self, page: str = "") -> None:
        """The settings, at a page."""
        window = self._show("settings", self._made_settings)
        if page and isinstance(window, SettingsWindow):
            window.show_page(page)

    def show_welcome(self) -> None:
        """What a new user sees first."""
        self._show("welcome", self._made_welcome)

    def ask_about(self, request: PairRequest) -> None:
        """Whether a phone is let in."""
        self._show(request.id, lambda: QuestionDialog(self._bridge, request))

    def opened(self, name: str) -> QWidget | None:
        """The window of a song by its id, or another one: settings, phones, welcome."""
        return self._open.get(name)

    def close(self) -> None:
        """Close all, and remember where they were."""
        for window in list(self._open.values()):
            window.close()
        self._open.clear()
        self.queue.save(self._state)
        self.queue.settle()
        self.queue.close()
        self.queue.deleteLater()
        self._state.sync()

    def _show(self, name: str, make: Callable[[], QWidget]) -> QWidget:
        if name not in self._open:
            window = make()
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.destroyed.connect(partial(self._forget, name))
            self._open[name] = window
        raise_window(self._open[name])
        return self._open[name]

    def _forget(self, name: str) -> None:
        if self._open.pop(name, None) is not None:
            self._bridge.run(heap.give_back)

    def _made_song(self, job_id: str) -> QWidget:
        window = SongWindow(self._bridge, job_id)
        window.restore(self._state)
        window.closed.connect(partial(self._save_song, job_id))
        return window

    def _save_song(self, job_id: str) -> None:
        window = self._open.get(job_id)
        if isinstance(window, SongWindow):
            window.save(self._state)

    def _made_settings(self) -> QWidget:
        window = SettingsWindow(self._bridge, self._diagnose, self._given)
        window.restart_wanted.connect(self.restart_wanted)
        return window

    def _made_welcome(self) -> QWidget:
        window = WelcomeWindow(self._bridge)
        window.example_wanted.connect(lambda: self.show_queue([SONG]))
        window.songs_wanted.connect(self.choose_songs)
        window.phones_wanted.connect(self.show_phones)
        return window


def raise_window(window: QWidget) -> None:
    """Show a window in front of the others, and give it the keyboard."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()
