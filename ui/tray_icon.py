"""The picture in the tray: a waveform, with a ring of progress or a dot that asks for attention."""

import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from ui.activity import Activity
from ui.icons import SIZES, picture
from ui.theme import DARK, LIGHT, faded

STEPS = 25
"""Of the progress that can be told apart; it is drawn anew for each."""


def tray_icon(activity: Activity, *, dark: bool) -> QIcon:
    """The icon for what Backline does. dark: whether the bar that it stands in is.

    For the menu bar of macOS it is a template, which the system paints in its own colour.
    """
    colour = DARK.text if dark else LIGHT.text
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_drawn(activity, size, colour, (DARK if dark else LIGHT).warn))
    icon.setIsMask(sys.platform == "darwin")
    return icon


def looks_of(activity: Activity) -> tuple[bool, int, bool]:
    """What of an activity can be seen: two with the same looks have the same icon."""
    return bool(activity.in_work), activity.percent * STEPS // 100, bool(activity.attention)


def _drawn(activity: Activity, size: int, colour: QColor, warning: QColor) -> QPixmap:
    pixmap = picture("tray", size, colour)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if activity.attention:
        _draw_dot(painter, size, warning)
    elif activity.in_work:
        _draw_progress(painter, size, colour, activity.percent)
    painter.end()
    return pixmap


def _draw_dot(painter: QPainter, size: int, colour: QColor) -> None:
    around, dot = size * 0.5, size * 0.38
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawEllipse(QRectF(size - around, size - around, around, around))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(size - dot, size - dot, dot, dot))


def _draw_progress(painter: QPainter, size: int, colour: QColor, percent: int) -> None:
    """A bar at the lower edge: a ring is too fine for sixteen pixels."""
    height = max(2.0, size / 8)
    bar = QRectF(0, size - height, size, height)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillRect(bar.adjusted(0, -height / 2, 0, 0), Qt.GlobalColor.transparent)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.fillRect(bar, faded(colour, 0.35))
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.fillRect(QRectF(0, bar.top(), size * percent / 100, height), colour)
