"""`GET /metrics`, for Prometheus."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client.exposition import choose_encoder

from app.metrics import Metrics


class MetricsRoutes:
    """What is counted, as text. No name of a song, a client or the host is in it."""

    def __init__(self, metrics: Metrics) -> None:
        self._registry = metrics.registry
        self.router = APIRouter(tags=["health"])
        self.router.add_api_route("/metrics", self.metrics, response_class=PlainTextResponse)

    def metrics(self, request: Request) -> Response:
        """Jobs, stages, disk and requests as Prometheus reads them."""
        try:
            encode, kind = choose_encoder(request.headers.get("accept", ""))
        except (TypeError, ValueError):  # It was asked for a version that is no number.
            encode, kind = choose_encoder("")
        return Response(encode(self._registry), headers={"Cache-Control": "no-store", "Content-Type": kind})
