"""Files and folders that are dragged onto a window: what lies over it meanwhile, and what was let go."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.icons import icon
from ui.language import tr
from ui.look import title_font
from ui.queue.empty import dashed_frame
from ui.theme import faded, theme_of


class DropOverlay(QWidget):
    """Lies over the whole window while files are dragged over it.

    dropped: emitted with paths. refused: with a sentence, where what was let go is no file of this computer.
    """

    dropped = Signal(object)
    refused = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        match event:
            case QDragEnterEvent():
                return self._enter(event)
            case QDropEvent() if event.type() is QEvent.Type.Drop:
                return self._drop(event)
        if event.type() is QEvent.Type.DragLeave:
            self.hide()
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> bool:
        # What comes from this window is on its way out.
        if event.mimeData().hasUrls() and event.source() is None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.setGeometry(self._window.rect())
            self.raise_()
            self.show()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths, others = files_in(event.mimeData())
        if paths:
            self.dropped.emit(paths)
        if others:
            self.refused.emit(
                tr("{what} is not a file of this computer. Save it to a file first.", what=others[0])
            )
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), faded(theme.window, 0.90))
        place = QRectF(self.rect()).adjusted(14, 14, -14, -14)
        dashed_frame(painter, place, theme.accent, faded(theme.accent, 0.10))
        middle = self.rect().center()
        icon("plus", theme.accent.name()).paint(painter, middle.x() - 24, middle.y() - 58, 48, 48)
        painter.setFont(title_font(self.font(), 1.6))
        painter.setPen(theme.text)
        text = tr("Let go to add these songs")
        painter.drawText(place.translated(0, 24), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


def files_in(mime: QMimeData) -> tuple[list[Path], list[str]]:
    """Files and folders of this computer, and the addresses of whatever else there is."""
    urls = mime.urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return paths, [url.toDisplayString() for url in urls if not url.isLocalFile()]
