"""Stems and results leave for other programs: dragged out of the window, or copied."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from core.jobs import Job, JobStatus
from core.named_files import named_files
from core.service import Service
from ui import words
from ui.bridge import Bridge
from ui.language import tr
from ui.theme import theme_of


def has_files(job: Job) -> bool:
    """Whether a song has something to give: it is ready, or was before it was begun again."""
    return job.status is JobStatus.COMPLETED or job.earlier is not None


def mime_of(paths: Iterable[Path]) -> QMimeData:
    """Files as other programs take them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


class FilesOut(QObject):
    """Gives songs' files, under names that tell the song. told: emitted with a sentence."""

    told = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def copy(self, jobs: Sequence[Job]) -> None:
        """Put the files onto the clipboard."""

        def put(paths: list[Path]) -> None:
            QApplication.clipboard().setMimeData(mime_of(paths))
            self.told.emit(tr("{n} files are copied. Paste them where you need them.", n=len(paths)))

        self._find(jobs, put)

    def drag(self, jobs: Sequence[Job], source: QWidget) -> None:
        """Begin to drag the files, once they are found and if the button is still down."""

        def begin(paths: list[Path]) -> None:
            if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
                drag_files(source, paths, _label(jobs))

        self._find(jobs, begin)

    def _find(self, jobs: Sequence[Job], done: Callable[[list[Path]], None]) -> None:
        ready, service = [job for job in jobs if has_files(job)], self._bridge.service
        if ready:
            self._bridge.run(lambda: _files(service, ready), done, self.told.emit, owner=self)
        elif jobs:
            self.told.emit(tr("There are no files yet. Stems come when a song is ready."))


def drag_files(source: QWidget, paths: Iterable[Path], label: str) -> None:
    """Let files be dropped into another program; returns when they are."""
    drag = QDrag(source)
    drag.setMimeData(mime_of(paths))
    drag.setPixmap(_picture(source, label))
    drag.setHotSpot(QPoint(-12, -8))
    drag.exec(Qt.DropAction.CopyAction)


def _files(service: Service, jobs: Sequence[Job]) -> list[Path]:
    found = [named_files(job, service.library.results(job.id)) for job in jobs]
    return [path for files in found for path in files.values()]


def _label(jobs: Sequence[Job]) -> str:
    return jobs[0].display_name if len(jobs) == 1 else words.songs(len(jobs))


def _picture(source: QWidget, label: str) -> QPixmap:
    """What hangs on the pointer meanwhile."""
    theme, ratio, metrics = (
        theme_of(source.palette()),
        source.devicePixelRatioF(),
        QFontMetrics(source.font()),
    )
    text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, 220)
    width, height = metrics.horizontalAdvance(text) + 24, metrics.height() + 14
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent)
    painter.drawRoundedRect(0, 0, width, height, 8, 8)
    painter.setPen(theme.on_accent)
    painter.drawText(0, 0, width, height, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return picture
