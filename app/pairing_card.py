"""What a phone scans, or its owner types, on the terminal."""

import io

from rich.console import Console
from rich.text import Text

from core.access.card import PairingCard
from core.access.keys import shown

DARK_ON_LIGHT = "#ffffff on #000000"
"""The terminal's own colours may be either way; light modules are what is printed."""
QUIET_MODULES = 2
"""Light border on the terminal, where every line counts; pictures have the four of the standard."""


def show(card: PairingCard, out: Console) -> None:
    """Print QR code, addresses and code."""
    first, *others = card.endpoint.urls()
    if _show_qr(card, out):
        out.print("Scan this with the phone's camera, or type in its browser", soft_wrap=True)
    else:
        out.print("Type in the phone's browser", soft_wrap=True)
    out.print(f"\n  address  {first}\n  code     {shown(card.invitation.code)}", soft_wrap=True)
    if card.endpoint.fingerprint:
        out.print(f"  SHA-256  {card.endpoint.fingerprint}", soft_wrap=True)
    out.print()
    if others:
        out.print(f"This computer is also found at {', '.join(others)}.", soft_wrap=True)


def _show_qr(card: PairingCard, out: Console) -> bool:
    """Whether the QR code could be shown: not in a file, nor on a terminal that is too narrow."""
    lines = _lines(card)
    if not out.is_terminal or out.width < len(lines[0]) or not _takes(out, "".join(lines)):
        return False
    for line in lines:
        out.print(Text(line, style=DARK_ON_LIGHT, no_wrap=True))
    return True


def _lines(card: PairingCard) -> list[str]:
    text = io.StringIO()
    card.qr.terminal(text, border=QUIET_MODULES, compact=True)
    *lines, last = text.getvalue().splitlines()
    # Two rows make a line, and the last one is light, but has no partner.
    return [*lines, "█" * len(last)]


def _takes(out: Console, text: str) -> bool:
    try:
        text.encode(out.encoding)
    except UnicodeEncodeError:
        return False
    return True
