"""Pictures: SVG files in this folder, drawn in the colour of their place."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent
SIZES = (16, 24, 32, 48, 64)
"""Pixels of what is drawn once for the system's own places: tray, task bar."""
FAINT = 0.4
"""Opacity of the icon of what cannot be chosen."""


@cache
def icon(name: str, colour: str) -> QIcon:
    """The picture of this name in a colour such as `#1c1d26`, sharp at every size."""
    return QIcon(_Drawn(_svg(name, colour)))


def picture(name: str, size: int, colour: QColor) -> QPixmap:
    """The picture of this name as a square of so many pixels."""
    return _rendered(_svg(name, colour.name()), QSize(size, size))


@cache
def program_icon() -> QIcon:
    """The program's own icon."""
    made = QIcon()
    for size in (*SIZES, 128, 256):
        made.addPixmap(picture("backline", size, QColor("black")))
    return made


def forget_icons() -> None:
    """Let icons be drawn anew: the colours have changed."""
    icon.cache_clear()


class _Drawn(QIconEngine):
    """Draws an SVG at the sizes that are asked for, each once."""

    def __init__(self, svg: bytes) -> None:
        super().__init__()
        self._svg = svg
        self._drawn: dict[tuple[int, int], QPixmap] = {}

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        key = size.width(), size.height()
        if key not in self._drawn:
            self._drawn[key] = _rendered(self._svg, size)
        return _faint(self._drawn[key]) if mode == QIcon.Mode.Disabled else self._drawn[key]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawPixmap(rect, self.pixmap(rect.size() * painter.device().devicePixelRatio(), mode, state))

    def clone(self) -> QIconEngine:
        return _Drawn(self._svg)


@cache
def _svg(name: str, colour: str) -> bytes:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour).encode()


def _rendered(svg: bytes, size: QSize) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(QPoint(0, 0), size))
    painter.end()
    return pixmap


def _faint(whole: QPixmap) -> QPixmap:
    faint = QPixmap(whole.size())
    faint.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faint)
    painter.setOpacity(FAINT)
    painter.drawPixmap(0, 0, whole)
    painter.end()
    return faint
