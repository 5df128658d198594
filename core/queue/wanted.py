"""Which engines a request, or one more try, comes to on this computer, without loading anything."""

from dataclasses import replace

from core.jobs import Job, JobRequest, JobStatus
from core.models import Stage
from core.weights.store import ModelsStore


def separator_named(name: str, models: ModelsStore) -> str:
    """A separator's name; for `auto` HTDemucs where its weights are, else Spleeter."""
    if name == "auto":
        return "htdemucs" if models.available("htdemucs") else "spleeter"
    return name


def pitch_tracker_named(name: str) -> str:
    """A pitch tracker's name; for `auto` CREPE, the most accurate."""
    return "crepe" if name == "auto" else name


def wanted_engines(request: JobRequest, models: ModelsStore) -> tuple[str | None, str | None]:
    """The separator and the pitch tracker that a request comes to; None for one that it does not need."""
    separates = request.stages != (Stage.CHORDS,)
    tracks = Stage.TRANSCRIPTION in request.stages
    return (
        separator_named(request.separator, models) if separates else None,
        pitch_tracker_named(request.pitch) if tracks else None,
    )


def tried_again(job: Job, separator: str | None, pitch: str | None, models: ModelsStore) -> Job:
    """A failed job queued again, or a finished one for other engines than it had; None: as it asked before.

    Raises NotFailedError.
    """
    asked, had = job.request, job.summary.engines
    request = replace(asked, separator=separator or asked.separator, pitch=pitch or asked.pitch)
    differs = wanted_engines(request, models) != (had.separator, had.pitch)
    if job.status is JobStatus.COMPLETED and differs and (separator or pitch):
        return job.done_again(request)
    return job.retried(request)
