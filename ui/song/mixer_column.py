"""What stands at the left of the song's rows: their names, the mixer, and the keys of the piano roll."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.language import tr
from ui.song.layout import Row, Rows
from ui.song.mixer_strip import BAR, MixerStrip
from ui.song.pitches import PitchScale, is_black, note_name
from ui.theme import Theme, blend, theme_of

WIDTH = 236
KEYS, BLACK_KEYS = 46, 28
"""Logical pixels of the keys, at the right edge."""
NAMES_APART = 14.0
"""Logical pixels of a row from which every white key has its name, and not C alone."""


class MixerColumn(QWidget):
    """One strip a stem. muted, soloed: the stem, and whether. volume_changed: the stem, and 0 to 1."""

    muted = Signal(str, bool)
    soloed = Signal(str, bool)
    volume_changed = Signal(str, float)

    def __init__(self, stems: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Rows | None = None
        self._scale: PitchScale | None = None
        self._has_beats = False
        self.setFixedWidth(WIDTH)
        self.strips = {stem: MixerStrip(stem, number, self) for number, stem in enumerate(stems, start=1)}
        for stem, strip in self.strips.items():
            strip.muted.connect(lambda on, stem=stem: self.muted.emit(stem, on))
            strip.soloed.connect(lambda on, stem=stem: self.soloed.emit(stem, on))
            strip.volume_changed.connect(lambda volume, stem=stem: self.volume_changed.emit(stem, volume))

    def lay_out(self, rows: Rows, scale: PitchScale, has_beats: bool) -> None:
        """Stand beside these rows. has_beats: whether the ruler counts bars."""
        self._rows, self._scale, self._has_beats = rows, scale, has_beats
        for strip, row in zip(self.strips.values(), rows.stems, strict=True):
            strip.setGeometry(0, row.top, self.width() - 1, row.height)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        if self._rows is None or self._scale is None:
            return
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        self._paint_names(painter, theme, self._rows)
        self._paint_keys(painter, theme, self._rows.piano, self._scale)
        for top in (self._rows.chords.top, *(row.top for row in self._rows.stems), self._rows.piano.top):
            painter.fillRect(QRectF(0, top, self.width(), 1), theme.line)
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), theme.line)
        painter.end()

    def _paint_names(self, painter: QPainter, theme: Theme, rows: Rows) -> None:
        painter.setPen(theme.muted)
        left = BAR + 12
        for row, name in (
            (rows.ruler, tr("Bars") if self._has_beats else tr("Time")),
            (rows.chords, tr("Chords")),
        ):
            place = QRectF(left, row.top, self.width() - left, row.height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawText(QRectF(left, rows.piano.top + 10, self.width(), 20), tr("Sung pitch"))

    def _paint_keys(self, painter: QPainter, theme: Theme, row: Row, scale: PitchScale) -> None:
        left, each = self.width() - 1 - KEYS, row.height / scale.rows
        small = QFont(self.font())
        small.setPixelSize(round(min(max(each, 9), 11)))
        painter.setFont(small)
        white = theme.text if theme.is_dark else theme.surface
        dark = theme.window if theme.is_dark else theme.text
        painter.fillRect(
            QRectF(left, row.top, KEYS, row.height),
            blend(white, theme.window, 0.78 if theme.is_dark else 1.0),
        )
        for midi in scale.pitches():
            top = row.top + scale.y(midi + 0.5, row.height)
            if is_black(midi):
                painter.fillRect(QRectF(left, top, BLACK_KEYS, each), blend(dark, theme.window, 0.8))
            elif midi % 12 in (0, 5):
                painter.fillRect(QRectF(left, top + each - 1, KEYS, 1), blend(theme.muted, white, 0.6))
        painter.setPen(blend(dark, white, 0.75))
        for midi in scale.pitches():
            top = row.top + scale.y(midi + 0.5, row.height)
            is_inside = row.top <= top - 3 and top + each + 3 <= row.bottom
            if is_inside and (midi % 12 == 0 or (each >= NAMES_APART and not is_black(midi))):
                place = QRectF(left, top - 4, KEYS - 4, each + 8)
                painter.drawText(
                    place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note_name(midi)
                )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        self.update()
        super().changeEvent(event)
