"""A dialog of one width, as high as its text needs."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog


class FittedDialog(QDialog):
    """Grows and shrinks with what it has to say. width: pixels."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self.setFixedWidth(width)

    def event(self, event: QEvent) -> bool:
        """Fit whenever something in it needs another height."""
        layout = self.layout()
        if layout and event.type() == QEvent.Type.LayoutRequest:
            self.resize(self._width, layout.totalHeightForWidth(self._width))
        return super().event(event)
