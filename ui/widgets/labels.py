"""Text and pictures in colours of the theme, which follow light and dark."""

from typing import Literal

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import picture
from ui.look import title_font
from ui.theme import theme_of

Tone = Literal["text", "muted", "accent", "good", "warn", "bad"]
"""A colour of the theme by its name."""


class Label(QLabel):
    """Text in a colour of the theme, which follows light and dark; long text is wrapped."""

    def __init__(self, text: str = "", tone: Tone = "text", *, wrap: bool = True) -> None:
        super().__init__(text)
        self._tone: Tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._colour()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        colour: QColor = getattr(theme_of(self.palette()), self._tone)
        if self.palette().windowText().color() != colour:
            palette = self.palette()
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)


def heading(text: str, larger: float = 1.15) -> Label:
    """A heading over a group."""
    label = Label(text)
    label.setFont(title_font(label.font(), larger))
    return label


class Glyph(QWidget):
    """An icon that stands beside text, sharp on every screen."""

    def __init__(self, name: str, tone: Tone = "muted", size: int = 20) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(size, size)

    def show_icon(self, name: str, tone: Tone) -> None:
        """Take another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the icon for this screen's pixels."""
        ratio = self.devicePixelRatioF()
        drawn = picture(
            self._name, round(self.width() * ratio), getattr(theme_of(self.palette()), self._tone)
        )
        drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawPixmap(QPoint(), drawn)
        painter.end()


def text_block(text: str, hint: str, *, is_strong: bool = False) -> tuple[QVBoxLayout, Label, Label]:
    """What a row is about, and what there is to say of it in second rank. is_strong: the first in bold."""
    block = QVBoxLayout()
    block.setSpacing(3)
    title, second = Label(text), Label(hint, "muted")
    if is_strong:
        font = title.font()
        font.setBold(True)
        title.setFont(font)
    second.setVisible(bool(hint))
    block.addWidget(title)
    block.addWidget(second)
    return block, title, second


def beside(*widgets: QWidget, spacing: int = 8) -> QHBoxLayout:
    """Widgets in a line."""
    line = QHBoxLayout()
    line.setSpacing(spacing)
    for widget in widgets:
        line.addWidget(widget)
    return line
