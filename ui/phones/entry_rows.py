"""One who waits to be let in, or who was: a row with what can be done about it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from core.access.entries import Device, PairRequest
from core.jobs import now
from ui.bridge import Bridge
from ui.language import tr
from ui.phones.words import grouped, seen, until, what
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Glyph, text_block

SEPARATOR = " · "


class EntryRow(QWidget):
    """Icon and words at the left; what can be done about it at the right, or below.

    on_change, on_problem: called after the book was changed, or with a sentence where that failed.
    """

    def __init__(self, bridge: Bridge, icon_name: str, title: str, facts: str) -> None:
        super().__init__()
        self.bridge = bridge
        self.is_busy = False
        self.on_change: Callable[[], None] = lambda: None
        self.on_problem: Callable[[str], None] = lambda _: None
        self.glyph = Glyph(icon_name)
        block, self.title, self.facts = text_block(title, facts, is_strong=True)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(self.glyph)
        line.addLayout(block, 1)
        line.addLayout(self.tools)
        line.setAlignment(self.tools, Qt.AlignmentFlag.AlignVCenter)

    def change(self, call: Callable[[], object]) -> None:
        """Change the book."""
        self.is_busy = False
        self.setEnabled(False)
        self.bridge.run(call, lambda _: self.on_change(), self._fail, self)

    def _fail(self, sentence: str) -> None:
        self.on_change()
        self.on_problem(sentence)


class RequestRow(EntryRow):
    """One who waits."""

    def __init__(self, bridge: Bridge, request: PairRequest) -> None:
        facts = (
            tr("Asks to be let in. Allow it if it shows {code}.", code=grouped(request.code))
            if request.kind == "key"
            else tr("Knocked without a key. If you allow it, this address comes in for a week.")
        )
        super().__init__(bridge, "key", SEPARATOR.join((request.name, what(request))), facts)
        self._request = request
        self.refuse_button = Button(tr("Refuse"), self._refuse)
        self.allow_button = Button(tr("Allow"), self._allow)
        for made, words in (
            (self.refuse_button, tr("Refuse {device}", device=request.name)),
            (self.allow_button, tr("Allow {device}", device=request.name)),
        ):
            made.setAccessibleName(words)
            self.tools.addWidget(made)

    def _refuse(self) -> None:
        self.change(partial(self.bridge.service.access.refuse, self._request.id))

    def _allow(self) -> None:
        self.change(partial(self.bridge.service.access.approve, self._request.id))


class DeviceRow(EntryRow):
    """One that was let in: renamed in its place, sent away after a question in its place."""

    def __init__(self, bridge: Bridge, device: Device) -> None:
        moment = now()
        facts = [word for word in (what(device), seen(device, moment), until(device, moment)) if word]
        self._facts = SEPARATOR.join(facts)
        super().__init__(bridge, "smartphone", device.name, self._facts)
        self._device = device
        name = device.name
        self.rename_button = IconButton("pencil", tr("Rename {device}", device=name))
        self.revoke_button = IconButton("trash-2", tr("Let {device} in no more", device=name))
        self.rename_button.clicked.connect(self._begin_renaming)
        self.revoke_button.clicked.connect(self._ask)
        self.edit = QLineEdit(name)
        self.edit.setAccessibleName(tr("New name of {device}", device=name))
        self.edit.setMinimumWidth(180)
        self.edit.returnPressed.connect(self._rename)
        self.save_button = Button(tr("Rename"), self._rename)
        self.sure_button = Button(tr("Let in no more"), self._revoke)
        self.leave_button = Button(tr("Cancel"), self._leave)
        for tool in (*self._usual(), self.edit, self.save_button, self.sure_button, self.leave_button):
            self.tools.addWidget(tool)
        self._show_tools(self._usual())

    def _usual(self) -> tuple[QWidget, ...]:
        return self.rename_button, self.revoke_button

    def _show_tools(self, shown: tuple[QWidget, ...]) -> None:
        self.is_busy = shown != self._usual()
        for number in range(self.tools.count()):
            item = self.tools.itemAt(number)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setVisible(widget in shown)
        for words in (self.title, self.facts):
            words.setVisible(self.edit not in shown)
        question = tr("It would have to be paired once more. Its songs stay.")
        self.facts.setText(question if self.sure_button in shown else self._facts)

    def _leave(self) -> None:
        self._show_tools(self._usual())

    def _begin_renaming(self) -> None:
        self._show_tools((self.edit, self.save_button, self.leave_button))
        self.edit.selectAll()
        self.edit.setFocus()

    def _rename(self) -> None:
        self.change(partial(self.bridge.service.access.rename, self._device.id, self.edit.text()))

    def _ask(self) -> None:
        self._show_tools((self.sure_button, self.leave_button))
        self.leave_button.setFocus()

    def _revoke(self) -> None:
        self.change(partial(self.bridge.service.access.revoke, self._device.id))
