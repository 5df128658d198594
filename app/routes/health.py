"""Whether the server is well. Open to everyone, so that no answer names a path of the host."""

from fastapi import APIRouter, Response

from app.schemas_server import Health, Live
from core.errors import UnavailableError
from core.service import Service

GIGABYTE = 1e9


class HealthRoutes:
    """`/health` and its two short forms."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.router = APIRouter(tags=["health"])
        self.router.add_api_route("/health", self.health)
        self.router.add_api_route("/health/ready", self.ready)
        self.router.add_api_route("/health/live", self.live)

    async def health(self, response: Response) -> Health:
        """How the server is."""
        # Without a thread in between, the answer comes even where every thread is at work.
        response.headers["Cache-Control"] = "no-store"
        health = self._service.health()
        return Health(
            status="healthy",
            database="connected",
            storage=f"{health.free_bytes / GIGABYTE:.1f} of {health.total_bytes / GIGABYTE:.1f} GB free",
            active_jobs=health.active_jobs,
            max_concurrent_jobs=health.max_concurrent_jobs,
            version=health.version,
            device=health.device,
            warnings=list(health.warnings),
        )

    async def ready(self, response: Response) -> Health:
        """200 while jobs are accepted, else 503."""
        if not self._service.health().ready:
            raise UnavailableError("The server does not accept jobs at the moment.")
        return await self.health(response)

    async def live(self, response: Response) -> Live:
        """200 as long as the process answers."""
        response.headers["Cache-Control"] = "no-store"
        return Live(status="alive")
