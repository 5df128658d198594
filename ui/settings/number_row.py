"""A number among the settings."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox

from ui.language import tr
from ui.settings.fields import SettingRow
from ui.settings.preferences import Preferences
from ui.widgets.buttons import IconButton
from ui.widgets.labels import beside

NUMBER_WIDTH = 118
_BOX = """
QDoubleSpinBox { padding: 4px 7px; border: 1px solid palette(mid); border-radius: 7px;
    background: palette(base); }
QDoubleSpinBox:focus { border: 2px solid palette(highlight); padding: 3px 6px; }
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: none; }
QDoubleSpinBox QLineEdit { padding: 0; border: none; background: transparent; }
QDoubleSpinBox:disabled { color: palette(placeholder-text); background: palette(window); }
"""


def no_unit(number: float) -> str:  # noqa: ARG001 - one signature for all units
    """For what is only counted."""
    return ""


class NumberRow(SettingRow):
    """A number. least: the smallest one; `empty` are the words for it, where it stands for the default.

    unit: what follows a number, with the space between.
    """

    def __init__(  # noqa: PLR0913 - what a number needs to be read
        self,
        preferences: Preferences,
        name: str,
        text: str,
        hint: str = "",
        *,
        least: int = 0,
        most: int,
        empty: str = "",
        unit: Callable[[float], str] = no_unit,
        decimals: int = 0,
    ) -> None:
        super().__init__(preferences, name, text, hint)
        self.box = QuietSpinBox()
        self.box.setRange(least, most)
        self.box.setSpecialValueText(empty)
        self._unit = unit
        self.box.setDecimals(decimals)
        self.box.setFixedWidth(NUMBER_WIDTH)
        self.box.setAccessibleName(text)
        self.box.setAccessibleDescription(hint)
        self.box.valueChanged.connect(self._show_unit)
        self.box.valueChanged.connect(self._chosen)
        self.fewer = IconButton("minus", tr("Less: {what}", what=text))
        self.more = IconButton("plus", tr("More: {what}", what=text))
        for button, step in ((self.fewer, self.box.stepDown), (self.more, self.box.stepUp)):
            button.clicked.connect(step)
            button.setAutoRepeat(True)
        self.line.addLayout(beside(self.fewer, self.box, self.more, spacing=4))
        self.valued.connect(self._show)
        self.begin(self.box, self.fewer, self.more)

    def _show(self, value: object) -> None:
        """The number; the smallest one for none."""
        self.box.blockSignals(True)
        self.box.setValue(value if isinstance(value, int | float) else self.box.minimum())
        self.box.blockSignals(False)
        self._show_unit(self.box.value())

    def _show_unit(self, number: float) -> None:
        self.box.setSuffix(self._unit(number))

    def _chosen(self, number: float) -> None:
        is_empty = self.box.specialValueText() and number == self.box.minimum()
        self.set(None if is_empty else number if self.box.decimals() else round(number))


class QuietSpinBox(QDoubleSpinBox):
    """One that leaves the wheel to the page that is scrolled, until it has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet(_BOX)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Count only where the user is."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
