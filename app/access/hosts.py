"""The names that this computer may be called by.

A web page can lead a name of its own to an address of the local network, and is then of the same origin as
what answers there (DNS rebinding). It cannot call the address itself and still be of that origin.
"""

import re
import socket
from functools import cache
from ipaddress import ip_address

from anyio import CapacityLimiter, to_thread

from app.access.address import is_loopback, plain_address

HEADER = re.compile(r"(\[[^\[\]]*\]|[^:]*)(?::\d{0,5})?")


class Hosts:
    """IP addresses, localhost, the computer's names as they are now, and `allowed`."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self._allowed = {_plain(name) for name in allowed}
        self._looking_up = CapacityLimiter(1)

    async def knows(self, header: str) -> bool:
        """Whether this is a Host header of someone who means this computer."""
        found = HEADER.fullmatch(header)
        host = _plain(found[1]) if found else ""
        if not host:
            return False
        if _is_address(host) or host in self._allowed or host in _own_names():
            return True
        if host.partition(".")[0] != _short_name():
            return False
        return host == await to_thread.run_sync(_full_name, limiter=self._looking_up)


def is_loopback_name(header: str) -> bool:
    """Whether a Host header means loopback: the only names that nobody in the network can lead elsewhere."""
    found = HEADER.fullmatch(header)
    host = _plain(found[1]) if found else ""
    return host == "localhost" or is_loopback(plain_address(host.strip("[]")))


def _own_names() -> set[str]:
    return {"localhost", _plain(socket.gethostname()), _short_name(), f"{_short_name()}.local"}


def _short_name() -> str:
    return _plain(socket.gethostname()).partition(".")[0]


@cache
def _full_name() -> str:
    # It asks a name server, which may not answer for seconds.
    return _plain(socket.getfqdn())


def _is_address(host: str) -> bool:
    try:
        ip_address(host[1:-1] if host.startswith("[") else host)
    except ValueError:
        return False
    return True


def _plain(name: str) -> str:
    return name.lower().removesuffix(".")
