"""Numbers and states as people read them."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath

from PySide6.QtCore import QDate, QDateTime, QLocale
from PySide6.QtGui import QKeySequence

from core.jobs import DESKTOP_ID, PAUSED, WAITING, Job, JobStatus
from core.models import Stage
from core.queue.progress import SENTENCES
from core.status import QueueStatus
from ui.language import tr

MEGABYTE, GIGABYTE = 1e6, 1e9
QUICK_SEPARATOR = "spleeter"
_SIGNS = str.maketrans("#b", "♯♭")


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
        return tr("{size} GB", size=QLocale().toString(count / GIGABYTE, "f", 1))
    decimals = 0 if count >= MEGABYTE else 1
    return tr("{size} MB", size=QLocale().toString(count / MEGABYTE, "f", decimals))


def tempo(bpm: float) -> str:
    """A tempo; empty where none was found."""
    return tr("{bpm} BPM", bpm=round(bpm)) if bpm else ""


def key(name: str | None) -> str:
    """A key with its accidental as it is printed: `E♭ major`; empty where none was found."""
    if not name:
        return ""
    tonic, _, mode = name.partition(" ")
    tonic = tonic.translate(_SIGNS)
    return tr("{tonic} minor", tonic=tonic) if mode == "minor" else tr("{tonic} major", tonic=tonic)


def songs(count: int) -> str:
    """So many songs."""
    return tr("1 song") if count == 1 else tr("{n} songs", n=number(count))


def number(count: int) -> str:
    """A number as it is written in the user's country: `10,000`."""
    return QLocale().toString(count)


def keys(shortcut: QKeySequence | QKeySequence.StandardKey | str) -> str:
    """A shortcut as this system writes it: `Ctrl+F`."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def day(time: datetime) -> str:
    """When something was, in few letters: the time of today, else the day."""
    there = _local(time)
    days = there.date().daysTo(QDate.currentDate())
    if days == 0:
        return tr("Today {time}", time=QLocale().toString(there.time(), QLocale.FormatType.ShortFormat))
    if days == 1:
        return tr("Yesterday")
    return QLocale().toString(there.date(), "d MMM yyyy")


def moment(time: datetime) -> str:
    """The same in full."""
    return QLocale().toString(_local(time), QLocale.FormatType.LongFormat)


def _local(time: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(round(time.timestamp() * 1000)).toLocalTime()


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


def progress(job: Job) -> str:
    """How far a song in work is: `34 % · 2 minutes left`."""
    return " · ".join(filter(None, (tr("{percent} %", percent=job.progress), time_left(job.eta_seconds))))


def detail(job: Job) -> str:
    """What there is to know beyond a song's state: why it failed, what it waits for; mostly nothing."""
    if job.status is JobStatus.FAILED:
        return "" if job.error_code == "cancelled" else job.error_message or ""
    usual = (WAITING, PAUSED, "Starting.", "Ready.", *SENTENCES.values())
    return "" if job.message in usual else job.message


def sender(job: Job, names: Mapping[str, str]) -> str:
    """The device that a song came from; empty for this computer. names: of the devices that are paired."""
    if job.client in ("", DESKTOP_ID):
        return ""
    return names.get(job.client) or tr("another device")


def subtitle(job: Job, names: Mapping[str, str]) -> str:
    """What stands below a song's title: its device, or its file's name where that tells something new."""
    if job.earlier:
        return tr("Done again in better quality")
    is_named_after_file = PurePath(job.input_filename).stem == job.display_name
    return sender(job, names) or ("" if is_named_after_file else job.input_filename)


def notes(job: Job, names: Mapping[str, str]) -> list[str]:
    """What is special about a song, each in a few words."""
    from_device = sender(job, names)
    return [
        *([tr("quick model")] if is_quick(job) else []),
        *([tr("kept")] if job.keep else []),
        *([tr("done again in better quality")] if job.earlier else []),
        *([tr("from {device}", device=from_device)] if from_device else []),
    ]


def queue(status: QueueStatus) -> str:
    """The queue in a line: `1 in work, 5 waiting`."""
    parts = [
        *([tr("{n} in work", n=number(status.active_jobs))] if status.active_jobs else []),
        *([tr("{n} waiting", n=number(status.queued_jobs))] if status.queued_jobs else []),
    ]
    if status.paused:
        parts.insert(0, tr("Paused"))
    return ", ".join(parts) or tr("Nothing in the queue")


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
