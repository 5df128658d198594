"""Where a webhook may lead: into the network, and only by permission to this computer or out of it."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from app.errors import FieldError, InvalidRequestError

MAX_URL = 2000
"""Characters."""
NETWORKS = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
"""What home and office networks are made of (RFC 1918, RFC 4193)."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Place = tuple[Any, ...]
"""The address of a socket, as `socket.connect` takes it."""
LookUp = Callable[..., list[tuple[Any, ...]]]
"""`socket.getaddrinfo`."""


class ForbiddenAddressError(OSError):
    """The host is where a webhook may not go."""


@dataclass(frozen=True)
class Target:
    """What a URL says. path: with its query."""

    is_secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the header `Host`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _default_port(self.is_secure) else f"{host}:{self.port}"


class Addresses:
    """Looks up hosts and knows which of them may be called.

    hosts: names and addresses that may be called wherever they are. look_up: as `socket.getaddrinfo`.
    """

    def __init__(self, hosts: tuple[str, ...], look_up: LookUp = socket.getaddrinfo) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)
        self._look_up = look_up

    def check(self, url: str, may_call_here: bool) -> None:
        """Raises InvalidRequestError unless something in reach may be called by this URL.

        may_call_here: whether this computer itself is meant to be called, too.
        """
        try:
            self.places(target_of(url), may_call_here)
        except ForbiddenAddressError as error:
            raise _refused("Only other computers of this network may be called.") from error
        except (OSError, UnicodeError) as error:
            raise _refused("There is no computer at this address.") from error

    def places(self, target: Target, may_call_here: bool, own_port: int | None = None) -> list[Place]:
        """Where the target's host is now. Only these may be connected to: a name may lead elsewhere soon.

        own_port: the port of this computer that is never called, because Backline itself listens there.
        Raises ForbiddenAddressError, and OSError where the host is not found.
        """
        found = self._look_up(target.host, target.port, type=socket.SOCK_STREAM)
        places = [place[4] for place in found]
        for place in places:
            here = _is_here(place)
            if here and target.port == own_port:
                raise ForbiddenAddressError(f"{target.authority} is Backline itself")
            if not self._may_call(target.host, place, here, may_call_here):
                raise ForbiddenAddressError(f"{target.host} is not in the network")
        return places

    def _may_call(self, host: str, place: Place, here: bool, may_call_here: bool) -> bool:
        ip = _ip(place)
        if host in self._hosts or str(ip) in self._hosts:
            return True
        if here or ip.is_link_local:
            return may_call_here
        return any(ip in network for network in NETWORKS)


def target_of(url: str) -> Target:
    """Raises InvalidRequestError for what is no plain http or https URL."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused("This is no http or https address.") from error
    written = url.isascii() and url.isprintable() and " " not in url and len(url) <= MAX_URL
    if not written or parts.scheme not in ("http", "https") or not host or port == 0:
        raise _refused("This is no http or https address.")
    if "@" in parts.netloc:
        raise _refused("A name and password do not belong in the address.")
    is_secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(is_secure, host, port or _default_port(is_secure), path)


def family_of(place: Place) -> socket.AddressFamily:
    """IPv4 or IPv6."""
    return socket.AF_INET6 if ":" in str(place[0]) else socket.AF_INET


def _default_port(is_secure: bool) -> int:
    return 443 if is_secure else 80


def _ip(place: Place) -> IPAddress:
    ip = ipaddress.ip_address(str(place[0]).partition("%")[0])
    return getattr(ip, "ipv4_mapped", None) or ip


def _is_here(place: Place) -> bool:
    """Whether it is this computer: its loopback, or an address that it would call from itself."""
    ip = _ip(place)
    if ip.is_loopback or ip.is_unspecified:
        return True
    with socket.socket(family_of(place), socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(place)  # Sends nothing.
        except OSError:
            return False
        return _ip(probe.getsockname()) == ip


def _refused(sentence: str) -> InvalidRequestError:
    return InvalidRequestError(FieldError("webhook_url", sentence))
