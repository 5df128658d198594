"""The network page: how phones find this computer, and who may come in."""

import socket

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language import tr
from ui.phones.device_list import DeviceList
from ui.settings.fields import ChoiceRow, Option, SwitchRow, TextRow
from ui.settings.number_row import NumberRow
from ui.settings.page import Page
from ui.settings.preferences import Preferences
from ui.widgets.buttons import Button
from ui.widgets.labels import Glyph, Label, beside

MOST_PORT = 65_535


class NetworkPage(Page):
    """pairing_wanted: emitted when a phone is to be paired."""

    pairing_wanted = Signal()

    def __init__(self, bridge: Bridge, preferences: Preferences) -> None:
        super().__init__(tr("Network"))
        self._preferences = preferences
        self._add_phones(bridge)
        self._add_access()
        self._add_server()
        self.finish()

    def _add_phones(self, bridge: Bridge) -> None:
        phones = self.group(tr("Phones"))
        self.devices = DeviceList(bridge)
        phones.add(self.devices)
        self.pair_button = Button(tr("Pair a phone…"), self.pairing_wanted, "qr-code")
        line = beside(self.pair_button)
        line.addStretch(1)
        phones.add(line)

    def _add_access(self) -> None:
        access = self.group(tr("Who may come in"))
        who = (
            Option(
                "paired",
                tr("Paired devices"),
                tr("A phone shows a code that you confirm here, or scans yours."),
            ),
            Option("open", tr("Everyone in the network"), tr("No key is needed.")),
        )
        self.access = ChoiceRow(self._preferences, "access", "", who)
        access.add(self.access)
        warning = Label(
            tr("Whoever reaches this computer can send songs, hear them, and delete them."), "warn"
        )
        self.warning = QWidget()
        line = beside(Glyph("triangle-alert", "warn"), warning, spacing=12)
        line.setContentsMargins(0, 0, 0, 0)
        self.warning.setLayout(line)
        access.add(self.warning)
        self.access.chosen.connect(self._warn)
        self._warn(self._preferences.values.access)
        what = (
            Option(
                "shared", tr("All songs for all"), tr("Only the one who sent a song, and you, delete it.")
            ),
            Option("private", tr("Each phone its own"), tr("A phone sees the songs that it sent itself.")),
        )
        access.add(ChoiceRow(self._preferences, "library", tr("What a phone sees"), what))

    def _warn(self, value: str) -> None:
        row = self.warning.parentWidget()
        if row is not None:
            row.setVisible(value == "open")

    def _add_server(self) -> None:
        server, preferences = self.group(tr("This computer in the network")), self._preferences
        own_name = socket.gethostname().partition(".")[0]
        server.add(
            TextRow(
                preferences, "server_name", tr("Name"), tr("What phones show for this computer."), own_name
            )
        )
        server.add(
            SwitchRow(
                preferences,
                "discovery",
                tr("Let phones find it"),
                tr("Announces Backline in the network. Without it, phones need the QR code or the address."),
            )
        )
        server.add(
            NumberRow(
                preferences,
                "api_port",
                tr("Port"),
                tr("The next free one is taken where another program has it."),
                most=MOST_PORT,
            )
        )
        server.add(self._encryption())

    def _encryption(self) -> SwitchRow:
        return SwitchRow(
            self._preferences,
            "tls",
            tr("Encrypt the connection (HTTPS)"),
            tr("Nobody in the network can listen in. Browsers on phones warn once; apps have to know how."),
        )
