"""Somebody asks to be let in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.access.entries import PairRequest
from ui.bridge import Bridge
from ui.language import tr
from ui.phones.words import grouped
from ui.widgets.buttons import Button
from ui.widgets.fitted_dialog import FittedDialog
from ui.widgets.labels import Glyph, Label, heading

LOOK_MS = 1000
MARK_SIZE = 40
WIDTH = 440


class QuestionDialog(FittedDialog):
    """Allow or refuse. Closes itself when it was answered elsewhere, or is too old; Esc leaves it open.

    No button is chosen by Enter: it may come up while somebody types.
    """

    def __init__(self, bridge: Bridge, request: PairRequest) -> None:
        super().__init__(WIDTH)
        self.setWindowTitle(tr("Let a phone in?"))
        self._bridge, self._request = bridge, request
        self.allow_button = Button(tr("Allow"), self._allow, "check")
        self.refuse_button = Button(tr("Refuse"), self._refuse, "x")
        self.problem = Label(tone="bad")
        self.problem.hide()
        self._lay_out()
        self._timer = QTimer(self, interval=LOOK_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def _lay_out(self) -> None:
        title, code, hint = _words(self._request)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(heading(title))
        if code:
            large = heading(code, 2.6)
            large.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(large)
        words.addWidget(Label(hint, "muted"))
        words.addWidget(self.problem)
        top = QHBoxLayout()
        top.setSpacing(18)
        top.addWidget(Glyph("smartphone", "accent", MARK_SIZE), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.refuse_button)
        buttons.addWidget(self.allow_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 22, 24, 20)
        outer.setSpacing(18)
        outer.addLayout(top)
        outer.addLayout(buttons)

    def _allow(self) -> None:
        self._answer(partial(self._bridge.service.access.approve, self._request.id))

    def _refuse(self) -> None:
        self._answer(partial(self._bridge.service.access.refuse, self._request.id))

    def _answer(self, call: Callable[[], object]) -> None:
        self._enable(False)
        self._bridge.run(call, lambda _: self.accept(), self._fail, self)

    def _fail(self, sentence: str) -> None:
        self._enable(True)
        self.problem.setText(sentence)
        self.problem.show()

    def _enable(self, enabled: bool) -> None:
        for each in (self.allow_button, self.refuse_button):
            each.setEnabled(enabled)

    def _look(self) -> None:
        self._bridge.run(self._bridge.service.access.waiting, self._take, lambda _: self._timer.start(), self)

    def _take(self, waiting: list[PairRequest]) -> None:
        if any(request.id == self._request.id for request in waiting):
            self._timer.start()
        else:
            self.reject()


def _words(request: PairRequest) -> tuple[str, str, str]:
    """Question, code, and what to think of."""
    if request.kind == "address":
        return (
            tr("A device at {address} knocked without a key", address=request.address),
            "",
            tr(
                "If you know it and it cannot be paired, allow it: "
                "whoever has this address comes in without a key for a week."
            ),
        )
    device = f"{request.name} ({request.platform})" if request.platform else request.name
    return (
        tr("{device} asks to be let in. Does it show this?", device=device),
        grouped(request.code),
        tr("Allow it only if both show the same number. It sees songs, and sends new ones."),
    )
