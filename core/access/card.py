"""What a phone scans, or its owner types, to be let in."""

import io
from dataclasses import dataclass
from functools import cached_property

import segno

from core.access.endpoint import Endpoint
from core.access.entries import Invitation

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

    @cached_property
    def qr(self) -> segno.QRCode:
        """The QR code; `matrix` holds its rows, 1 for a dark module, without the quiet zone."""
        return segno.make_qr(self.link(), error="l")

    def picture(self, kind: str) -> bytes:
        """The QR code as `png` or `svg`."""
        out = io.BytesIO()
        self.qr.save(out, kind=kind, scale=PICTURE_SCALE)
        return out.getvalue()
