"""How many connections there may be: of one address, and of all."""

import asyncio
import socket
import sys
from collections import Counter

from app.access.address import is_loopback

FILES_KEPT = 256
"""File descriptors that are for songs, records and workers."""

SHARE_KEPT_HERE = 20
"""One of so many connections is for loopback alone: addresses that fill the rest are quickly had."""


class Connections:
    """The open connections of a server, each until its end. Loopback has no share to keep to.

    most_of_all: taken as fewer where the system lets the process open fewer files.
    """

    def __init__(self, most_of_an_address: int, most_of_all: int) -> None:
        self._most_of_an_address = most_of_an_address
        self._most_of_all = min(most_of_all, _files_allowed(most_of_all + FILES_KEPT) - FILES_KEPT)
        self._kept_here = self._most_of_all // SHARE_KEPT_HERE
        self._open: dict[asyncio.BaseTransport | socket.socket, str] = {}
        self._by_address: Counter[str] = Counter()

    def enter(self, connection: asyncio.BaseTransport | socket.socket, address: str) -> int:
        """Count a connection; 0, or the status to refuse it with: 429 or 503."""
        if self._by_address[address] >= self._most_of_an_address and not is_loopback(address):
            return 429
        if len(self._open) >= self._most_of_all - (0 if is_loopback(address) else self._kept_here):
            return 503
        self._open[connection] = address
        self._by_address[address] += 1
        return 0

    def leave(self, connection: asyncio.BaseTransport | socket.socket) -> None:
        """Count it no more; nothing where it was not counted."""
        address = self._open.pop(connection, None)
        if address is None:
            return
        self._by_address[address] -= 1
        if not self._by_address[address]:
            del self._by_address[address]


def _files_allowed(wanted: int) -> int:
    """How many files this process may open, when it has asked for as many as are wanted."""
    if sys.platform == "win32":
        return wanted  # A socket is no file there.
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed
