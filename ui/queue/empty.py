"""What stands where there are no songs: how to begin, or that a search found nothing."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.language import tr
from ui.look import muted, title_font
from ui.theme import theme_of

WIDTH = 460
"""Pixels of text: longer lines are hard to read."""


class _Page(QWidget):
    """A picture, a title, a few words and buttons, in the middle."""

    def __init__(self, picture: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = picture
        self._picture = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(title, self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setFont(title_font(self.font(), 1.6))
        self._text = QLabel(text, self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._buttons.addStretch()
        self._buttons.addStretch()
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addStretch()
        for label in (self._picture, self._title, self._text):
            label.setFixedWidth(WIDTH)
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch()
        row = QHBoxLayout(self)
        row.addStretch()
        row.addLayout(column)
        row.addStretch()
        self._draw_picture()

    def _button(self, text: str, clicked: SignalInstance, *, is_main: bool = False) -> QPushButton:
        button = QPushButton(text, self, default=is_main, autoDefault=True)
        button.clicked.connect(clicked)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def _draw_picture(self) -> None:
        theme = theme_of(self.palette())
        self._text.setPalette(muted(self.palette()))
        picture = icon(self._name, theme.accent.name()).pixmap(QSize(48, 48), self.devicePixelRatioF())
        self._picture.setPixmap(picture)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw_picture()


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
        self.choose = self._button(tr("Choose songs…"), self.choosing_wanted, is_main=True)
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
