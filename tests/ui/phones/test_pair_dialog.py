"""A phone is paired: the code is read as a camera reads it, and brought to the real book."""

from collections.abc import Iterator

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.access.access import Access
from core.access.endpoint import Endpoint
from core.access.keys import as_made
from core.errors import PairingNotFoundError
from ui.bridge import Bridge
from ui.phones.pair_dialog import PairDialog
from ui.theme import DARK, LIGHT, Theme, palette_of

LAN = Endpoint(("192.168.178.25", "fd00:1234:5678:9abc:def0:1234:5678:9abc"), 8000)
PHONE = "192.168.1.7"


@pytest.fixture
def access(bridge: Bridge) -> Iterator[Access]:
    yield bridge.service.access
    bridge.service.access.silence()


@pytest.fixture
def dialog(bridge: Bridge, access: Access, qtbot: QtBot) -> PairDialog:
    dialog = PairDialog(bridge)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def seen(widget: QWidget, ratio: float = 1.0) -> np.ndarray:
    """A widget as a grey picture. ratio: pixels of the screen a pixel of the window."""
    image = QImage(widget.size() * ratio, QImage.Format.Format_Grayscale8)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("black"))
    widget.render(image)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return np.ascontiguousarray(rows[:, : image.width()])


def read(picture: np.ndarray) -> list[str]:
    """What a phone's camera reads: QR codes, and no bars that it may see in them."""
    return [found.text for found in zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("fingerprint", ["", "c0ffee11" * 8], ids=["http", "https"])
def test_a_camera_reads_the_code_and_the_phone_is_in(
    theme: Theme, fingerprint: str, dialog: PairDialog, access: Access, qtbot: QtBot
) -> None:
    dialog.setPalette(palette_of(theme))
    access.announce(Endpoint(LAN.addresses, LAN.port, fingerprint))
    qtbot.waitUntil(dialog.card.isVisible)
    scheme, pinned = ("https", f"&fp={fingerprint}") if fingerprint else ("http", "")
    code = as_made(dialog.card.code.text())
    link = f"{scheme}://192.168.178.25:8000/#pair={code}&id={access.server_id}{pinned}"
    assert read(seen(dialog)) == [link]
    for ratio in (1.25, 2.0):
        assert read(seen(dialog.card.picture, ratio)) == [link]
    assert dialog.card.fingerprint.isVisible() is bool(fingerprint)
    assert dialog.card.fingerprint.text().replace(" ", "").replace("\n", "") == fingerprint
    access.redeem(code, "Pixel 8", "Android", PHONE)
    qtbot.waitUntil(dialog.message.isVisible)
    assert dialog.message.title.text() == "Pixel 8 is paired"
    qtbot.waitUntil(lambda: [row.title.text() for row in dialog.devices.rows] == ["Pixel 8"])
    qtbot.keyClick(dialog.message.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.card.isVisible() and as_made(dialog.card.code.text()) != code)


def test_what_is_to_be_typed_can_be_copied(dialog: PairDialog, access: Access, qtbot: QtBot) -> None:
    long = Endpoint(LAN.addresses[1:], 8000)
    access.announce(long)
    qtbot.waitUntil(dialog.card.isVisible)
    dialog.card._copy_address()
    assert QApplication.clipboard().text() == long.urls()[0]
    dialog.card._copy_code()
    assert QApplication.clipboard().text() == dialog.card.code.text()
    assert dialog.minimumSizeHint().width() <= dialog.width(), "a long address takes two lines"


def test_closing_makes_the_code_void(dialog: PairDialog, access: Access, qtbot: QtBot) -> None:
    access.announce(LAN)
    qtbot.waitUntil(dialog.card.isVisible)
    code = dialog.card.code.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    def is_void() -> None:
        with pytest.raises(PairingNotFoundError):
            access.redeem(code, "late", "", f"10.0.0.{next(addresses)}")

    addresses = iter(range(1, 250))
    qtbot.waitUntil(lambda: not access._book.read().invitations)
    is_void()


def test_a_network_that_comes_later_is_taken(dialog: PairDialog, access: Access, qtbot: QtBot) -> None:
    assert dialog.message.title.text() == "One moment…"
    access.announce(Endpoint((), 8000))
    qtbot.waitUntil(lambda: dialog.message.title.text() == "This computer is in no network")
    access.announce(LAN)
    qtbot.waitUntil(dialog.card.isVisible)
    code = dialog.card.code.text()
    access.announce(Endpoint(("10.0.0.7",), 8001))
    qtbot.waitUntil(lambda: "10.0.0.7" in dialog.card.address.text())
    assert dialog.card.code.text() == code


def test_a_public_url_needs_no_network_of_the_computers_own(
    dialog: PairDialog, access: Access, qtbot: QtBot
) -> None:
    access.announce(Endpoint((), 8000, public_url="https://music.home"))
    qtbot.waitUntil(dialog.card.isVisible)
    (link,) = read(seen(dialog))
    assert link.startswith("https://music.home/#pair=")
    assert not dialog.card.others.isVisible()


def test_a_server_that_never_starts_is_told(dialog: PairDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.message.title.text() == "The server does not run", timeout=20_000)


def test_guesses_of_others_end_it(dialog: PairDialog, access: Access, qtbot: QtBot) -> None:
    access.announce(LAN)
    qtbot.waitUntil(dialog.card.isVisible)
    for number in range(20):
        with pytest.raises(PairingNotFoundError):
            access.redeem("AAAAAAAA", "thief", "", f"10.0.0.{number}")
    qtbot.waitUntil(lambda: dialog.message.title.text() == "The code is void")
    assert dialog.message.button.text() == "Show a new code"
