"""The whole song in one line, and which part of it is in view."""

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.language import tr
from ui.song import raster
from ui.song.peaks import Peaks
from ui.song.timeline import Timeline
from ui.theme import blend, faded, theme_of

HEIGHT = 44
NARROWEST = 8.0
"""Logical pixels of the frame around what is in view."""


class Overview(QWidget):
    """panned: the middle of the view shall be at these seconds."""

    panned = Signal(float)

    def __init__(self, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self._peaks: dict[str, Peaks] = {}
        self._position = 0.0
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("The whole song"))
        self.setToolTip(tr("Drag to look at another part of the song"))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(400, HEIGHT)

    def show_peaks(self, stem: str, peaks: Peaks) -> None:
        """Draw a stem with the others."""
        self._peaks[stem] = peaks
        self._draw_anew()

    def set_position(self, seconds: float) -> None:
        """Move the playhead."""
        if round(self._x(seconds)) != round(self._x(self._position)):
            self.update()
        self._position = seconds

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme = theme_of(self.palette())
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.fillRect(QRectF(0, 0, self.width(), 1), theme.line)
        if not self._timeline.is_whole:
            self._paint_frame(painter)
        painter.fillRect(QRectF(self._x(self._position) - 0.5, 4, 1.5, self.height() - 8), theme.playhead)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        theme = theme_of(self.palette())
        first, last = (self._x(edge) for edge in self._timeline.span)
        missing = max(NARROWEST - (last - first), 0.0) / 2
        first, last = first - missing, last + missing
        veil = faded(theme.window, 0.6)
        painter.fillRect(QRectF(0, 0, first, self.height()), veil)
        painter.fillRect(QRectF(last, 0, self.width() - last, self.height()), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.accent, 1.5))
        painter.setBrush(faded(theme.accent, 0.08))
        painter.drawRoundedRect(QRectF(first, 1.5, last - first, self.height() - 3), 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _drawn(self) -> QPixmap:
        """All stems together."""
        theme, ratio = theme_of(self.palette()), self.devicePixelRatioF()
        columns, lines = round(self.width() * ratio), round(self.height() * ratio)
        picture = QPixmap(columns, lines)
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.window)
        if not self._peaks:
            return picture
        step = self._timeline.duration / max(columns, 1)
        power = sum(np.square(peaks.columns(0.0, step, columns)[1]) for peaks in self._peaks.values())
        level = np.sqrt(np.asarray(power, np.float32))
        size = (level / max(float(level.max()), 0.05) * lines * 0.42).astype(np.float32)
        middle = np.float32(lines / 2)
        covered = raster.cover(middle - size - 0.5, middle + size + 0.5, lines)
        inked = raster.shades(blend(theme.muted, theme.window, 0.75), raster.FULL).take(covered)
        painter = QPainter(picture)
        painter.drawImage(0, 0, raster.image(inked, ratio))
        painter.end()
        return picture

    def _draw_anew(self) -> None:
        self._picture = None
        self.update()

    def _x(self, seconds: float) -> float:
        return seconds / max(self._timeline.duration, 1e-9) * self.width()

    def _pan(self, event: QMouseEvent) -> None:
        self.panned.emit(event.position().x() / max(self.width(), 1) * self._timeline.duration)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._pan(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pan(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, ARG002
        self._draw_anew()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        self._draw_anew()
        super().changeEvent(event)
