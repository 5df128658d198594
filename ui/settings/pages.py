"""Pages of the settings, and the cards that they are made of."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.settings.parts import Label, heading
from ui.theme import theme_of

RADIUS = 10.0
PADDING = 16
PAGE_WIDTH = 760
"""Widest column of a page: longer lines are hard to read."""


class Card(QFrame):
    """A raised group of rows with rules between them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)

    def add(self, content: QWidget | QLayout) -> None:
        """Put a row below the others."""
        if isinstance(content, QWidget):
            holder = QHBoxLayout()
            holder.addWidget(content)
        else:
            holder = QHBoxLayout()
            holder.addLayout(content)
        holder.setContentsMargins(PADDING, 12, PADDING, 12)
        frame = QWidget()
        frame.setLayout(holder)
        self.rows.addWidget(frame)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw ground, border, and a rule above every row but the first."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        shown = [row for row in self._rows() if not row.isHidden()]
        for row in shown[1:]:
            painter.drawLine(PADDING, row.y(), self.width() - PADDING, row.y())
        painter.end()

    def _rows(self) -> list[QWidget]:
        items = (self.rows.itemAt(number) for number in range(self.rows.count()))
        return [widget for item in items if item and (widget := item.widget())]


class Page(QScrollArea):
    """A column of headings and cards, which scrolls where it does not fit."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QWidget()
        column.setMaximumWidth(PAGE_WIDTH)
        self.column = QVBoxLayout(column)
        self.column.setContentsMargins(28, 24, 28, 28)
        self.column.setSpacing(10)
        self.column.addWidget(heading(title, 1.5))
        ground = QWidget()
        centred = QHBoxLayout(ground)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addWidget(column)
        self.setWidget(ground)

    def group(self, title: str = "", hint: str = "") -> Card:
        """Begin a group of rows."""
        self.column.addSpacing(8)
        if title:
            self.column.addWidget(heading(title))
        if hint:
            self.column.addWidget(Label(hint, "muted"))
        card = Card()
        self.column.addWidget(card)
        return card

    def finish(self) -> None:
        """Keep the rows at the top."""
        self.column.addStretch(1)
