"""What a phone scans, and the same to be typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.access.card import PairingCard
from core.access.keys import shown
from ui.language import tr
from ui.phones.qr_picture import QrPicture
from ui.phones.words import time_of
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label, heading

DIGITS_A_GROUP = 4
GROUPS_A_LINE = 8


class CardView(QWidget):
    """QR code at the left; address, code and fingerprint at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QrPicture()
        self.address, self.code = _value(), _value()
        self.fingerprint = Label(wrap=False)
        self.fingerprint.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fingerprint_title = Label(tr("SHA-256 of the certificate"), "muted")
        self.others = Label(tone="muted")
        self.until = Label(tone="muted")
        self._card: PairingCard | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(24)
        line.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._words(), 1)

    def show_card(self, card: PairingCard) -> None:
        """Show another card."""
        first, *others = card.endpoint.urls()
        self.picture.show_matrix(card.qr.matrix, tr("QR code that pairs a phone"))
        self.address.setText(_breakable(first))
        self.code.setText(shown(card.invitation.code))
        self._card = card
        self.until.setText(tr("Good for one phone, until {time}.", time=time_of(card.invitation.expires_at)))
        self.others.setText(tr("Also found at {addresses}", addresses=", ".join(others)))
        self.others.setVisible(bool(others))
        self.fingerprint.setText(_in_groups(card.endpoint.fingerprint))
        for widget in (self.fingerprint, self._fingerprint_title):
            widget.setVisible(bool(card.endpoint.fingerprint))

    def _copy_address(self) -> None:
        if self._card:
            QApplication.clipboard().setText(self._card.endpoint.urls()[0])

    def _copy_code(self) -> None:
        QApplication.clipboard().setText(self.code.text())

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(heading(tr("Scan this with the phone's camera")))
        same_network = tr("It opens Backline there. Phone and computer have to be in the same Wi-Fi.")
        column.addWidget(Label(same_network, "muted"))
        column.addSpacing(10)
        column.addWidget(Label(tr("Or open the address on the phone, and type the code:"), "muted"))
        column.addLayout(self._to_type())
        column.addSpacing(6)
        column.addWidget(self._fingerprint_title)
        column.addWidget(self.fingerprint)
        column.addWidget(self.until)
        column.addWidget(self.others)
        column.addStretch(1)
        return column

    def _to_type(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        rows = ((tr("Address"), self.address, self._copy_address), (tr("Code"), self.code, self._copy_code))
        for row, (title, value, copy) in enumerate(rows):
            grid.addWidget(Label(title, "muted", wrap=False), row, 0)
            grid.addWidget(value, row, 1)
            button = IconButton("copy", tr("Copy: {what}", what=title))
            button.clicked.connect(copy)
            grid.addWidget(button, row, 2)
        grid.setColumnStretch(1, 1)
        return grid


def _value() -> Label:
    label = heading("", 1.25)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _breakable(address: str) -> str:
    """An address that may go on in the next line: those of IPv6 are long."""
    return address.replace(":", ":\N{ZERO WIDTH SPACE}")


def _in_groups(fingerprint: str) -> str:
    groups = [fingerprint[at : at + DIGITS_A_GROUP] for at in range(0, len(fingerprint), DIGITS_A_GROUP)]
    lines = (groups[at : at + GROUPS_A_LINE] for at in range(0, len(groups), GROUPS_A_LINE))
    return "\n".join(" ".join(line) for line in lines)
