"""The HTTP server: routes over a service, and the thread that serves them."""

import socket
import threading
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

import uvicorn
from fastapi import APIRouter, Depends, FastAPI
from fastapi_offline import FastAPIOffline
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.access.browsers import Browsers
from app.access.gate import Gate
from app.access.guests import Guests
from app.access.headers import cors
from app.access.hosts import Hosts
from app.access.links import Links
from app.access.origins import Origins
from app.access.seen_jobs import SeenJobs
from app.batches import Batches
from app.errors import add_error_handlers
from app.idempotency import IdempotencyKeys
from app.intake import Intake
from app.limits.bounds import BOUNDS, Bounds
from app.limits.connections import Connections
from app.limits.door import behind_doors
from app.limits.requests import Heads, Knocks, Requests
from app.metrics import Measure, Metrics
from app.middleware import Bodies, Crashes, RequestIds
from app.network.listening import listen, url_of
from app.network.names import announced_host
from app.problems import PROBLEM_TYPE
from app.protocol import Http, WebSocket
from app.routes.batch import BatchRoutes
from app.routes.events import EventRoutes
from app.routes.health import HealthRoutes
from app.routes.jobs import JobRoutes
from app.routes.links import LinkRoutes
from app.routes.metrics import MetricsRoutes
from app.routes.pair import PairRoutes
from app.routes.results import ResultRoutes
from app.routes.transcribe import TranscribeRoutes
from app.schemas import Problem
from app.tus.protocol import TusProtocol
from app.tus.routes import UploadRoutes
from app.webhooks.addresses import Addresses
from core.service import Service

BASE_PATH = "/api/v1"
UPLOADS_PATH = f"{BASE_PATH}/uploads"
UPLOAD_PATHS = (f"{BASE_PATH}/transcribe", f"{BASE_PATH}/batch", UPLOADS_PATH)
STOP_SECONDS = 1
"""How long requests in progress may go on when the server stops."""
MAX_MESSAGE_BYTES = 4096
"""Largest message from a WebSocket's client; none says anything that is read."""

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Every error.",
        "content": {PROBLEM_TYPE: {"schema": Problem.model_json_schema()}},
    }
}


def create_app(service: Service, bounds: Bounds = BOUNDS) -> FastAPI:
    """The application over a service that its owner starts and stops."""
    settings = service.settings
    names = (*settings.allowed_hosts, announced_host(service.access.server_id))
    guests, links = Guests(settings, service.access), Links(service.access)
    origins = Origins(settings.cors_origins, settings.cors_localhost)
    metrics = Metrics(service, BASE_PATH)
    everywhere = (HealthRoutes(service).router, MetricsRoutes(metrics).router)
    keys = IdempotencyKeys(service.settings.storage_path / "idempotency")
    intake = Intake(service, keys, Addresses(settings.webhook_hosts))
    api = APIRouter(prefix=BASE_PATH, dependencies=[Depends(SeenJobs(service))])
    for router in (
        TranscribeRoutes(service, intake).router,
        UploadRoutes(service, intake, UPLOADS_PATH).router,
        BatchRoutes(service, Batches(service, intake, keys)).router,
        JobRoutes(service).router,
        ResultRoutes(service).router,
        EventRoutes(service, guests).router,
        LinkRoutes(links).router,
        PairRoutes(service.access).router,
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
    app.add_middleware(TusProtocol, path=UPLOADS_PATH)
    app.add_middleware(Bodies, upload_paths=UPLOAD_PATHS, bounds=bounds)
    app.add_middleware(Requests, rate=settings.rate_limit)
    app.add_middleware(
        Gate,
        access=service.access,
        guests=guests,
        links=links,
        origins=origins,
        behind_proxies=bool(settings.trusted_proxies),
    )
    app.add_middleware(Knocks, rate=settings.rate_limit, bounds=bounds)
    app.add_middleware(Browsers, hosts=Hosts(names), origins=origins)
    app.add_middleware(Heads, bounds=bounds)
    app.add_middleware(Crashes)
    app.add_middleware(cors, origins=origins)
    app.add_middleware(Measure, metrics=metrics)
    app.add_middleware(RequestIds)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
    return app


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
