"""What a record says when its job begins, and what when it has ended."""

from dataclasses import replace

from core.errors import BacklineError, StorageError
from core.jobs import Job, JobStatus, Summary, now
from core.models import Stage

KNOWN = "Ready: this song had been analysed before."
FULL = "The disk of the computer that analyses songs is full or closed. Free some space and try again."
"""StorageError names a folder of the host, which is nobody's business on the network."""


def begun(job: Job) -> Job:
    """A worker is at it."""
    return replace(
        job, status=JobStatus.PROCESSING, stage=Stage.SEPARATION, started_at=now(), message="Starting."
    )


def completed(job: Job, summary: Summary) -> Job:
    """Its results are in their place."""
    return replace(
        job,
        status=JobStatus.COMPLETED,
        started_at=job.started_at or now(),
        stage=None,
        progress=100,
        message="Ready.",
        completed_at=now(),
        eta_seconds=None,
        processing_time=summary.processing_time,
        summary=summary,
        earlier=None,
    )


def answered(job: Job, summary: Summary) -> Job:
    """It was given the results of another."""
    done = completed(job, replace(summary, stage_seconds={}))
    return replace(done, started_at=done.completed_at, message=KNOWN)


def failed(job: Job, error: BacklineError, seconds: float) -> Job:
    """It came to nothing, after so many seconds; where it had been finished before, it is again."""
    sentence = FULL if isinstance(error, StorageError) else str(error)
    return job.fallen_back(sentence) or replace(
        job,
        status=JobStatus.FAILED,
        completed_at=now(),
        eta_seconds=None,
        error_code=error.code,
        error_message=sentence,
        message=sentence,
        processing_time=seconds,
    )
