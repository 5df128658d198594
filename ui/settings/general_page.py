"""The general page: start at login, the language, and new versions."""

from PySide6.QtWidgets import QHBoxLayout

from ui.bridge import Bridge
from ui.language import tr
from ui.login_item import LoginItem
from ui.settings.fields import SwitchRow
from ui.settings.page import Page
from ui.settings.preferences import Preferences
from ui.settings.update_row import UpdateRow
from ui.widgets.labels import Label, text_block
from ui.widgets.switches import Switch


class GeneralPage(Page):
    """What belongs to no other page."""

    def __init__(self, bridge: Bridge, preferences: Preferences, login: LoginItem) -> None:
        super().__init__(tr("General"))
        self._bridge, self._login = bridge, login
        text = tr("Start when you log in")
        hint = tr("Without a window, so that phones always reach Backline.")
        self.switch = Switch()
        self.switch.setAccessibleName(text)
        self.switch.setAccessibleDescription(hint)
        self.switch.setEnabled(False)
        self.switch.clicked.connect(self._turn)
        block, _, _ = text_block(text, hint)
        self.problem = Label(tone="bad")
        self.problem.hide()
        block.addWidget(self.problem)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(block, 1)
        line.addWidget(self.switch)
        rows = self.group()
        rows.add(line)
        language, _, _ = text_block(
            tr("Language"),
            tr("Backline follows the system where it knows its language; else it speaks English."),
        )
        rows.add(language)
        self._add_updates(preferences)
        self.finish()
        bridge.run(login.is_on, self._show, self._fail, self)

    def _add_updates(self, preferences: Preferences) -> None:
        updates, rows = self._bridge.service.updates, self.group(tr("New versions"))
        self.updates = UpdateRow(updates)
        rows.add(self.updates)
        hint = tr(
            "Asks one address on the internet for the newest version, and tells nothing of you or your "
            "songs. Nothing is installed by itself."
        )
        if updates.address:
            text = tr("Look for a new version once a day")
            rows.add(SwitchRow(preferences, "update_check", text, hint))

    def _turn(self, wanted: bool) -> None:
        self.problem.hide()
        self.switch.setEnabled(False)

        def turn() -> bool:
            (self._login.turn_on if wanted else self._login.turn_off)()
            return self._login.is_on()

        self._bridge.run(turn, self._show, self._fail, self)

    def _show(self, is_on: bool) -> None:
        self.switch.setEnabled(True)
        self.switch.setChecked(is_on)

    def _fail(self, sentence: str) -> None:
        self.switch.setEnabled(True)
        self.switch.setChecked(not self.switch.isChecked())
        self.problem.setText(sentence)
        self.problem.show()
