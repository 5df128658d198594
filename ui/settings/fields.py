"""Rows of a settings page, each bound to one setting: what it is, its control, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.settings.preferences import Preferences
from ui.widgets.labels import Label, text_block
from ui.widgets.switches import CHOICE_INDENT, Choice, Switch

CONTROL_WIDTH = 190


class SettingRow(QWidget):
    """Text and hint at the left, a control at the right, and below a sentence where there is one to say.

    valued: emitted with the value that the control is to show, without writing it.
    """

    valued = Signal(object)

    def __init__(self, preferences: Preferences, name: str, text: str, hint: str) -> None:
        super().__init__()
        self.name = name
        self.preferences = preferences
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        self.line = QHBoxLayout()
        self.line.setSpacing(16)
        block, self.title, self.hint = text_block(text, hint)
        self.line.addLayout(block, 1)
        outer.addLayout(self.line)
        self.problem = Label(tone="bad")
        self.problem.hide()
        self.note = Label(tone="muted")
        self.note.hide()
        outer.addWidget(self.problem)
        outer.addWidget(self.note)
        preferences.changed.connect(self._changed)
        preferences.refused.connect(self._refused)

    def set(self, value: object) -> None:
        """Write what the user chose."""
        self._say("")
        self.preferences.set(self.name, value)

    def begin(self, *controls: QWidget) -> None:
        """Show the present value. controls: what is switched off where the setting comes from elsewhere."""
        self._controls = controls
        self._changed()

    def _changed(self) -> None:
        self.valued.emit(getattr(self.preferences.values, self.name))
        self._say("")
        fixed = self.preferences.fixed_by(self.name)
        self.note.setText(fixed)
        self.note.setVisible(bool(fixed))
        for control in self._controls:
            control.setEnabled(not fixed)

    def _refused(self, name: str, sentence: str) -> None:
        if name == self.name:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


class SwitchRow(SettingRow):
    """A setting that is on or off."""

    def __init__(self, preferences: Preferences, name: str, text: str, hint: str = "") -> None:
        super().__init__(preferences, name, text, hint)
        self.switch = Switch()
        self.switch.setAccessibleName(text)
        self.switch.setAccessibleDescription(hint)
        self.switch.clicked.connect(self.set)
        self.line.addWidget(self.switch)
        self.valued.connect(self._show)
        self.begin(self.switch)

    def _show(self, value: object) -> None:
        self.switch.setChecked(bool(value))


class TextRow(SettingRow):
    """A line of text. empty: what holds where it is empty."""

    def __init__(
        self, preferences: Preferences, name: str, text: str, hint: str = "", empty: str = ""
    ) -> None:
        super().__init__(preferences, name, text, hint)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(empty)
        self.edit.setMinimumWidth(CONTROL_WIDTH)
        self.edit.setAccessibleName(text)
        self.edit.setAccessibleDescription(hint)
        self.edit.editingFinished.connect(self._entered)
        self.line.addWidget(self.edit)
        self.valued.connect(self._show)
        self.begin(self.edit)

    def _show(self, value: object) -> None:
        """The text, unless the user is typing another one."""
        if not (self.edit.hasFocus() and self.edit.isModified()):
            self.edit.setText(str(value))

    def _entered(self) -> None:
        if self.edit.isModified():
            self.edit.setModified(False)
            self.set(self.edit.text().strip() or None)


@dataclass(frozen=True)
class Option:
    """One of a few values, in words."""

    value: str
    text: str
    hint: str


class ChoiceRow(SettingRow):
    """One of a few values, each with what it means."""

    chosen = Signal(str)

    def __init__(self, preferences: Preferences, name: str, text: str, options: Sequence[Option]) -> None:
        super().__init__(preferences, name, text, "")
        self.buttons: dict[str, Choice] = {}
        self._values = tuple(option.value for option in options)
        group = QButtonGroup(self)
        group.idClicked.connect(self._clicked)
        column = QVBoxLayout()
        column.setSpacing(10)
        for option in options:
            radio = Choice(option.text)
            radio.setAccessibleDescription(option.hint)
            group.addButton(radio, self._values.index(option.value))
            self.buttons[option.value] = radio
            hint = Label(option.hint, "muted")
            hint.setContentsMargins(CHOICE_INDENT, 0, 0, 0)
            entry = QVBoxLayout()
            entry.setSpacing(2)
            entry.addWidget(radio)
            entry.addWidget(hint)
            column.addLayout(entry)
        self.title.setVisible(bool(text))
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertLayout(1, column)
        outer.setSpacing(10 if text else 4)
        self.valued.connect(self._show)
        self.begin(*self.buttons.values())

    def _show(self, value: object) -> None:
        self.buttons[str(value)].setChecked(True)
        self.chosen.emit(str(value))

    def _clicked(self, number: int) -> None:
        self.set(self._values[number])
