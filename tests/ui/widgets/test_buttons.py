"""Buttons: Enter presses the one that has the keyboard; pictures follow the theme, and say what they mean."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QVBoxLayout
from pytestqt.qtbot import QtBot

from ui.look import apply_look
from ui.theme import DARK, LIGHT
from ui.widgets.buttons import Button, IconButton


def ignore() -> None:
    pass


def has(button: QAbstractButton, colour: QColor) -> bool:
    picture: QImage = button.icon().pixmap(button.iconSize()).toImage()
    return any(
        picture.pixelColor(x, y) == colour for x in range(picture.width()) for y in range(picture.height())
    )


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_presses_the_button_that_has_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    dialog, pressed = QDialog(), []
    first = Button("First", lambda: pressed.append("first"), is_primary=True)
    second = Button("Second", lambda: pressed.append("second"))
    column = QVBoxLayout(dialog)
    column.addWidget(first)
    column.addWidget(second)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    second.setFocus()
    qtbot.keyClick(second, key)
    assert pressed == ["second"]


def test_pictures_follow_light_and_dark(qtbot: QtBot, qapp: QApplication) -> None:
    buttons = [IconButton("play", "Play"), Button("Play", ignore, "play")]
    for button in buttons:
        qtbot.addWidget(button)
        assert has(button, LIGHT.text)
    apply_look(qapp, "dark")
    try:
        assert all(has(button, DARK.text) for button in buttons)
    finally:
        apply_look(qapp, "light")


def test_a_picture_that_is_on_is_in_the_accent(qtbot: QtBot) -> None:
    button = IconButton("repeat", "Loop", "Loop (L)")
    qtbot.addWidget(button)
    button.setCheckable(True)
    button.setChecked(True)
    assert has(button, LIGHT.accent)
    assert (button.accessibleName(), button.toolTip()) == ("Loop", "Loop (L)")
