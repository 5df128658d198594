"""Pair a phone: a QR code, and who is paired below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language import tr
from ui.phones.card_view import CardView
from ui.phones.device_list import DeviceList
from ui.phones.invitation import Inviting, Standing, State
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Tone, heading
from ui.widgets.message_view import MessageView


class PairDialog(QDialog):
    """Invites a phone as long as it is open."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Phones"))
        self.card = CardView()
        self.message = MessageView()
        self.message.acted.connect(self._again)
        self.devices = DeviceList(bridge)
        self._views = QStackedWidget()
        self._views.addWidget(self.message)
        self._views.addWidget(self.card)
        self._lay_out()
        self._inviting = Inviting(bridge)
        self._inviting.changed.connect(self._show_standing)
        self._inviting.failed.connect(self._tell)
        self._show_standing(Standing(State.STARTING))
        self.setMinimumSize(720, 560)
        self.resize(780, 680)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Invite from now on."""
        super().showEvent(event)
        if not event.spontaneous():
            self._inviting.begin()

    def done(self, result: int) -> None:
        """Let the code lead nowhere."""
        self._inviting.close()
        super().done(result)

    def _lay_out(self) -> None:
        top = Card()
        top.add(self._views)
        holder, scroll = Card(), QScrollArea()
        holder.add(self.devices)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        column.addStretch(1)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 22, 24, 22)
        outer.setSpacing(10)
        outer.addWidget(heading(tr("Pair a phone"), 1.5))
        outer.addWidget(top)
        outer.addSpacing(8)
        outer.addWidget(heading(tr("Paired devices")))
        outer.addWidget(scroll, 1)
        close = Button(tr("Close"), self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(close)
        outer.addLayout(line)

    def _again(self) -> None:
        self._show_standing(Standing(State.STARTING))
        self._inviting.begin()

    def _show_standing(self, standing: Standing) -> None:
        if standing.card:
            self.card.show_card(standing.card)
            self._views.setCurrentWidget(self.card)
            return
        self.message.show_message(*_message(standing))
        self._views.setCurrentWidget(self.message)
        if standing.state is State.PAIRED:
            self.devices.look()
            self.message.button.setFocus()

    def _tell(self, sentence: str) -> None:
        self.message.show_message("circle-x", "bad", tr("That did not work"), sentence, "")
        self._views.setCurrentWidget(self.message)


def _message(standing: Standing) -> tuple[str, Tone, str, str, str]:
    match standing.state:
        case State.PAIRED:
            name = standing.who or tr("A device")
            text = tr("It finds Backline by itself from now on, whenever both are in this network.")
            return "circle-check", "good", tr("{device} is paired", device=name), text, tr("Pair another")
        case State.NO_NETWORK:
            text = tr(
                "Connect it to the Wi-Fi that the phone is in; the code appears here then. "
                "If it is connected, API_HOST may keep Backline to this computer."
            )
            return "wifi-off", "warn", tr("This computer is in no network"), text, ""
        case State.NO_SERVER:
            text = tr("Phones cannot come in at the moment. Quit Backline, and start it again.")
            return "server-off", "bad", tr("The server does not run"), text, ""
        case State.EXPIRED:
            text = tr("Nobody came in for ten minutes, and the code is void now.")
            return "clock", "muted", tr("The code is too old"), text, tr("Show a new code")
        case State.GUESSED:
            text = tr("Many wrong codes were tried. Somebody in the network may be guessing.")
            return "triangle-alert", "warn", tr("The code is void"), text, tr("Show a new code")
        case _:
            return "loader", "muted", tr("One moment…"), tr("The server is starting."), ""
