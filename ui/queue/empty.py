"""What stands where there are no songs: how to begin, or that a search found nothing."""

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.language import tr
from ui.theme import theme_of
from ui.widgets.buttons import Button
from ui.widgets.labels import Glyph, Label, heading

WIDTH = 460
"""Pixels of text: longer lines are hard to read."""


class _Page(QWidget):
    """A picture, a title, a few words and buttons, in the middle."""

    def __init__(self, picture: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, words = heading(title, 1.6), Label(text, "muted")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._buttons.addStretch()
        self._buttons.addStretch()
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addStretch()
        column.addWidget(Glyph(picture, "accent", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFixedWidth(WIDTH)
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch()
        row = QHBoxLayout(self)
        row.addStretch()
        row.addLayout(column)
        row.addStretch()

    def _button(self, text: str, clicked: SignalInstance, *, is_primary: bool = False) -> Button:
        button = Button(text, clicked, is_primary=is_primary)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button


class NoSongs(_Page):
    """How to begin. It looks like the place to drop songs on that the whole window is."""

    choosing_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "audio-lines",
            tr("Drop songs here"),
            tr(
                "Files or whole folders. Backline takes a song apart into its stems, and writes down "
                "the singing, the chords and the beats. All of it stays on this computer."
            ),
            parent,
        )
        self.choose = self._button(tr("Choose songs…"), self.choosing_wanted, is_primary=True)
        self.example = self._button(tr("Try the example song"), self.example_wanted)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dashed_frame(painter, QRectF(self.rect()).adjusted(16, 8, -16, -16), theme.line, theme.surface)
        painter.end()


class NothingFound(_Page):
    """A search that no song matches."""

    clearing_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("search", "", tr("Look for a part of the title, or of the file's name."), parent)
        self.clear = self._button(tr("Show all songs"), self.clearing_wanted)

    def look_for(self, text: str) -> None:
        """Say what was searched for."""
        self._title.setText(tr("No song matches “{searched}”", searched=text))


def dashed_frame(painter: QPainter, place: QRectF, line: QColor, ground: QColor) -> None:
    """The picture of a place to drop something on."""
    pen = QPen(line, 2, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([4, 4])
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawRoundedRect(place, 14, 14)
