"""A crowd of connections from one address that is not loopback's: `python -m tests.app.limits.crowd FOLDER`.

To be run in a network of its own, in which this computer is 192.0.2.1 and 192.0.2.2.
"""

import json
import socket
import sys
from contextlib import ExitStack
from pathlib import Path

from app.api import create_app
from app.limits.bounds import BOUNDS
from app.server import HttpServer
from core.service import Service
from core.settings import Settings

SERVER = "192.0.2.1"
ADDRESS, OTHER = "192.0.2.1", "192.0.2.2"
HEAD = b"GET /health/live HTTP/1.1\r\nHost: 192.0.2.1\r\n"


def main(folder: Path) -> None:
    """Open as many as one address may have; print the answers to one more, to others, and to one later."""
    service = Service(Settings(storage_path=folder, discovery=False))
    server = HttpServer(create_app(service), "0.0.0.0", 0)
    server.start()
    try:
        with ExitStack() as crowd:
            for _ in range(BOUNDS.connections_of_an_address):
                crowd.enter_context(_connection(ADDRESS, SERVER, server.port))
            first_too_many = _answer(ADDRESS, SERVER, server.port)
            other = _answer(OTHER, SERVER, server.port)
            here = _answer("127.0.0.1", "127.0.0.1", server.port)
        while (again := _answer(ADDRESS, SERVER, server.port)) != 200:
            pass  # Those that were closed are gone in a moment.
    finally:
        server.stop()
        service.stop()

    print(json.dumps([first_too_many, other, here, again]))


def _connection(source: str, target: str, port: int) -> socket.socket:
    return socket.create_connection((target, port), timeout=5, source_address=(source, 0))


def _answer(source: str, target: str, port: int) -> int:
    with _connection(source, target, port) as connection:
        connection.sendall(HEAD + b"\r\n")
        return int(connection.recv(1000).split()[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
