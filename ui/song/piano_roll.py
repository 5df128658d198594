"""The sung pitch over the rows of a piano roll, its confidence as opacity, and behind it the sung notes."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from core.models import HOP_SECONDS
from ui.language import tr
from ui.song import raster
from ui.song.analysis import Analysis, Pitch, SungNote
from ui.song.pitches import PitchScale, is_black, scale_of
from ui.song.span import Span
from ui.theme import blend, faded

THICK = 2.6
"""Logical pixels of the curve."""
LEAP = 2.5
"""Semitones from frame to frame that no voice glides."""
FAINTEST = 0.22
"""Opacity of a frame without any confidence."""
ROUND_FROM = 6.0
"""Logical pixels of a note from which its corners are round."""
MANY = 8
"""Frames in a column from which their extremes are a wall and no melody any more."""
OPACITIES = 256

Curve = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
"""By column: lowest and highest MIDI pitch, NaN where nothing is sung, and confidence."""


class PianoRoll:
    """What was sung."""

    def __init__(self, analysis: Analysis) -> None:
        self.scale: PitchScale = scale_of(analysis)
        self._pitch = analysis.pitch
        self._notes = analysis.notes
        self._starts = np.array([note.start for note in analysis.notes])
        self._longest = max((note.end - note.start for note in analysis.notes), default=0.0)

    def paint_ground(self, painter: QPainter, span: Span) -> None:
        """Rows of keys: black ones darker, a line below every C."""
        theme = span.theme
        black = blend(theme.window, theme.surface, 0.75)
        for midi in self.scale.pitches():
            top, bottom = self._edges(span, midi)
            if is_black(midi):
                painter.fillRect(QRectF(span.left, top, span.right - span.left, bottom - top), black)
            if midi % 12 in (0, 5):
                line = theme.line if midi % 12 == 0 else blend(theme.line, theme.surface, 0.4)
                painter.fillRect(QRectF(span.left, bottom, span.right - span.left, 1 / span.ratio), line)

    def paint(self, painter: QPainter, span: Span) -> None:
        """Notes and curve."""
        if self._pitch is not None:
            self._paint_notes(painter, span)
            self._paint_curve(painter, span, self._pitch)

    @property
    def sentence(self) -> str:
        """Why there is no curve; empty where there is one."""
        if self._pitch is None:
            return tr("Its singing was not asked for.")
        return tr("No singing was heard in this song.") if np.isnan(self._pitch.midi).all() else ""

    def _edges(self, span: Span, midi: float) -> tuple[float, float]:
        """Top and bottom of a pitch's row in the view, on borders of the screen's pixels."""
        ends = (self.scale.y(midi + side, span.row.height) + span.row.top for side in (0.5, -0.5))
        top, bottom = (round(end * span.ratio) / span.ratio for end in ends)
        return top, bottom

    def _paint_notes(self, painter: QPainter, span: Span) -> None:
        voice = span.theme.stem("vocals")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(voice, 0.26))
        near = span.within(self._starts, self._longest * span.timeline.scale)
        blocks = [self._block(span, note) for note in self._notes[near]]
        for block in blocks:
            if block.width() >= ROUND_FROM:
                painter.drawRoundedRect(block, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawRects([block for block in blocks if block.width() < ROUND_FROM])

    def _block(self, span: Span, note: SungNote) -> QRectF:
        left, right = span.timeline.x(note.start), span.timeline.x(note.end)
        top = self.scale.y(note.pitch + 0.5, span.row.height) + span.row.top
        return QRectF(left, top, max(right - left - 1, 1), span.row.height / self.scale.rows)

    def _paint_curve(self, painter: QPainter, span: Span, pitch: Pitch) -> None:
        low, high, confidence = columns(pitch, span.start, span.step, span.columns)
        sung = np.flatnonzero(~np.isnan(low))
        if not len(sung):
            return
        row = np.float32(span.lines / self.scale.rows)
        half = np.float32(THICK / 2 * span.ratio)
        top = (np.float32(self.scale.high + 0.5) - high[sung]) * row - half
        bottom = (np.float32(self.scale.high + 0.5) - low[sung]) * row + half
        picture = np.zeros((span.lines, span.columns), np.uint32)
        opacity = FAINTEST + (1 - FAINTEST) * confidence[sung]
        _ink(picture, sung, top, bottom, raster.shades(span.theme.stem("vocals"), OPACITIES), opacity)
        span.draw(painter, picture)


def _ink(
    picture: raster.Picture,
    at: NDArray[np.int64],
    top: NDArray[np.float32],
    bottom: NDArray[np.float32],
    shades: NDArray[np.uint32],
    opacity: NDArray[np.float32],
) -> None:
    """Draw a band into the columns `at`, each in its opacity; only the rows that it touches are computed."""
    first = np.floor(top).astype(np.int64)
    rows = int(np.max(np.ceil(bottom) - first))
    covered = raster.cover(top - first, bottom - first, rows)
    strength = (covered * (opacity * (OPACITIES / raster.FULL))).astype(np.int16)
    places = first + np.arange(rows)[:, None]
    inside = (strength > 0) & (places >= 0) & (places < picture.shape[0])
    picture[places[inside], np.broadcast_to(at, places.shape)[inside]] = shades[strength[inside]]


def columns(pitch: Pitch, start: float, step: float, count: int) -> Curve:
    """The curve in `count` columns of `step` seconds from `start` on."""
    at = (start + np.arange(count + 1, dtype=np.float64) * step) / HOP_SECONDS
    if step < HOP_SECONDS:
        return _between(pitch, at)
    return _within(pitch, at) if step < HOP_SECONDS * MANY else _sampled(pitch, at)


def _between(pitch: Pitch, at: NDArray[np.float64]) -> Curve:
    """Columns narrower than a frame: a line from frame to frame, where both are sung and near each other."""
    if len(pitch.midi) < 2:
        return _nothing(len(at) - 1)
    frame = np.clip(np.floor(at).astype(np.int64), 0, len(pitch.midi) - 2)
    part = (at - frame).astype(np.float32)
    here, there = pitch.midi[frame], pitch.midi[frame + 1]
    height = here + (there - here) * part
    height[(np.abs(there - here) > LEAP) | (part < 0) | (part > 1)] = np.nan
    low, high = np.minimum(height[:-1], height[1:]), np.maximum(height[:-1], height[1:])
    return low, high, pitch.confidence[frame[:-1]]


def _within(pitch: Pitch, at: NDArray[np.float64]) -> Curve:
    """Columns that hold whole frames: their extremes, up to the first frame of the next column."""
    edges = np.round(at).astype(np.int64)
    inside = (edges[:-1] >= 0) & (edges[:-1] < len(pitch.midi))
    low, high, confidence = _nothing(len(at) - 1)
    firsts = edges[:-1][inside]
    if not len(firsts):
        return low, high, confidence
    end = min(max(int(edges[1:][inside][-1]), int(firsts[-1]) + 1), len(pitch.midi))
    midi, sure = pitch.midi[:end], pitch.confidence[:end]
    low[inside], high[inside] = np.fmin.reduceat(midi, firsts), np.fmax.reduceat(midi, firsts)
    confidence[inside] = np.maximum.reduceat(np.where(np.isnan(midi), 0, sure), firsts)
    following = pitch.midi[np.clip(edges[1:], 0, len(pitch.midi) - 1)]
    near = np.abs(following - high) < LEAP
    low[near], high[near] = np.minimum(low, following)[near], np.maximum(high, following)[near]
    return low, high, confidence


def _sampled(pitch: Pitch, at: NDArray[np.float64]) -> Curve:
    """Columns that hold many frames: the one in their middle."""
    frame = np.round((at[:-1] + at[1:]) / 2).astype(np.int64)
    inside = (frame >= 0) & (frame < len(pitch.midi))
    low, _, confidence = _nothing(len(frame))
    low[inside], confidence[inside] = pitch.midi[frame[inside]], pitch.confidence[frame[inside]]
    return low, low, confidence


def _nothing(count: int) -> Curve:
    return np.full(count, np.nan, np.float32), np.full(count, np.nan, np.float32), np.zeros(count, np.float32)
