"""A bar that says one sentence, offers one thing to do, and leaves by itself. It never takes the keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.language import tr
from ui.theme import theme_of
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Glyph, Label, Tone

Kind = Literal["note", "warning", "problem", "busy"]
_MARKS: dict[Kind, tuple[str, Tone]] = {
    "note": ("info", "muted"),
    "warning": ("circle-alert", "warn"),
    "problem": ("circle-alert", "bad"),
    "busy": ("loader", "accent"),
}

SECONDS = 10
"""How long a message stays that nobody looks at."""


@dataclass(frozen=True)
class Offer:
    """One thing to do about a message."""

    text: str
    do: Callable[[], None]


class MessageBar(QFrame):
    """Says one thing at a time. closed: someone has closed it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer: Offer | None = None
        self._mark = Glyph("info", size=18)
        self._text = Label()
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = Button("", self._accept)
        self._close = IconButton("x", tr("Close this message"), tr("Close"))
        self._close.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.setSpacing(10)
        for widget, stretch in ((self._mark, 0), (self._text, 1), (self._button, 0), (self._close, 0)):
            row.addWidget(widget, stretch)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says now; empty where it is not to be seen."""
        return "" if self.isHidden() else self._text.text()

    def tell(
        self, sentence: str, kind: Kind = "note", offer: Offer | None = None, seconds: float = SECONDS
    ) -> None:
        """Say something, in the place of what was said before. seconds: 0 lets it stay."""
        is_news = self.isHidden() or kind != "busy"
        self._offer = offer
        self._text.setText(sentence)
        self._button.setVisible(offer is not None)
        if offer:
            self._button.setText(offer.text)
        self._close.setVisible(kind != "busy")
        self._mark.show_icon(*_MARKS[kind])
        self.setAccessibleName(sentence)
        self.show()
        self._timer.setInterval(round(seconds * 1000))
        self._timer.start() if seconds else self._timer.stop()
        if is_news:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _accept(self) -> None:
        offer = self._offer
        self.hide()
        if offer:
            offer.do()

    def _dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """It stays while someone looks at it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        if self._timer.interval() and not self.isHidden():
            self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.line)
        painter.setBrush(theme.raised)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 9, 9)
        painter.end()
