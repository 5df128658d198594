"""A card: what belongs together, on a ground of its own."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.theme import theme_of

RADIUS = 10.0
PADDING = 16


class Card(QFrame):
    """A raised group of rows with rules between them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)

    def add(self, content: QWidget | QLayout) -> QWidget:
        """Put a row below the others; it can be hidden as a whole."""
        holder = QHBoxLayout()
        if isinstance(content, QWidget):
            holder.addWidget(content)
        else:
            holder.addLayout(content)
        holder.setContentsMargins(PADDING, 12, PADDING, 12)
        frame = QWidget()
        frame.setLayout(holder)
        self.rows.addWidget(frame)
        return frame

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
