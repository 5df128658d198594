"""Buttons with text, and with a picture alone."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QEvent, QSize, Qt, SignalInstance
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from ui.icons import icon, picture
from ui.theme import theme_of

ICON, GAP = 16, 5
"""Of a button with text, and the room between icon and text."""
ICON_ALONE = 18

Clicked = Callable[[], object] | SignalInstance
"""A method or signal of the window. A lambda that holds the window is held by it: neither would ever go."""


class Button(QPushButton):
    """A button with text. is_primary: Enter presses it, wherever the keyboard is in its window."""

    def __init__(self, text: str, clicked: Clicked, icon_name: str = "", *, is_primary: bool = False) -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self.setAutoDefault(is_primary)
        self.setDefault(is_primary)
        self.clicked.connect(clicked)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._draw()

    def _draw(self) -> None:
        if self._icon_name:
            theme = theme_of(self.palette())
            colour = theme.on_accent if self.isDefault() else theme.text
            self.setIcon(_before_text(self._icon_name, colour.name()))
            self.setIconSize(QSize(ICON + GAP, ICON))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses it where it has the keyboard, and not the window's primary one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()


class IconButton(QToolButton):
    """A button with a picture alone. It leaves the keyboard where it is when it is clicked."""

    def __init__(self, picture: str, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setIconSize(QSize(ICON_ALONE, ICON_ALONE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        self.name(name, tip)
        self.toggled.connect(self._draw_again)
        self.draw(picture)

    def name(self, name: str, tip: str = "") -> None:
        """What it does, for those who hear and for those who hover."""
        self.setAccessibleName(name)
        self.setToolTip(tip or name)

    def draw(self, picture: str) -> None:
        """Show a picture, in the accent's colour where it is on."""
        self._picture = picture
        theme = theme_of(self.palette())
        colour = theme.accent if self.isChecked() else theme.text
        self.setIcon(icon(picture, colour.name()))

    def _draw_again(self) -> None:
        self.draw(self._picture)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_again()


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
