"""Connections counted as they are accepted: under TLS, protocols hear of them after the handshake only."""

import socket
from collections.abc import Iterable
from typing import Any

from app.access.address import plain_address
from app.limits.bounds import Bounds
from app.limits.connections import Connections


def behind_doors(listeners: Iterable[socket.socket], bounds: Bounds) -> list[socket.socket]:
    """The same listening sockets, with one count of the connections of all."""
    connections = Connections(bounds.connections_of_an_address, bounds.connections)
    return [Door(listener, connections) for listener in listeners]


class Door(socket.socket):
    """Takes over a listening socket, and closes without a word the connections that are too many.

    Where asyncio accepts by other means (Windows), nothing is counted.
    """

    def __init__(self, listener: socket.socket, connections: Connections) -> None:
        super().__init__(fileno=listener.detach())
        self._open = connections

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection. Raises ConnectionAbortedError where it is closed already."""
        accepted, address = super().accept()
        connection = _Counted(accepted, self._open)
        if self._open.enter(connection, plain_address(address[0])):
            connection.close()
            raise ConnectionAbortedError
        return connection, address


class _Counted(socket.socket):
    """Leaves its place when it is closed."""

    def __init__(self, accepted: socket.socket, connections: Connections) -> None:
        super().__init__(fileno=accepted.detach())
        self._open = connections

    def close(self) -> None:
        super().close()
        self._open.leave(self)
