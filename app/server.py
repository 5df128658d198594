"""The thread that serves an application over HTTP."""

import socket
import threading
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

import uvicorn
from fastapi import FastAPI

from app.limits.bounds import BOUNDS, Bounds
from app.limits.connections import Connections
from app.limits.door import behind_doors
from app.network.listening import listen, url_of
from app.protocol import Http, WebSocket

STOP_SECONDS = 1
"""How long requests in progress may go on when the server stops."""
MAX_MESSAGE_BYTES = 4096
"""Largest message from a WebSocket's client; none says anything that is read."""


class HttpServer:
    """uvicorn in a thread. The socket is bound when the object is made, so that `port` is never a guess.

    certificate: a file with key and certificate, for HTTPS. tries: ports from `port` on that are tried.
    Raises OSError where all of them are taken or the address is not this computer's.
    """

    def __init__(
        self,
        app: FastAPI,
        host: str,
        port: int,
        certificate: Path | None = None,
        *,
        tries: int = 1,
        bounds: Bounds = BOUNDS,
    ) -> None:
        listeners = listen(host, port, tries)
        self._sockets = behind_doors(listeners, bounds) if certificate else listeners
        self.bound: tuple[str, ...] = tuple(each.getsockname()[0] for each in self._sockets)
        self.port: int = self._sockets[0].getsockname()[1]
        self.scheme = "https" if certificate else "http"
        connections = Connections(bounds.connections_of_an_address, bounds.connections)
        config = uvicorn.Config(
            app,
            http=cast("Any", partial(Http, connections, bounds)),
            ws=cast("Any", partial(WebSocket, connections)),
            log_config=None,
            log_level="warning",  # Below that it tells the addresses of WebSockets, with the tokens of links.
            server_header=False,
            proxy_headers=False,
            access_log=False,
            timeout_keep_alive=bounds.idle_seconds,
            timeout_graceful_shutdown=STOP_SECONDS,
            h11_max_incomplete_event_size=bounds.head_bytes,
            ws_max_size=MAX_MESSAGE_BYTES,
            ws_per_message_deflate=False,
            ssl_certfile=certificate,
        )
        self._server = _ReadyServer(config)
        self._thread = threading.Thread(target=self._serve, name="http server")

    @property
    def is_local(self) -> bool:
        """Whether this computer alone can reach it."""
        return all(ip_address(address).is_loopback for address in self.bound)

    @property
    def url(self) -> str:
        """Where a client on this computer finds it."""
        host = "127.0.0.1" if "0.0.0.0" in self.bound else self.bound[0]
        return url_of(self.scheme, host, self.port)

    def start(self) -> None:
        """Serve; returns when requests are answered."""
        self._thread.start()
        self._server.ready.wait()

    def stop(self) -> None:
        """Take no more requests, let those in progress end, and wait for the thread."""
        self._server.should_exit = True
        self._thread.join()

    def _serve(self) -> None:
        try:
            self._server.run(sockets=self._sockets)
        finally:
            self._server.ready.set()
            for each in self._sockets:
                each.close()


class _ReadyServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
