"""What is switched on and off, and chosen among others."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton

from ui.theme import theme_of

CHOICE_INDENT = 25
"""Where the text of a choice begins."""


class Switch(QCheckBox):
    """A check box that looks like the switch it is."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Track and focus ring."""
        return QSize(46, 28)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw track, knob, and a ring where it has the keyboard."""
        theme = theme_of(self.palette())
        track = QRectF(3, self.height() / 2 - 11, 40, 22)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        painter.setPen(QPen(theme.accent if self.isChecked() else theme.muted, 1.5))
        painter.setBrush(theme.accent if self.isChecked() else theme.surface)
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), 10.25, 10.25)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.on_accent if self.isChecked() else theme.muted)
        left = track.right() - 19 if self.isChecked() else track.left() + 3
        painter.drawEllipse(QRectF(left, track.top() + 3, 16, 16))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.text, 2))
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 13, 13)
        painter.end()


class Choice(QRadioButton):
    """A radio button that can be seen on every ground."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ring, gap and text."""
        metrics = self.fontMetrics()
        return QSize(
            CHOICE_INDENT + metrics.horizontalAdvance(self.text()) + 6, max(metrics.height() + 4, 22)
        )

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """All of the line can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw ring, dot and text, and a frame around them where it has the keyboard."""
        theme = theme_of(self.palette())
        middle = self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        painter.setPen(QPen(theme.accent if self.isChecked() else theme.muted, 1.5))
        painter.setBrush(theme.accent if self.isChecked() else theme.surface)
        painter.drawEllipse(QRectF(3, middle - 7, 14, 14))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.on_accent)
            painter.drawEllipse(QRectF(7, middle - 3, 6, 6))
        painter.setPen(theme.text)
        text = self.rect().adjusted(CHOICE_INDENT, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 2))
            width = min(self.sizeHint().width(), self.width())
            painter.drawRoundedRect(QRectF(1, 1, width - 2, self.height() - 2), 6, 6)
        painter.end()
