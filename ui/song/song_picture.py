"""All that is drawn of a song: what stays, and what moves over it."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ui.language import tr
from ui.song.analysis import Analysis, frame_at
from ui.song.chord_ribbon import ChordRibbon
from ui.song.grid import Grid
from ui.song.layout import Row, Rows, rows
from ui.song.piano_roll import PianoRoll
from ui.song.pitches import note_name
from ui.song.span import Span
from ui.song.timeline import Timeline
from ui.song.waveforms import Waveform
from ui.theme import Theme, blend, faded

Loop = tuple[float, float]
"""Seconds."""
READOUT = QRectF(8, -12, 84, 24)
"""Around the pitch at the playhead, in logical pixels from there."""
HANDLE = 6.0
SPILL = 1
"""Logical pixels painted below the view: on some screens its last line is half a pixel of theirs."""


@dataclass(frozen=True)
class Surroundings:
    """What a picture depends on beside the song."""

    timeline: Timeline
    theme: Theme
    font: QFont


class SongPicture:
    """The rows of a song's view. It holds no pixels."""

    def __init__(self, analysis: Analysis, height: int) -> None:
        self.analysis = analysis
        self.grid = Grid(analysis)
        self.ribbon = ChordRibbon(analysis)
        self.stems = {name: Waveform(name) for name in analysis.tracks}
        self.roll = PianoRoll(analysis)
        self.rows: Rows = rows(height, len(self.stems))

    def resize(self, height: int) -> None:
        """Divide another height."""
        self.rows = rows(height, len(self.stems))

    def stem_row(self, stem: str) -> Row:
        """Where a stem lies."""
        return self.rows.stems[list(self.stems).index(stem)]

    def paint(
        self, painter: QPainter, around: Surroundings, left: float, right: float, only: Row | None = None
    ) -> None:
        """What stays where it is, between two logical x. only: one row."""

        def span(row: Row) -> Span:
            return Span(row, left, right, around.timeline, around.theme, around.font)

        bottom = self.rows.piano.bottom + SPILL
        painter.setClipRect(span(only or Row(0, bottom)).rect)
        below = Row(self.rows.chords.top, bottom - self.rows.chords.top)
        painter.fillRect(span(self.rows.ruler).rect, around.theme.window)
        painter.fillRect(span(below).rect, around.theme.surface)
        self.roll.paint_ground(painter, span(self.rows.piano))
        self.grid.paint_lines(painter, span(below))
        self.grid.paint_ruler(painter, span(self.rows.ruler))
        self.ribbon.paint(painter, span(self.rows.chords))
        for waveform, row in zip(self.stems.values(), self.rows.stems, strict=True):
            if only in (None, row):
                waveform.paint(painter, span(row))
            self._paint_border(painter, span(row), row.top)
        self._paint_border(painter, span(self.rows.piano), self.rows.piano.top)
        self._paint_border(painter, span(self.rows.chords), self.rows.chords.top)
        self.roll.paint(painter, span(self.rows.piano))

    def _paint_border(self, painter: QPainter, span: Span, y: float) -> None:
        painter.fillRect(QRectF(span.left, y, span.right - span.left, 1 / span.ratio), span.theme.line)

    def paint_sentences(self, painter: QPainter, around: Surroundings) -> None:
        """Why rows are empty."""
        no_stems = (
            "" if self.analysis.has_stems else tr("The stems were not asked for: this is the whole song.")
        )
        painter.setFont(around.font)
        for row, sentence in (
            (self.rows.chords, self.ribbon.sentence),
            (self.rows.stems[0], no_stems),
            (self.rows.piano, self.roll.sentence),
        ):
            if sentence:
                place = QRectF(0, row.top, around.timeline.width, row.height)
                self._paint_sentence(painter, around.theme, place, sentence)

    def _paint_sentence(self, painter: QPainter, theme: Theme, place: QRectF, sentence: str) -> None:
        box = painter.boundingRect(place, Qt.AlignmentFlag.AlignCenter, sentence).adjusted(-12, -5, 12, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(box, 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(theme.muted)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sentence)

    def paint_loop(self, painter: QPainter, around: Surroundings, loop: Loop) -> None:
        """The region that is repeated: all else steps back."""
        timeline, theme = around.timeline, around.theme
        left, right = (min(max(timeline.x(edge), -2.0), timeline.width + 2) for edge in loop)
        top, bottom = self.rows.ruler.top, self.rows.piano.bottom
        veil = faded(theme.window, 0.55)
        painter.fillRect(QRectF(0, self.rows.chords.top, left, bottom - self.rows.chords.top), veil)
        painter.fillRect(
            QRectF(right, self.rows.chords.top, timeline.width - right, bottom - self.rows.chords.top), veil
        )
        painter.fillRect(QRectF(left, top, right - left, self.rows.ruler.height), faded(theme.accent, 0.24))
        for edge in (left, right):
            painter.fillRect(QRectF(edge - 1, top, 2, bottom - top), faded(theme.accent, 0.8))
            painter.fillRect(QRectF(edge - 2.5, top, 5, self.rows.ruler.height), theme.accent)

    def paint_now(self, painter: QPainter, around: Surroundings, seconds: float) -> None:
        """The chord that sounds, the playhead, and the note that is sung."""
        chords = Span(self.rows.chords, 0, around.timeline.width, around.timeline, around.theme, around.font)
        index = self.ribbon.index_at(seconds) if self.analysis.has_music else None
        if index is not None:
            self.ribbon.paint_block(painter, chords, index, now=True)
        self._paint_playhead(painter, around, around.timeline.x(seconds))
        self._paint_readout(painter, around, seconds)

    def _paint_playhead(self, painter: QPainter, around: Surroundings, x: float) -> None:
        ratio = around.timeline.ratio
        at = round(x * ratio) / ratio
        bottom = self.rows.ruler.bottom
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(around.theme.playhead)
        head = [(-HANDLE, -14), (HANDLE, -14), (HANDLE, -7), (0, 0), (-HANDLE, -7)]
        painter.drawPolygon(QPolygonF([QPointF(at + 0.5 + dx, bottom + dy) for dx, dy in head]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(at - 0.5, bottom - 2, 2, self.rows.piano.bottom), around.theme.playhead)

    def _paint_readout(self, painter: QPainter, around: Surroundings, seconds: float) -> None:
        place = self.readout_at(around.timeline, seconds)
        if place is None:
            return
        midi, at = place
        theme = around.theme
        voice = theme.stem("vocals")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.surface, 1.5))
        painter.setBrush(voice)
        painter.drawEllipse(at, 5, 5)
        cents = round((midi - round(midi)) * 100)
        text = f"{note_name(midi)}  {cents:+d}" if cents else note_name(midi)
        painter.setFont(around.font)
        box = READOUT.translated(at)
        box.setWidth(QFontMetricsF(around.font).horizontalAdvance(text) + 14)
        painter.setPen(QPen(blend(voice, theme.surface, 0.5), 1))
        painter.setBrush(faded(theme.raised, 0.94))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(theme.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def readout_at(self, timeline: Timeline, seconds: float) -> tuple[float, QPointF] | None:
        """The pitch that is sung at a time, and where it lies in the view."""
        pitch = self.analysis.pitch
        if pitch is None or not len(pitch.midi):
            return None
        midi = float(pitch.midi[frame_at(pitch, seconds)])
        if np.isnan(midi):
            return None
        y = self.rows.piano.top + self.roll.scale.y(midi, self.rows.piano.height)
        return midi, QPointF(timeline.x(seconds), y)
