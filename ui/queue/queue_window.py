"""The main window: all songs, one row each, to drop new ones on."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from core.example import SONG
from core.jobs import JobRequest
from core.songs import SUFFIXES
from core.subscriptions import Changes
from ui import words
from ui.bridge import Bridge
from ui.language import tr
from ui.queue.commands import Commands
from ui.queue.covers import Covers
from ui.queue.deletions import Deletions
from ui.queue.drop_overlay import DropOverlay
from ui.queue.empty import NoSongs, NothingFound
from ui.queue.files_out import FilesOut
from ui.queue.intake import Intake
from ui.queue.reports import Reports
from ui.queue.song_commands import SongCommands
from ui.queue.songs_model import SongsModel
from ui.queue.songs_view import SongsView
from ui.queue.toolbar import PAUSE, Toolbar, shortcut

Keys = QKeySequence.StandardKey

SIZE = (1060, 700)
LEAST = (600, 420)
"""Pixels, width and height."""


class QueueWindow(QMainWindow):
    """All songs. song_opened: emitted with the id of one that has results."""

    song_opened = Signal(str)
    settings_wanted = Signal()
    phones_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._service = bridge, bridge.service
        self.setWindowTitle("Backline")
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._add_keys()
        jobs, count = self._service.jobs(None, 0, 0, "")
        jobs, _ = self._service.jobs(None, count, 0, "")
        self.model.show(jobs)
        self._name_senders()
        self._focus_page()

    def _make_parts(self) -> None:
        self.model = SongsModel(self._service.queue_positions, self)
        self.toolbar = Toolbar(self)
        self.view = SongsView(self.model, Covers(self._bridge, self), self)
        self.no_songs, self.nothing_found = NoSongs(self), NothingFound(self)
        self.intake = Intake(self._bridge, JobRequest(), self)
        self.deletions = Deletions(self._bridge, self.model, parent=self)
        self.reports = Reports(self._bridge, self.intake, self.deletions, self.toolbar, self)
        self.files = FilesOut(self._bridge, self)
        self.songs = SongCommands(self._bridge, self.view, self.deletions, self.files, self)
        self.commands = Commands(self.view, self.songs.table())

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        for page in (self.view, self.no_songs, self.nothing_found):
            self.pages.addWidget(page)
        reports, middle = self.reports, QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addLayout(_inset(reports.warning, reports.news))
        column.addWidget(self.pages, 1)
        column.addLayout(_inset(reports.progress, reports.undo, reports.message))
        column.addWidget(reports.status)
        self.setCentralWidget(middle)
        self.overlay = DropOverlay(self)

    def _connect(self) -> None:
        bar, view = self.toolbar, self.view
        bar.adding_wanted.connect(self.choose_files)
        bar.searched.connect(self._search)
        bar.list_wanted.connect(self._go_to_list)
        bar.phones_wanted.connect(self.phones_wanted)
        bar.settings_wanted.connect(self.settings_wanted)
        self.no_songs.choosing_wanted.connect(self.choose_files)
        self.no_songs.example_wanted.connect(lambda: self.add([SONG]))
        self.nothing_found.clearing_wanted.connect(bar.search.clear)
        self.overlay.dropped.connect(self.add)
        self.overlay.refused.connect(self.tell)
        view.opened.connect(self.songs.open)
        view.menu_wanted.connect(self._show_menu)
        view.dragged.connect(lambda: self.files.drag(view.selected(), view))
        view.typed.connect(bar.begin_search)
        self.songs.opened.connect(self.song_opened)
        for teller in (self.songs, self.files):
            teller.told.connect(self.tell)
        self.model.renamed.connect(self.songs.rename)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._count)
        self._bridge.changed.connect(self._apply)

    def _add_keys(self) -> None:
        shortcut(self, Keys.Open, self.choose_files)
        shortcut(self, Keys.Find, self.toolbar.begin_search)
        shortcut(self, Keys.Undo, self.deletions.undo)
        shortcut(self, PAUSE, self.toolbar.pause.click)
        shortcut(self, "Ctrl+,", self.settings_wanted.emit)

    def add(self, paths: Sequence[Path]) -> None:
        """Take in files, and the songs of folders."""
        self.intake.add(paths)

    def choose_files(self) -> None:
        """Let the user choose files to add."""
        chooser = QFileDialog(self, tr("Add songs"))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        sounds = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        chooser.setNameFilters([tr("Songs ({patterns})", patterns=sounds), tr("All files (*)")])
        chooser.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        chooser.open()

    def tell(self, sentence: str) -> None:
        """Say something at the lower edge, for some seconds."""
        self.reports.tell(sentence)

    def settle(self) -> None:
        """Delete what was put off, and break off what takes long: the program ends."""
        self.intake.cancel()
        self.deletions.finish()

    def save(self, settings: QSettings) -> None:
        """Keep the window's place and size, the columns and their order."""
        settings.setValue("queue/geometry", self.saveGeometry())
        settings.setValue("queue/columns", ",".join(map(str, self.view.header.widths())))
        column, descending = self.model.sorted_by
        settings.setValue("queue/sorted_by", int(column))
        settings.setValue("queue/descending", int(descending))

    def restore(self, settings: QSettings) -> None:
        """Bring back what `save` kept."""
        geometry = settings.value("queue/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        widths = str(settings.value("queue/columns", "")).split(",")
        if all(width.isdecimal() for width in widths):
            self.view.header.set_widths([int(width) for width in widths])
        column, descending = settings.value("queue/sorted_by"), settings.value("queue/descending")
        if str(column).isdecimal():
            self.view.header.sort_by(int(str(column)), str(descending) == "1")

    def _apply(self, changes: Changes) -> None:
        self.view.apply(changes)
        if changes.queue:
            self.reports.look()
        clients = {job.client for job in changes.jobs.values() if job and words.sender(job, {})}
        if clients - self.model.senders.keys():
            self._name_senders()

    def _name_senders(self) -> None:
        devices = self._service.access.devices
        self._bridge.run(
            lambda: {device.id: device.name for device in devices()}, self.model.name_senders, owner=self
        )

    def _count(self) -> None:
        shown, count = self.model.rowCount(), self.model.count
        self.reports.status.show_count(shown, count)
        page = self.view if shown else self.nothing_found if count else self.no_songs
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)

    def _search(self, text: str) -> None:
        self.nothing_found.look_for(text.strip())
        self.model.search(text)
        self.view.show_current()

    def _go_to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.selectRow(0)

    def _focus_page(self) -> None:
        if self.model.rowCount():
            self._go_to_list()
        else:
            self.no_songs.choose.setFocus()

    def _show_menu(self, place: QPoint) -> None:
        menu = self.commands.menu()
        if not menu.isEmpty():
            menu.popup(place)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.deletions.finish()
        super().closeEvent(event)


def _inset(*bars: QWidget) -> QVBoxLayout:
    """Room for bars that are mostly hidden."""
    column = QVBoxLayout()
    column.setContentsMargins(14, 4, 14, 4)
    column.setSpacing(6)
    for bar in bars:
        column.addWidget(bar)
    return column
