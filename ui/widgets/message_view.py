"""What stands in the middle where there is nothing else to show."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.labels import Glyph, Label, Tone, heading

MARK_SIZE = 56
WIDEST = 560
"""Pixels of text: longer lines are hard to read."""
FIRST = 1000
"""Its share of the width, as far as it takes it."""


class MessageView(QWidget):
    """A large mark, what is so, what to do, and a button where something can be done here.

    acted: emitted when the button was chosen.
    """

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mark = Glyph("clock", "muted", MARK_SIZE)
        self.title, self.text = heading("", 1.3), Label(tone="muted")
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button("", self.acted)
        middle = QWidget()
        middle.setMaximumWidth(WIDEST)
        column = QVBoxLayout(middle)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, FIRST)
        row.addStretch(1)

    def show_message(self, icon_name: str, tone: Tone, title: str, text: str, act: str) -> None:
        """Say something else. act: the button's text; empty for none."""
        self._mark.show_icon(icon_name, tone)
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(act)
        self.button.setVisible(bool(act))
