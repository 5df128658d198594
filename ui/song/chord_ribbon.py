"""Chords as a ribbon of blocks."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from core.chords.base import Chord
from core.chords.harte import NO_CHORD, parse, pitch_class
from ui.language import tr
from ui.song.analysis import Analysis
from ui.song.span import Span
from ui.song.transposition import Transposition
from ui.theme import Theme, blend, on

INSET, ROUND = 5.0, 6.0
ROUND_FROM = 7.0
"""Logical pixels of a block from which it has corners and a name."""
NAME_MARGIN = 8.0
DOT = 2.0
FIFTHS = 7
"""Semitones; times it, a circle of fifths becomes one of semitones, and back."""
HOME_HUE, FIFTH_HUE = 226, 26
"""Degrees of colour: of the tonic, and from fifth to fifth, so that related chords look related."""


class ChordRibbon:
    """The chords of a song, named as they are read."""

    def __init__(self, analysis: Analysis) -> None:
        self._chords = analysis.chords
        self._corrected = analysis.corrected
        self._has_music = analysis.has_music
        self._key = analysis.key
        self._starts = np.array([chord.start for chord in analysis.chords or ()])
        self._names: list[str] = []
        self._grounds: dict[tuple[str, bool, bool], QColor] = {}
        self.read_as(Transposition())

    def read_as(self, transposition: Transposition) -> None:
        """Name the chords anew."""
        self._names = [transposition.name(chord.label, self._key) for chord in self._chords or ()]

    @property
    def sentence(self) -> str:
        """Why there are no chords; empty where there are."""
        if self._chords is None:
            return tr("Its chords were not asked for.")
        return "" if self._has_music else tr("No chords were heard in this song.")

    def index_at(self, seconds: float) -> int | None:
        """The chord that sounds at a time."""
        if not self._chords:
            return None
        index = int(np.searchsorted(self._starts, seconds, "right")) - 1
        return index if index >= 0 and seconds < self._chords[index].end else None

    def chord(self, index: int) -> Chord:
        """One of them."""
        assert self._chords is not None
        return self._chords[index]

    def name(self, index: int) -> str:
        """As it is read."""
        return self._names[index]

    def colour(self, index: int, theme: Theme) -> QColor:
        """The full colour of one."""
        return colour_of(self.chord(index).label, self._key, theme)

    def following(self, index: int) -> int | None:
        """The next one that is a chord, and another one."""
        assert self._chords is not None
        for later in range(index + 1, len(self._chords)):
            if self._chords[later].label not in (NO_CHORD, self._chords[index].label):
                return later
        return None

    def block(self, span: Span, index: int) -> QRectF:
        """Where a chord lies."""
        chord = self.chord(index)
        left, right = span.timeline.x(chord.start), span.timeline.x(chord.end)
        return QRectF(left, span.row.top + INSET, max(right - left - 1.5, 1), span.row.height - 2 * INSET)

    def paint(self, painter: QPainter, span: Span) -> None:
        """The blocks."""
        near = span.within(self._starts)
        for index in range(max(near.start - 1, 0), near.stop):
            self.paint_block(painter, span, index)

    def paint_block(self, painter: QPainter, span: Span, index: int, now: bool = False) -> None:
        """One chord. now: it sounds at the playhead."""
        chord, theme = self.chord(index), span.theme
        block = self.block(span, index)
        if chord.label == NO_CHORD:
            return
        ground = self._ground(chord.label, theme, now)
        if block.width() < ROUND_FROM:
            painter.fillRect(block, ground)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        corner = min(ROUND, block.width() / 4)
        painter.drawRoundedRect(block, corner, corner)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._write(painter, span, block, self._names[index], on(ground, theme))
        if self._is_corrected(chord):
            self._mark(painter, block, on(ground, theme))

    def _is_corrected(self, chord: Chord) -> bool:
        middle = (chord.start + chord.end) / 2
        return any(said.start <= middle < said.end for said in self._corrected)

    def _mark(self, painter: QPainter, block: QRectF, colour: QColor) -> None:
        """A dot at the corner of what was named by hand."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(block.topRight() + QPointF(-7, 7), DOT, DOT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _ground(self, label: str, theme: Theme, now: bool) -> QColor:
        known = (label, theme.is_dark, now)
        if known not in self._grounds:
            colour = colour_of(label, self._key, theme)
            self._grounds[known] = blend(colour, theme.surface, _strength(theme, now))
        return self._grounds[known]

    def _write(self, painter: QPainter, span: Span, block: QRectF, name: str, colour: QColor) -> None:
        font = QFont(span.font)
        font.setWeight(QFont.Weight.DemiBold)
        room = block.width() - NAME_MARGIN
        for size in (1.2, 1.0, 0.82):
            font.setPointSizeF(span.font.pointSizeF() * size)
            if QFontMetricsF(font).horizontalAdvance(name) <= room:
                painter.setFont(font)
                painter.setPen(colour)
                painter.drawText(block, Qt.AlignmentFlag.AlignCenter, name)
                return


def _strength(theme: Theme, now: bool) -> float:
    """How much of its colour a block has."""
    if theme.is_dark:
        return 0.85 if now else 0.42
    return 0.62 if now else 0.3


def colour_of(label: str, key: str | None, theme: Theme) -> QColor:
    """A chord's colour: by its root's place on the circle of fifths, seen from the key. Minor is darker."""
    chord = parse(label)
    home = pitch_class(key.partition(" ")[0]) if key else 0
    fifths = (pitch_class(chord.root) - home) * FIFTHS % 12
    hue = (HOME_HUE + (fifths - 12 if fifths > 6 else fifths) * FIFTH_HUE) % 360
    is_minor = chord.quality.startswith(("min", "dim", "hdim"))
    lightness = (150 if is_minor else 172) if theme.is_dark else (118 if is_minor else 140)
    return QColor.fromHsl(hue, 150 if theme.is_dark else 165, lightness)
