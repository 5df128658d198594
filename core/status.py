"""How the program is, at a glance."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QueueStatus:
    """The queue at a glance."""

    active_jobs: int
    queued_jobs: int
    max_concurrent_jobs: int
    can_accept_jobs: bool
    active_job_ids: tuple[str, ...]
    paused: bool


@dataclass(frozen=True)
class Health:
    """How the program is. ready: jobs are accepted. warnings: sentences."""

    ready: bool
    free_bytes: int
    total_bytes: int
    active_jobs: int
    max_concurrent_jobs: int
    version: str
    device: str
    warnings: tuple[str, ...]
