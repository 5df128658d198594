"""Buttons of one letter, and sliders of the song view, drawn in the theme's colours."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSlider, QWidget

from ui.theme import faded, on, theme_of

LETTER = QSize(24, 22)
KNOB = 6.5
"""Radius of a slider's handle, in logical pixels."""


class LetterButton(QAbstractButton):
    """M or S of a stem: a letter that lights up. colour: the theme's name of what it is when it is on."""

    def __init__(self, letter: str, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setText(letter)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(LETTER)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme = theme_of(self.palette())
        lit: QColor = getattr(theme, self._colour)
        ground = lit if self.isChecked() else theme.raised
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if self.hasFocus() else theme.muted if self.underMouse() else ground
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(on(ground, theme) if self.isChecked() else theme.muted)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def enterEvent(self, event: QEvent) -> None:  # noqa: N802, ARG002
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802, ARG002
        self.update()


class Slider(QSlider):
    """A level from 0 to 100: a line that is filled up to its knob."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.colour: QColor | None = None
        """Of what is filled; the accent's where it is None."""
        self.setRange(0, 100)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(round(2 * KNOB) + 5)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme = theme_of(self.palette())
        colour = self.colour or theme.accent
        middle, reach = self.height() / 2, self.width() - 2 * KNOB - 4
        at = KNOB + 2 + reach * (self.value() - self.minimum()) / max(self.maximum() - self.minimum(), 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for end, fill in ((self.width() - KNOB, theme.line), (at, colour)):
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(KNOB, middle - 1.5, end - KNOB, 3), 1.5, 1.5)
        painter.setPen(QPen(theme.accent if self.hasFocus() else faded(theme.window, 0.9), 2))
        painter.setBrush(colour if self.isEnabled() else theme.muted)
        painter.drawEllipse(QRectF(at - KNOB, middle - KNOB, 2 * KNOB, 2 * KNOB))
        painter.end()
