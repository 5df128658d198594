"""One look on every system."""

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot


class IconsOnButtons(QProxyStyle):
    """As the style is where the system puts pictures of its own on the buttons of dialogs: most of Linux."""

    def styleHint(  # noqa: N802
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, returned)


def test_no_system_puts_its_pictures_on_buttons(qtbot: QtBot) -> None:
    style, box = IconsOnButtons("Fusion"), QDialogButtonBox()
    qtbot.addWidget(box)
    box.setStyle(style)
    cancel: QPushButton = box.addButton(QDialogButtonBox.StandardButton.Cancel)
    assert cancel.icon().isNull()
