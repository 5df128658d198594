"""The server on the wire: its queue, its health, its errors."""

from typing import Literal, Self

from pydantic import Field

from app.schemas import Time, Wire
from core.status import QueueStatus


class Queue(Wire):
    """What is in work and what waits."""

    active_jobs: int
    queued_jobs: int
    max_concurrent_jobs: int
    can_accept_jobs: bool
    active_job_ids: list[str]
    paused: bool

    @classmethod
    def of(cls, queue: QueueStatus) -> Self:
        """As on the wire."""
        return cls(
            active_jobs=queue.active_jobs,
            queued_jobs=queue.queued_jobs,
            max_concurrent_jobs=queue.max_concurrent_jobs,
            can_accept_jobs=queue.can_accept_jobs,
            active_job_ids=list(queue.active_job_ids),
            paused=queue.paused,
        )


class Cleanup(Wire):
    """What the retention rules removed."""

    deleted_jobs: int
    freed_bytes: int


class Health(Wire):
    """How the server is."""

    status: Literal["healthy"]
    database: Literal["connected"]
    storage: str
    active_jobs: int
    max_concurrent_jobs: int
    version: str
    device: str
    warnings: list[str]


class Live(Wire):
    """The process answers."""

    status: Literal["alive"]


class Problem(Wire):
    """Every answer from 400 on (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    error_code: str
    timestamp: Time
    errors: list[dict[Literal["field", "message"], str]] = Field(
        default_factory=list, description="With `validation_error` only."
    )
