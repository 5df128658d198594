"""The window in which a finished song is heard and read."""

from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QFileInfo, QSettings, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from core.corrections.corrections import Corrections
from core.errors import JobNotFoundError
from core.jobs import Job, JobStatus, Summary
from core.service import Service
from core.subscriptions import Changes
from ui import words
from ui.bridge import Bridge
from ui.language import tr
from ui.player.device import DefaultDevice, OpenDevice
from ui.song import correcting as edits
from ui.song.analysis import Analysis, read_analysis
from ui.song.correcting import Correcting
from ui.song.correction_menus import CorrectionMenus
from ui.song.exports import Exports
from ui.song.header import Header
from ui.song.keys import KeyCard, Keys
from ui.song.listening import Listening
from ui.song.peaks_reader import PeaksReader
from ui.song.song_body import SongBody
from ui.song.song_keys import keys_of
from ui.song.transposition import Transposition
from ui.widgets.message_bar import MessageBar, Offer
from ui.widgets.message_view import MessageView

SIZE = (1280, 800)
SMALLEST = (820, 560)
GEOMETRY = "song/geometry"


class Version(NamedTuple):
    """What tells one state of a song's results from another."""

    completed_at: datetime | None
    corrections: Corrections


class SongWindow(QMainWindow):
    """One song. While it is open the song counts as being read. closed: it is about to go.

    open_device: how sound comes out.
    """

    closed = Signal()

    def __init__(self, bridge: Bridge, job_id: str, open_device: OpenDevice = DefaultDevice) -> None:
        super().__init__()
        self._bridge, self._job_id = bridge, job_id
        self._reading = ExitStack()
        self._reading.enter_context(bridge.service.library.reading(job_id))
        self._job: Job | None = None
        self._shown: Version | None = None
        self._body: SongBody | None = None
        self._listening = Listening(open_device, self)
        self._correcting = Correcting(bridge, job_id, self)
        self._menus = CorrectionMenus(self._correcting, self)
        self._exports = Exports(bridge, job_id, self)
        self._header = Header("")
        self._messages = MessageBar()
        self._page = MessageView()
        self._middle = QStackedWidget()
        self._keys = Keys(
            keys_of(lambda: self._body, self._listening, self._correcting, self._show_keys), self
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self._lay_out()
        self._connect()
        self._show_page(tr("Opening…"), "audio-lines")
        self._look_again()

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._middle.addWidget(self._page)
        bar = QVBoxLayout()
        bar.setContentsMargins(16, 0, 16, 8)
        bar.addWidget(self._messages)
        column.addWidget(self._header)
        column.addLayout(bar)
        column.addWidget(self._middle, 1)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        self._bridge.changed.connect(self._on_changes)
        self._page.acted.connect(self.close)
        self._listening.failed.connect(self._tell_problem)
        self._correcting.failed.connect(self._tell_problem)
        self._menus.chord_wanted.connect(self._edit_chord)
        self._exports.busy.connect(lambda sentence: self._messages.tell(sentence, "busy", seconds=0))
        self._exports.saved.connect(self._tell_saved)
        self._exports.failed.connect(self._tell_problem)
        header = self._header
        header.key.menu_of_it.aboutToShow.connect(lambda: self._menus.fill_key(header.key.menu_of_it))
        header.tempo.menu_of_it.aboutToShow.connect(lambda: self._menus.fill_tempo(header.tempo.menu_of_it))
        header.edit.menu().aboutToShow.connect(self._fill_edit_menu)
        header.export.menu().aboutToShow.connect(self._fill_export_menu)
        header.help.clicked.connect(self._show_keys)

    @property
    def body(self) -> SongBody | None:
        """The song, once it was read."""
        return self._body

    @property
    def listening(self) -> Listening:
        """What is heard of it."""
        return self._listening

    def save(self, settings: QSettings) -> None:
        """Remember size and place."""
        settings.setValue(GEOMETRY, self.saveGeometry())

    def restore(self, settings: QSettings) -> None:
        """As it was the last time."""
        geometry = settings.value(GEOMETRY)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def _look_again(self) -> None:
        """Find out what the song is now."""
        try:
            self._on_job(self._bridge.service.job(self._job_id))
        except JobNotFoundError:
            self._on_gone()

    def _on_changes(self, changes: Changes) -> None:
        if self._job_id in changes.jobs:
            job = changes.jobs[self._job_id]
            self._on_job(job) if job else self._on_gone()

    def _on_job(self, job: Job) -> None:
        self._job = job
        self.setWindowTitle(job.display_name)
        self._header.show_title(job.display_name)
        finished = job.finished_before or job
        if finished.status is not JobStatus.COMPLETED:
            sentence = tr("{song} is not ready yet.", song=job.display_name)
            self._show_page(sentence, "clock", words.detail(job) or words.state(job))
            return
        self._correcting.know(job.corrections)
        self._show_facts()
        wanted = Version(finished.completed_at, job.corrections)
        if wanted != self._shown:
            call = partial(_read, self._bridge.service, self._job_id)
            self._bridge.run(call, partial(self._show, wanted), self._show_page, self)
            self._shown = wanted

    def _on_gone(self) -> None:
        self._drop_body()
        self._shown = None
        self._header.show_analysis(None, Transposition(), "")
        self._show_page(tr("This song was deleted."), "trash-2", closes=True)

    def _show(self, version: Version, analysis: Analysis) -> None:
        if version != self._shown or self._job is None:
            return
        if self._body and analysis.made_at == self._body.analysis.made_at:
            self._body.show_analysis(analysis)
        else:
            self._make_body(analysis)
        self._menus.show(analysis, (self._job.finished_before or self._job).summary)
        self._show_facts()

    def _make_body(self, analysis: Analysis) -> None:
        before = self._body.transport.transposition if self._body else Transposition()
        self._drop_body()
        self._listening.open(analysis.tracks)
        self._body = body = SongBody(analysis, self._listening, self._header.chord_now)
        body.menu_wanted.connect(self._menus.fill_place)
        body.chord_typed.connect(lambda *chord: self._correcting.do(edits.with_chord(*chord)))
        body.refused.connect(self._tell_refused)
        body.transposed.connect(self._on_transposed)
        body.transport.transpose(before)
        self._middle.addWidget(body)
        self._middle.setCurrentWidget(body)
        self._header.show_tools(True)
        body.view.setFocus()
        if analysis.has_stems:
            reader = PeaksReader(self._bridge, self._job_id, body)
            reader.came.connect(body.show_peaks)
            reader.failed.connect(self._tell_problem)
            reader.read(list(analysis.tracks))

    def _drop_body(self) -> None:
        """Let go of all that the song takes up."""
        self._listening.close()
        self._menus.show(None, Summary())
        if self._body:
            self._middle.removeWidget(self._body)
            self._body.deleteLater()
            self._body = None

    def _show_facts(self) -> None:
        news = ""
        if self._job and self._job.earlier:
            news = tr("is done again in better quality: {percent} %", percent=self._job.progress)
        if self._body:
            self._header.show_analysis(self._body.analysis, self._body.transport.transposition, news)

    def _show_page(
        self, sentence: str, picture: str = "circle-alert", more: str = "", closes: bool = False
    ) -> None:
        """Nothing but a sentence, and one more."""
        self._header.show_tools(False)
        self._messages.hide()
        self._page.show_message(picture, "muted", sentence, more, tr("Close") if closes else "")
        self._middle.setCurrentWidget(self._page)

    def _on_transposed(self, transposition: Transposition) -> None:
        self._menus.read_as(transposition)
        self._show_facts()

    def _edit_chord(self, seconds: float) -> None:
        if self._body:
            self._body.edit_chord(seconds)

    def _fill_edit_menu(self) -> None:
        self._menus.fill_all(self._header.edit.menu(), self._listening.position)

    def _fill_export_menu(self) -> None:
        if self._body:
            analysis, heard = self._body.analysis, self._listening.heard
            in_order = [stem for stem in analysis.tracks if stem in heard]
            menu = self._header.export.menu()
            self._exports.fill(menu, analysis, in_order, self._body.transport.transposition)

    def _show_keys(self) -> None:
        KeyCard(self._keys.listed, self).show_below(self._header.help)

    def _tell_problem(self, sentence: str) -> None:
        self._messages.tell(sentence, "problem")

    def _tell_refused(self, typed: str) -> None:
        self._tell_problem(
            tr(
                "“{typed}” is no chord that is known here. Write it like Am7, F♯m7b5, B♭maj7 or C/E.",
                typed=typed,
            )
        )

    def _tell_saved(self, path: Path) -> None:
        folder = path if path.is_dir() else path.parent
        offer = Offer(tr("Show in folder"), partial(_open_folder, folder))
        self._messages.tell(tr("Saved {name}.", name=path.name), offer=offer)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self._keys.press(QKeySequence(event.keyCombination())):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.closed.emit()
        self._bridge.changed.disconnect(self._on_changes)
        self._drop_body()
        self._reading.close()
        super().closeEvent(event)


def _read(service: Service, job_id: str) -> Analysis:
    return read_analysis(service.library.results(job_id), service.job(job_id))


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(QFileInfo(str(folder)).absoluteFilePath()))
