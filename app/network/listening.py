"""Sockets that the server listens on."""

import errno
import os
import socket
import sys
from contextlib import ExitStack

BACKLOG = 2048
MAX_PORT = 65_535
TAKEN = {errno.EADDRINUSE} if os.name == "posix" else {errno.EADDRINUSE, errno.EACCES}
"""What the system says of a port that another program has."""


def listen(host: str, port: int, tries: int = 1) -> list[socket.socket]:
    """Sockets that take connections, on the first port from `port` on that is free.

    host: `::` means all of IPv6 and all of IPv4, on a socket each. port: 0 is any free one. tries: how many
    ports may be tried. Raises OSError where none is free, or where the address is not this computer's.
    """
    try:
        return _listen(host, port)
    except OSError as error:
        if error.errno not in TAKEN or tries == 1 or port in (0, MAX_PORT):
            raise
    return listen(host, port + 1, tries - 1)


def bound_to(host: str) -> list[str]:
    """The addresses that `listen` binds to for a host; none where it is a name that nobody knows."""
    if host == "::":
        return ["::", "0.0.0.0"]
    try:
        return [str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])]
    except socket.gaierror:
        return []


def url_of(scheme: str, address: str, port: int) -> str:
    """The address of a server as a URL without a path."""
    return f"{scheme}://[{address}]:{port}" if ":" in address else f"{scheme}://{address}:{port}"


def _listen(host: str, port: int) -> list[socket.socket]:
    if host != "::":
        return [_bound(host, port)]
    with ExitStack() as undo:
        # One socket for both would tell the addresses of IPv4 clients as ::ffff:192.168.1.7.
        both = [undo.enter_context(_bound("::", port))]
        both.append(_bound("0.0.0.0", both[0].getsockname()[1]))
        undo.pop_all()
    return both


def _bound(host: str, port: int) -> socket.socket:
    # asyncio switches Nagle's algorithm off (40 ms an answer) only where the socket names its protocol.
    found = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
    )
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform == "win32":
            # Without it, Windows lets two programs listen on one port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
