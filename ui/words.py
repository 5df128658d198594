"""Numbers and states as people read them."""

from core.jobs import Job, JobStatus
from core.models import Stage
from ui.language import tr

MEGABYTE, GIGABYTE = 1e6, 1e9
QUICK_SEPARATOR = "spleeter"


def clock(seconds: float) -> str:
    """A length or a place in a song: `3:07`, from an hour on `1:02:03`."""
    minutes, rest = divmod(max(round(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_left(seconds: float | None) -> str:
    """How long it still takes, as exactly as anyone knows; empty where nobody does."""
    if seconds is None:
        return ""
    if seconds < 60:
        return tr("less than a minute left")
    if seconds < 90:
        return tr("a minute left")
    if seconds < 3600:
        return tr("{minutes} minutes left", minutes=round(seconds / 60))
    return tr("{hours} h {minutes} min left", hours=int(seconds // 3600), minutes=round(seconds % 3600 / 60))


def size(count: int) -> str:
    """A number of bytes."""
    if count >= GIGABYTE:
        return tr("{size} GB", size=f"{count / GIGABYTE:.1f}")
    return tr("{size} MB", size=f"{count / MEGABYTE:.0f}" if count >= MEGABYTE else f"{count / MEGABYTE:.1f}")


def tempo(bpm: float) -> str:
    """A tempo; empty where none was found."""
    return tr("{bpm} BPM", bpm=round(bpm)) if bpm else ""


def is_quick(job: Job) -> bool:
    """Whether a finished song's stems could be better: they were made by the quick model."""
    return job.status is JobStatus.COMPLETED and job.summary.engines.separator == QUICK_SEPARATOR


def state(job: Job, place: int | None = None) -> str:
    """What becomes of a song, in words. place: its turn among those that wait, 1 is the next."""
    match job.status:
        case JobStatus.QUEUED if place is not None:
            return tr("Next in the queue") if place == 1 else tr("Waiting, number {place}", place=place)
        case JobStatus.QUEUED:
            return tr("Waiting")
        case JobStatus.PROCESSING:
            return _stage(job)
        case JobStatus.COMPLETED:
            return tr("Ready")
        case _:
            return tr("Cancelled") if job.error_code == "cancelled" else tr("Failed")


def _stage(job: Job) -> str:
    match job.stage:
        case Stage.SEPARATION:
            return tr("Separating the stems")
        case Stage.TRANSCRIPTION:
            return tr("Transcribing the singing")
        case Stage.CHORDS:
            return tr("Finding beats, key and chords")
        case _:
            return tr("Beginning")
