"""The application: routes over a service, and what a request goes through before it reaches one."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

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
from app.limits.requests import Heads, Knocks, Requests
from app.metrics import Measure, Metrics
from app.middleware import Bodies, Crashes, RequestIds
from app.network.names import announced_host
from app.problems import PROBLEM_TYPE
from app.routes.batch import BatchRoutes
from app.routes.chords import ChordRoutes
from app.routes.events import EventRoutes
from app.routes.health import HealthRoutes
from app.routes.jobs import JobRoutes
from app.routes.links import LinkRoutes
from app.routes.metrics import MetricsRoutes
from app.routes.page import FOLDER, PageRoutes
from app.routes.pair import PairRoutes
from app.routes.results import ResultRoutes
from app.routes.sounds import SoundRoutes
from app.routes.transcribe import TranscribeRoutes
from app.schemas_server import Problem
from app.tus.protocol import TusProtocol
from app.tus.routes import UploadRoutes
from app.webhooks.addresses import Addresses
from core.service import Service

BASE_PATH = "/api/v1"
UPLOADS_PATH = f"{BASE_PATH}/uploads"
UPLOAD_PATHS = (f"{BASE_PATH}/transcribe", f"{BASE_PATH}/batch", UPLOADS_PATH)

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Every error.",
        "content": {PROBLEM_TYPE: {"schema": Problem.model_json_schema()}},
    }
}


def create_app(service: Service, bounds: Bounds = BOUNDS, page_folder: Path = FOLDER) -> FastAPI:
    """The application over a service that its owner starts and stops."""
    guests, links = Guests(service.settings, service.access), Links(service.access)
    metrics = Metrics(service, BASE_PATH)
    app = FastAPIOffline(
        title="Backline",
        version=service.health().version,
        description="Stems, sung pitch, beats and chords of a song.",
        redirect_slashes=False,
        responses=_PROBLEMS,
    )
    page = PageRoutes(page_folder)
    everywhere = (HealthRoutes(service).router, MetricsRoutes(metrics).router)
    api = APIRouter(prefix=BASE_PATH, dependencies=[Depends(SeenJobs(service))])
    for router in (*_routers(service, guests, links), *everywhere):
        api.include_router(router)
    for router in (api, *everywhere, page.router):
        app.include_router(router)
    add_error_handlers(app)
    _add_limits_and_gate(app, service, guests, links, bounds, page.paths)
    _add_what_every_answer_has(app, service, metrics)
    return app


def _routers(service: Service, guests: Guests, links: Links) -> tuple[APIRouter, ...]:
    keys = IdempotencyKeys(service.settings.storage_path / "idempotency")
    intake = Intake(service, keys, Addresses(service.settings.webhook_hosts))
    return (
        TranscribeRoutes(service, intake).router,
        UploadRoutes(service, intake, UPLOADS_PATH).router,
        BatchRoutes(service, Batches(service, intake, keys)).router,
        JobRoutes(service).router,
        ResultRoutes(service).router,
        SoundRoutes(service).router,
        ChordRoutes(service).router,
        EventRoutes(service, guests).router,
        LinkRoutes(links).router,
        PairRoutes(service.access).router,
    )


def _add_limits_and_gate(
    app: FastAPI,
    service: Service,
    guests: Guests,
    links: Links,
    bounds: Bounds,
    page: Collection[str],
) -> None:
    """The last that is added is the first that a request comes to."""
    settings, access = service.settings, service.access
    origins = Origins(settings.cors_origins, settings.cors_localhost)
    hosts = Hosts((*settings.other_hosts, announced_host(access.server_id)))
    behind = bool(settings.trusted_proxies)
    app.add_middleware(TusProtocol, path=UPLOADS_PATH)
    app.add_middleware(Bodies, upload_paths=UPLOAD_PATHS, bounds=bounds)
    app.add_middleware(Requests, rate=settings.rate_limit)
    app.add_middleware(
        Gate, access=access, guests=guests, links=links, origins=origins, behind_proxies=behind, page=page
    )
    app.add_middleware(Knocks, rate=settings.rate_limit, bounds=bounds)
    app.add_middleware(Browsers, hosts=hosts, origins=origins)
    app.add_middleware(Heads, bounds=bounds)


def _add_what_every_answer_has(app: FastAPI, service: Service, metrics: Metrics) -> None:
    settings = service.settings
    app.add_middleware(Crashes)
    app.add_middleware(cors, origins=Origins(settings.cors_origins, settings.cors_localhost))
    app.add_middleware(Measure, metrics=metrics)
    app.add_middleware(RequestIds)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
