"""What this computer and the server on it are called in the network."""

import socket
import unicodedata

MAX_LABEL_BYTES = 63
"""Of a part of a name in DNS."""
_ROOM = 4
"""Bytes that stay free for a number, where another computer has the same name."""
NAMELESS = "Backline"


def shown_name(chosen: str) -> str:
    """The name that phones show. chosen: SERVER_NAME; empty for the computer's own, without its domain."""
    return instance_label(chosen or socket.gethostname().partition(".")[0])


def instance_label(name: str) -> str:
    """A name made fit to be a label of a DNS-SD name, which a dot would end."""
    words = " ".join(unicodedata.normalize("NFC", name).replace(".", " ").split())
    printable = "".join(char for char in words if unicodedata.category(char)[0] != "C").strip()
    return printable.encode()[: MAX_LABEL_BYTES - _ROOM].decode(errors="ignore").rstrip() or NAMELESS


def names_of(server_id: str) -> list[str]:
    """The host names by which clients may call the server, as far as a certificate can hold them."""
    name = socket.gethostname()
    names = (name, f"{name.partition('.')[0]}.local", announced_host(server_id), "localhost")
    return [each for each in dict.fromkeys(names) if each.isascii()]


def announced_host(server_id: str) -> str:
    """The host name that the announcement leads to, and nobody else claims.

    The computer's own name in `.local` belongs to Avahi, Bonjour or Windows: whoever announces other
    addresses under it makes them give the computer another one.
    """
    return f"backline-{server_id[:8]}.local"
