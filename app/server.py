"""The HTTP server: routes over a service, and the thread that serves them."""

import os
import socket
import threading
from typing import Any

import uvicorn
from fastapi import APIRouter, FastAPI
from fastapi_offline import FastAPIOffline

from app.errors import PROBLEM_TYPE, add_error_handlers
from app.idempotency import IdempotencyKeys
from app.metrics import Measure, Metrics
from app.middleware import Bodies, Crashes, RequestIds, cors
from app.protocol import Http
from app.routes.events import EventRoutes
from app.routes.health import HealthRoutes
from app.routes.jobs import JobRoutes
from app.routes.metrics import MetricsRoutes
from app.routes.results import ResultRoutes
from app.routes.transcribe import TranscribeRoutes
from app.schemas import Problem
from core.service import Service

BASE_PATH = "/api/v1"
STOP_SECONDS = 1
"""How long requests in progress may go on when the server stops."""
BACKLOG = 2048
MAX_MESSAGE_BYTES = 4096
"""Largest message from a WebSocket's client; none says anything that is read."""

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Every error.",
        "content": {PROBLEM_TYPE: {"schema": Problem.model_json_schema()}},
    }
}


def create_app(service: Service) -> FastAPI:
    """The application over a service that its owner starts and stops."""
    metrics = Metrics(service, BASE_PATH)
    everywhere = (HealthRoutes(service).router, MetricsRoutes(metrics).router)
    keys = IdempotencyKeys(service.settings.storage_path / "idempotency")
    api = APIRouter(prefix=BASE_PATH)
    for router in (
        TranscribeRoutes(service, keys).router,
        JobRoutes(service).router,
        ResultRoutes(service).router,
        EventRoutes(service).router,
        *everywhere,
    ):
        api.include_router(router)
    app = FastAPIOffline(
        title="Backline",
        version=service.health().version,
        description="Stems, sung pitch, beats and chords of a song.",
        redirect_slashes=False,
        responses=_PROBLEMS,
    )
    app.include_router(api)
    for router in everywhere:
        app.include_router(router)
    add_error_handlers(app)
    app.add_middleware(Bodies, upload_path=f"{BASE_PATH}/transcribe")
    app.add_middleware(Crashes)
    app.add_middleware(cors, origins=service.settings.cors_origins)
    app.add_middleware(Measure, metrics=metrics)
    app.add_middleware(RequestIds)
    return app


class HttpServer:
    """uvicorn in a thread. The socket is bound when the object is made, so that `port` is never a guess.

    Raises OSError where the address is taken or not this computer's.
    """

    def __init__(self, app: FastAPI, host: str, port: int) -> None:
        self._socket = _listen(host, port)
        self.host = host
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            http=Http,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            access_log=False,
            timeout_graceful_shutdown=STOP_SECONDS,
            ws_max_size=MAX_MESSAGE_BYTES,
            ws_per_message_deflate=False,
        )
        self._server = _ReadyServer(config)
        self._thread = threading.Thread(target=self._serve, name="http server")

    @property
    def url(self) -> str:
        """Where a client on this computer finds it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

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
            self._server.run(sockets=[self._socket])
        finally:
            self._server.ready.set()
            self._socket.close()


class _ReadyServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _listen(host: str, port: int) -> socket.socket:
    # asyncio switches Nagle's algorithm off (40 ms an answer) only where the socket names its protocol.
    found = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
    )
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
