"""Beats and bars, as lines through all rows and as numbers on the ruler."""

import statistics

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.song.analysis import Analysis
from ui.song.span import Span
from ui.theme import blend
from ui.words import clock

BEATS_APART, BARS_APART = 14.0, 10.0
"""Logical pixels from line to line below which they are left out."""
CALM_APART, FAINTEST = 60.0, 0.4
"""Nearer to each other than so many pixels, bars are fainter, down to this part of their colour."""
NUMBERS_APART = 44.0
TIMES_APART = 90.0
TIMES = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0)
"""Seconds from mark to mark, where a song has no beats."""


class Grid:
    """The pulse of a song, or seconds where it has none."""

    def __init__(self, analysis: Analysis) -> None:
        self._duration = analysis.duration
        self._beats = analysis.beats
        self._bars = analysis.beats[analysis.positions == 1]
        self._bar_seconds = _typical(self._bars)
        self._beat_seconds = _typical(analysis.beats)

    def paint_lines(self, painter: QPainter, span: Span) -> None:
        """Through whatever lies below the ruler."""
        scale = span.timeline.scale
        top, bottom = span.row.top, span.row.bottom
        if self._beat_seconds * scale >= BEATS_APART:
            self._paint(painter, span, self._beats, (top, bottom), 0.35)
        every = _every(self._bar_seconds * scale, BARS_APART)
        if every:
            apart = self._bar_seconds * scale * every
            part = min(max(apart / CALM_APART, FAINTEST), 1.0)
            self._paint(painter, span, self._bars[::every], (top, bottom), part)

    def paint_ruler(self, painter: QPainter, span: Span) -> None:
        """Numbers of bars and marks of beats; times where there are no beats."""
        painter.setFont(span.font)
        painter.setPen(span.theme.muted)
        if not len(self._bars):
            self._paint_times(painter, span)
            return
        scale, bottom = span.timeline.scale, span.row.bottom
        if self._beat_seconds * scale >= BEATS_APART / 2:
            self._paint(painter, span, self._beats, (bottom - 5, bottom), 1.0)
        every = _every(self._bar_seconds * scale, NUMBERS_APART)
        bars = self._bars[::every]
        self._paint(painter, span, bars, (bottom - 12, bottom), 1.0)
        near = span.within(bars, NUMBERS_APART * 2)
        for number, time in zip(range(near.start, near.stop), bars[near], strict=True):
            self._write(painter, span, time, str(number * every + 1))

    def _paint_times(self, painter: QPainter, span: Span) -> None:
        scale = span.timeline.scale
        apart = next((seconds for seconds in TIMES if seconds * scale >= TIMES_APART), TIMES[-1])
        times = np.arange(0, self._duration, apart)
        self._paint(painter, span, times, (span.row.bottom - 8, span.row.bottom), 1.0)
        for time in times[span.within(times, TIMES_APART)]:
            text = clock(time) if apart >= 1 else f"{clock(int(time))}.{round(time % 1 * 10)}"
            self._write(painter, span, time, text)

    def _write(self, painter: QPainter, span: Span, time: float, text: str) -> None:
        middle = span.row.top + (span.row.height - QFontMetricsF(span.font).height()) / 2
        baseline = middle + QFontMetricsF(span.font).ascent() - 2
        painter.drawText(QPointF(span.timeline.x(time) + 5, baseline), text)

    def _paint(
        self,
        painter: QPainter,
        span: Span,
        times: NDArray[np.float64],
        reach: tuple[float, float],
        part: float,
    ) -> None:
        colour = blend(blend(span.theme.line, span.theme.muted, 0.8), span.theme.surface, part)
        for time in times[span.within(times, 1)]:
            span.upright(painter, span.timeline.x(time), *reach, colour)


def _typical(times: NDArray[np.float64]) -> float:
    # Not numpy's, which loads its masked arrays for it.
    return float(statistics.median(np.diff(times))) if len(times) > 1 else 0.0


def _every(apart: float, needed: float) -> int:
    """Of how many lines one is drawn, a power of two; 0 for none."""
    if apart <= 0:
        return 1
    return int(2 ** max(np.ceil(np.log2(needed / apart)), 0))
