"""What can be pressed and switched in settings, phones and the welcome."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, SignalInstance
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton, QSizePolicy, QToolButton

from ui.icons import icon, picture
from ui.theme import theme_of

CHOICE_INDENT = 25
"""Where the text of a choice begins."""
ICON, GAP = 16, 5
"""Of a button, and the room between icon and text."""


class _IconKeeper(QObject):
    """Draws a button's icon anew when light turns to dark."""

    def __init__(self, button: QAbstractButton, name: str) -> None:
        super().__init__(button)
        self._button, self._name, self._colour = button, name, ""
        button.installEventFilter(self)
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        return False

    def _draw(self) -> None:
        button, theme = self._button, theme_of(self._button.palette())
        is_primary = isinstance(button, QPushButton) and button.isDefault()
        colour = (theme.on_accent if is_primary else theme.text).name()
        if colour == self._colour:
            return
        self._colour = colour
        if isinstance(button, QToolButton):
            button.setIcon(icon(self._name, colour))
        else:
            button.setIcon(_before_text(self._name, colour))
            button.setIconSize(QSize(ICON + GAP, ICON))


@cache
def _before_text(name: str, colour: str) -> QIcon:
    """An icon with room at its right: Qt puts text too close to it."""
    made = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap((ICON + GAP) * ratio, ICON * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.drawPixmap(0, 0, picture(name, ICON * ratio, QColor(colour)))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        made.addPixmap(pixmap)
    return made


Clicked = Callable[[], object] | SignalInstance
"""A method or signal of the window. A lambda that holds the window is held by it: neither would ever go."""


def button(text: str, clicked: Clicked, icon_name: str = "", *, is_primary: bool = False) -> QPushButton:
    """A button. is_primary: it is what Enter chooses; others act only where they have the keyboard."""
    made = QPushButton(text)
    made.setAutoDefault(is_primary)
    made.setDefault(is_primary)
    made.clicked.connect(clicked)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if icon_name:
        _IconKeeper(made, icon_name)
    return made


def icon_button(name: str, text: str, clicked: Clicked) -> QToolButton:
    """A button with an icon alone; its text is told to screen readers, and in a tooltip."""
    made = QToolButton()
    made.setAccessibleName(text)
    made.setToolTip(text)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(clicked)
    _IconKeeper(made, name)
    return made


class Switch(QCheckBox):
    """A check box that looks like the switch it is."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Track and focus ring."""
        return QSize(46, 28)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw track, knob, and a ring where it has the keyboard."""
        theme = theme_of(self.palette())
        track = QRectF(3, self.height() / 2 - 11, 40, 22)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        painter.setPen(QPen(theme.accent if self.isChecked() else theme.muted, 1.5))
        painter.setBrush(theme.accent if self.isChecked() else theme.surface)
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), 10.25, 10.25)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.on_accent if self.isChecked() else theme.muted)
        left = track.right() - 19 if self.isChecked() else track.left() + 3
        painter.drawEllipse(QRectF(left, track.top() + 3, 16, 16))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.text, 2))
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 13, 13)
        painter.end()


class Choice(QRadioButton):
    """A radio button that can be seen on every ground."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ring, gap and text."""
        metrics = self.fontMetrics()
        return QSize(
            CHOICE_INDENT + metrics.horizontalAdvance(self.text()) + 6, max(metrics.height() + 4, 22)
        )

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """All of the line can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw ring, dot and text, and a frame around them where it has the keyboard."""
        theme = theme_of(self.palette())
        middle = self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        painter.setPen(QPen(theme.accent if self.isChecked() else theme.muted, 1.5))
        painter.setBrush(theme.accent if self.isChecked() else theme.surface)
        painter.drawEllipse(QRectF(3, middle - 7, 14, 14))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.on_accent)
            painter.drawEllipse(QRectF(7, middle - 3, 6, 6))
        painter.setPen(theme.text)
        text = self.rect().adjusted(CHOICE_INDENT, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 2))
            width = min(self.sizeHint().width(), self.width())
            painter.drawRoundedRect(QRectF(1, 1, width - 2, self.height() - 2), 6, 6)
        painter.end()
