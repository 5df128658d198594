"""What a phone scans, or its owner types, to be let in."""

import io
from dataclasses import dataclass

import segno
from rich.console import Console
from rich.text import Text

from core.access.endpoint import Endpoint
from core.access.entries import Invitation
from core.access.keys import shown

DARK_ON_LIGHT = "#ffffff on #000000"
"""The terminal's own colours may be either way; light modules are what is printed."""
QUIET_MODULES = 2
"""Light border on the terminal, where every line counts; pictures have the four of the standard."""
PICTURE_SCALE = 8
"""Pixels a module."""


@dataclass(frozen=True)
class PairingCard:
    """An invitation to a server that is found at `endpoint`, which has an address."""

    endpoint: Endpoint
    server_id: str
    invitation: Invitation

    def link(self) -> str:
        """What the QR code says. A browser keeps what is behind the `#` to itself."""
        url = f"{self.endpoint.urls()[0]}/#pair={self.invitation.code}&id={self.server_id}"
        return f"{url}&fp={self.endpoint.fingerprint}" if self.endpoint.fingerprint else url

    def picture(self, kind: str) -> bytes:
        """The QR code as `png` or `svg`."""
        out = io.BytesIO()
        self._qr().save(out, kind=kind, scale=PICTURE_SCALE)
        return out.getvalue()

    def print(self, out: Console) -> None:
        """Show QR code, addresses and code."""
        first, *others = self.endpoint.urls()
        if self._print_qr(out):
            out.print("Scan this with the phone's app, or type there", soft_wrap=True)
        else:
            out.print("Type in the phone's app", soft_wrap=True)
        out.print(f"\n  address  {first}\n  code     {shown(self.invitation.code)}", soft_wrap=True)
        if self.endpoint.fingerprint:
            out.print(f"  SHA-256  {self.endpoint.fingerprint}", soft_wrap=True)
        out.print()
        if others:
            out.print(f"This computer is also found at {', '.join(others)}.", soft_wrap=True)

    def _print_qr(self, out: Console) -> bool:
        """Whether the QR code could be shown: not in a file, nor on a terminal that is too narrow."""
        lines = self._lines()
        if not out.is_terminal or out.width < len(lines[0]) or not _takes(out, "".join(lines)):
            return False
        for line in lines:
            out.print(Text(line, style=DARK_ON_LIGHT, no_wrap=True))
        return True

    def _lines(self) -> list[str]:
        text = io.StringIO()
        self._qr().terminal(text, border=QUIET_MODULES, compact=True)
        *lines, last = text.getvalue().splitlines()
        # Two rows make a line, and the last one is light, but has no partner.
        return [*lines, "█" * len(last)]

    def _qr(self) -> segno.QRCode:
        return segno.make_qr(self.link(), error="l")


def _takes(out: Console, text: str) -> bool:
    try:
        text.encode(out.encoding)
    except UnicodeEncodeError:
        return False
    return True
