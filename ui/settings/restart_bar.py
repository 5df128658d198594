"""A bar below the pages, while settings wait for the next start."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.language import tr
from ui.theme import theme_of
from ui.widgets.buttons import Button
from ui.widgets.labels import Glyph, Label


class RestartBar(QWidget):
    """restart_wanted: emitted when the user wants the settings to hold now."""

    restart_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = Button(tr("Restart now"), self.restart_wanted, "rotate-cw")
        text = tr("Takes effect when Backline starts again. A song in work goes on afterwards.")
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 12, 20, 12)
        line.setSpacing(12)
        line.addWidget(Glyph("info", "accent"))
        line.addWidget(Label(text), 1)
        line.addWidget(self.button)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A ground of its own, and a rule above."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.raised)
        painter.fillRect(0, 0, self.width(), 1, theme.line)
        painter.end()
