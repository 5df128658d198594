"""Which engines a request comes to on this computer: what `auto` means, without loading anything."""

from core.jobs import JobRequest
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
