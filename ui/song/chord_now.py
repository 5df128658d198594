"""The chord that sounds, large, and the one that comes."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.language import tr
from ui.theme import blend, theme_of

LARGE, SMALL, TINY = 2.5, 1.2, 0.82
"""Of the font's size."""


class ChordNow(QWidget):
    """What is played now and next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now, self._next, self._part = "", "", 0.0
        self._colour: QColor | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Chord now"))

    def show_chords(self, now: str, following: str, part: float, colour: QColor | None = None) -> None:
        """Show a chord and the next one.

        now, following: names as they are read, empty for none. part: how much of `now` is over, 0 to 1.
        colour: of `now`.
        """
        part = round(part, 2)
        if (now, following, part) != (self._now, self._next, self._part):
            self._now, self._next, self._part, self._colour = now, following, part, colour
            self.setAccessibleDescription(tr("{now}, then {following}", now=now, following=following))
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(212, 56)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        if self._colour:
            painter.setBrush(blend(self._colour, theme.surface, 0.3))
            painter.drawRoundedRect(QRectF(0, 0, self.width(), self.height()), 10, 10)
            painter.setBrush(self._colour)
            painter.setClipRect(QRectF(0, self.height() - 4, self.width() * self._part, 4))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
            painter.setClipping(False)
        split = self.width() - 76
        painter.setPen(theme.text)
        painter.setFont(self._font(self._now, LARGE, split - 24))
        painter.drawText(
            QRectF(14, 0, split - 20, self.height()), Qt.AlignmentFlag.AlignVCenter, self._now or "–"
        )
        painter.setPen(theme.muted)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(self._font(self._next, SMALL, 60))
        painter.drawText(QRectF(split, 14, 62, self.height() - 14), right, self._next)
        if self._next:
            painter.setFont(self._font("", TINY, 60))
            painter.drawText(QRectF(split, 6, 62, 18), right, tr("next"))
        painter.end()

    def _font(self, text: str, size: float, room: float) -> QFont:
        """As large as the room allows."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(self.font().pointSizeF() * size)
        while font.pointSizeF() > self.font().pointSizeF() * 0.8:
            if QFontMetricsF(font).horizontalAdvance(text) <= room:
                break
            font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        self.update()
        super().changeEvent(event)
