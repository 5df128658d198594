"""Pictures: SVG files in this folder, drawn in the colour of their place."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent
SIZES = (16, 24, 32, 48, 64)
"""Pixels of what an icon is made of; Qt takes what fits the screen."""


@cache
def icon(name: str, colour: str) -> QIcon:
    """The picture of this name, drawn in a colour such as `#1c1d26`."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(picture(name, size, QColor(colour)))
    return made


def picture(name: str, size: int, colour: QColor) -> QPixmap:
    """The picture of this name as a square of so many pixels."""
    svg = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour.name())
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


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
