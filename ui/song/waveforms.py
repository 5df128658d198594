"""A stem as its waveform."""

import numpy as np
from PySide6.QtGui import QPainter

from ui.song import raster
from ui.song.peaks import Peaks
from ui.song.span import Span
from ui.theme import blend

PART = 0.86
"""Of a row's height that the loudest stem takes."""
QUIETEST = 0.05
"""Level below which a stem is not drawn any larger: its noise is no music."""
SILENT = 0.28
"""How much of its colour a stem keeps that is not heard."""


class Waveform:
    """One stem's row. peaks: None until they are there. loudest: of all stems, 0 to 1. heard: or muted.

    A quiet stem is drawn larger than it is beside a loud one, but not as large.
    """

    def __init__(self, stem: str) -> None:
        self.stem = stem
        self.peaks: Peaks | None = None
        self.loudest = 1.0
        self.heard = True

    def paint(self, painter: QPainter, span: Span) -> None:
        """The outline, or that it is on its way."""
        if self.peaks is None:
            self._paint_skeleton(painter, span)
            return
        low, high = self.peaks.columns(span.start, span.step, span.columns)
        middle = np.float32(span.lines / 2)
        level = max(np.sqrt(self.loudest * self.peaks.loudest), QUIETEST)
        size = np.float32(middle * PART / level)
        top = np.minimum(middle - high * size, middle - 0.5)
        bottom = np.maximum(middle - low * size, middle + 0.5)
        colour = span.theme.stem(self.stem)
        colour = colour if self.heard else blend(colour, span.theme.surface, SILENT)
        inked = raster.shades(colour, raster.FULL).take(raster.cover(top, bottom, span.lines))
        span.draw(painter, inked)

    def _paint_skeleton(self, painter: QPainter, span: Span) -> None:
        middle = span.row.top + span.row.height / 2
        line = span.rect
        line.setTop(middle - 1)
        line.setBottom(middle + 1)
        painter.fillRect(line, span.theme.line)
