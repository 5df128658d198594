"""A piece of a row that is painted at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from ui.song import raster
from ui.song.layout import Row
from ui.song.timeline import Timeline
from ui.theme import Theme


@dataclass(frozen=True)
class Span:
    """left, right: logical pixels in the view, on borders of the screen's pixels."""

    row: Row
    left: float
    right: float
    timeline: Timeline
    theme: Theme
    font: QFont

    @property
    def rect(self) -> QRectF:
        """In the view."""
        return QRectF(self.left, self.row.top, self.right - self.left, self.row.height)

    @property
    def ratio(self) -> float:
        """The screen's pixels in a logical one."""
        return self.timeline.ratio

    @property
    def columns(self) -> int:
        """The screen's pixels from left to right."""
        return round((self.right - self.left) * self.ratio)

    @property
    def lines(self) -> int:
        """The screen's pixels from top to bottom."""
        return round(self.row.height * self.ratio)

    @property
    def start(self) -> float:
        """Seconds at the left edge; before the song's start or after its end too."""
        return (self.left + self.timeline.left) / self.timeline.scale

    @property
    def step(self) -> float:
        """Seconds in one of the screen's pixels."""
        return 1 / (self.timeline.scale * self.ratio)

    def within(self, times: NDArray[np.float64], margin: float = 0.0) -> slice:
        """Which of these ascending times are here. margin: logical pixels more on both sides."""
        reach = margin / self.timeline.scale
        end = self.start + self.columns * self.step
        first, last = np.searchsorted(times, (self.start - reach, end + reach))
        return slice(int(first), int(last))

    def draw(self, painter: QPainter, picture: raster.Picture, line: int = 0) -> None:
        """Put a picture of the span's columns into it. line: of the screen's pixels, where it begins."""
        top = round(self.row.top * self.ratio) + line
        painter.drawImage(QPointF(self.left, top / self.ratio), raster.image(picture, self.ratio))

    def upright(self, painter: QPainter, x: float, top: float, bottom: float, colour: QColor) -> None:
        """A line of one of the screen's pixels."""
        at = round(x * self.ratio) / self.ratio
        painter.fillRect(QRectF(at, top, 1 / self.ratio, bottom - top), colour)
