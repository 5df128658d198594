"""A QR code, sharp at any size: dark on light also where all else is light on dark, or cameras fail."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET_MODULES = 4
"""Light border that the standard asks for."""
PAPER, INK = QColor("white"), QColor("black")
CORNER = 10
SIDE = 280


class QrPicture(QWidget):
    """Draws a matrix of modules, 1 for a dark one."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix: Sequence[Sequence[int]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_matrix(self, matrix: Sequence[Sequence[int]], words: str) -> None:
        """Show another code. words: what it is, for those who do not see it."""
        self._matrix = matrix
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square that a camera reads from half a metre."""
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw modules of whole pixels of the screen, in the middle of the paper."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(PAPER)
        painter.drawRoundedRect(self.rect(), CORNER, CORNER)
        if self._matrix:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            self._draw_modules(painter)
        painter.end()

    def _draw_modules(self, painter: QPainter) -> None:
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        pixels, modules = round(self.width() * ratio), len(self._matrix)
        module = max(pixels // (modules + 2 * QUIET_MODULES), 1)
        start = (pixels - modules * module) // 2
        for y, row in enumerate(self._matrix):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(start + x * module, start + y * module, module, module), INK)
