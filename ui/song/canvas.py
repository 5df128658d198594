"""A picture of what does not move by itself: when the view scrolls, only what comes into view is painted."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPixmap

from ui.song.layout import Row
from ui.song.timeline import Timeline

Paint = Callable[[QPainter, float, float, Row | None], None]
"""paint(painter, left, right, row): the view between two logical x; row: that one alone."""


class Canvas:
    """The picture, and what is known of it."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._of: tuple[float, float, QSize] | None = None
        self._left = 0
        self._spoiled: set[Row] = set()

    def spoil(self, *rows: Row) -> None:
        """Paint these rows anew the next time; without any, all."""
        if rows:
            self._spoiled |= set(rows)
        else:
            self._of = None

    def picture(self, timeline: Timeline, size: QSize, paint: Paint) -> QPixmap:
        """The view as it is now. size: logical. paint: draws a piece of it."""
        of = (timeline.scale, timeline.ratio, size)
        left = round(timeline.left * timeline.ratio)
        moved, self._left = left - self._left, left
        if of != self._of:
            self._begin(of)
            self._draw(paint, 0, self._pixmap.width())
        else:
            self._move(paint, moved)
            for row in self._spoiled:
                self._draw(paint, 0, self._pixmap.width(), row)
        self._spoiled.clear()
        return self._pixmap

    def _begin(self, of: tuple[float, float, QSize]) -> None:
        _, ratio, size = of
        device = QSize(round(size.width() * ratio), round(size.height() * ratio))
        if self._pixmap.size() != device:
            self._pixmap = QPixmap(device)
        self._pixmap.setDevicePixelRatio(ratio)
        self._of = of

    def _move(self, paint: Paint, pixels: int) -> None:
        """Scroll by so many of the screen's pixels, and paint what came into view."""
        width = self._pixmap.width()
        if pixels == 0:
            return
        if abs(pixels) >= width:
            self._draw(paint, 0, width)
            return
        self._pixmap.scroll(-pixels, 0, QRect(0, 0, width, self._pixmap.height()))
        if pixels > 0:
            self._draw(paint, width - pixels, width)
        else:
            self._draw(paint, 0, -pixels)

    def _draw(self, paint: Paint, first: int, last: int, row: Row | None = None) -> None:
        """Paint between two columns of the screen's pixels."""
        ratio = self._pixmap.devicePixelRatio()
        painter = QPainter(self._pixmap)
        paint(painter, first / ratio, last / ratio, row)
        painter.end()
