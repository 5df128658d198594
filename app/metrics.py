"""What Prometheus asks for: jobs, stages, disk and requests, in a registry of the application's own."""

import time
from collections.abc import Iterator

from prometheus_client import (
    GC_COLLECTOR,
    PLATFORM_COLLECTOR,
    PROCESS_COLLECTOR,
    CollectorRegistry,
    Histogram,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import METHODS
from core.jobs import Job, JobStatus
from core.models import Stage
from core.service import Service

STAGE_BUCKETS = (0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 3600, 7200)
"""Seconds: a clip with quick engines on a GPU, to an hour of sound with slow ones on an old laptop."""
REQUEST_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 120)
"""Seconds: a status from memory, to a large upload over a weak Wi-Fi."""
OTHER = "other"
"""What stands for methods and addresses that nobody serves: a client cannot make new series."""


class Metrics:
    """The registry, and what is counted in it. base_path: what the addresses of routes begin with."""

    def __init__(self, service: Service, base_path: str) -> None:
        self.registry = CollectorRegistry()
        self._base_path = base_path
        self._stages = Histogram(
            "backline_stage_seconds",
            "Time that the stages of completed jobs took.",
            ("stage", "engine"),
            buckets=STAGE_BUCKETS,
            registry=self.registry,
        )
        self._requests = Histogram(
            "backline_request_seconds",
            "Time from a request to the start of its answer.",
            ("method", "route", "status"),
            buckets=REQUEST_BUCKETS,
            registry=self.registry,
        )
        for collector in (_State(service), PROCESS_COLLECTOR, PLATFORM_COLLECTOR, GC_COLLECTOR):
            self.registry.register(collector)
        service.listen(self.job_ended)

    def job_ended(self, job: Job) -> None:
        """Count the stages of a job that completed."""
        engines = job.summary.engines
        names = {
            Stage.SEPARATION: engines.separator,
            Stage.TRANSCRIPTION: engines.pitch,
            Stage.CHORDS: engines.chords,
        }
        for stage, seconds in job.summary.stage_seconds.items():
            self._stages.labels(stage, names[Stage(stage)] or "none").observe(seconds)

    def request_answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Count a request."""
        method = scope["method"] if scope["method"] in METHODS else OTHER
        path: str = getattr(scope.get("route"), "path", OTHER)
        self._requests.labels(method, path.removeprefix(self._base_path), status).observe(seconds)


class Measure:
    """Middleware that times every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started = time.perf_counter()

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.request_answered(scope, message["status"], time.perf_counter() - started)
            await send(message)

        return await self.app(scope, receive, watch)


class _State(Collector):
    """What the service is like at the moment it is asked."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Gauges of jobs, queue and disk."""
        jobs = GaugeMetricFamily("backline_jobs", "Jobs by state.", labels=["status"])
        counts = self._service.counts()
        for status in JobStatus:
            jobs.add_metric([status], counts[status])
        yield jobs
        queue, health = self._service.queue(), self._service.health()
        used = health.total_bytes - health.free_bytes
        for name, meaning, value in (
            ("queue_length", "Jobs that wait for their turn.", queue.queued_jobs),
            ("jobs_in_work", "Jobs that a worker is at.", queue.active_jobs),
            ("disk_free_bytes", "Free space on the disk of the data folder.", health.free_bytes),
            ("disk_used_bytes", "Used space on the disk of the data folder, by whomever.", used),
        ):
            yield GaugeMetricFamily(f"backline_{name}", meaning, value)
