"""Batches on the wire."""

from collections import Counter
from typing import Literal, Self

from pydantic import Field

from app.schemas import Job, Wire
from core.jobs import JobStatus


class BatchJob(Wire):
    """A song of a batch that was taken."""

    job_id: str
    id: str
    filename: str
    status: Literal["queued"]


class Refused(Wire):
    """A file of a batch that was not taken, and why."""

    filename: str
    error_code: str
    detail: str


class BatchAccepted(Wire):
    """A batch was taken; its jobs wait."""

    batch_id: str
    jobs: list[BatchJob]
    refused: list[Refused]
    webhook_secret: str = Field(description="What its webhooks are signed with; empty without `webhook_url`.")


class BatchStatus(Wire):
    """The jobs of a batch that are there, and how many are in which state."""

    batch_id: str
    total: int
    queued: int
    processing: int
    completed: int
    failed: int
    progress: int = Field(ge=0, le=100, description="The mean of its jobs'; one that failed is done.")
    jobs: list[Job]

    @classmethod
    def of(cls, batch_id: str, jobs: list[Job]) -> Self:
        """As on the wire. jobs: at least one."""
        states = Counter(job.status for job in jobs)
        done = sum(100 if job.status.ended else job.progress for job in jobs)
        counts = {status.value: states[status] for status in JobStatus}
        return cls(batch_id=batch_id, total=len(jobs), progress=done // len(jobs), jobs=jobs, **counts)
