"""What the cells of a song's row say."""

from collections.abc import Callable, Mapping

from core.jobs import Job, JobStatus
from ui import words
from ui.language import tr
from ui.queue.order import Column


def title(column: Column) -> str:
    """What stands above a column."""
    return {
        Column.SONG: tr("Song"),
        Column.STATE: tr("State"),
        Column.LENGTH: tr("Length"),
        Column.TEMPO: tr("Tempo"),
        Column.KEY: tr("Key"),
        Column.ADDED: tr("Added"),
        Column.MENU: "",
    }[column]


def text(job: Job, column: Column, place: int | None) -> str:
    """What a column says of a song. place: its turn among those that wait."""
    told: dict[Column, Callable[[], str]] = {
        Column.SONG: lambda: job.display_name,
        Column.STATE: lambda: words.state(job, place),
        Column.LENGTH: lambda: words.clock(job.summary.duration) if job.summary.duration else "",
        Column.TEMPO: lambda: words.tempo(job.corrected.tempo_bpm),
        Column.KEY: lambda: words.key(job.corrected.key),
        Column.ADDED: lambda: words.day(job.created_at),
        Column.MENU: lambda: "",
    }
    return told[column]()


def spoken(job: Job, place: int | None, senders: Mapping[str, str]) -> str:
    """A row in one sentence, for those who hear it. senders: names of devices, by id."""
    parts = [job.display_name, *words.notes(job, senders), words.state(job, place)]
    if job.status is JobStatus.PROCESSING:
        parts.append(words.progress(job))
    return ", ".join(filter(None, [*parts, words.detail(job)]))


def hint(job: Job, column: Column) -> str:
    """What a cell may have had no room for."""
    match column:
        case Column.SONG if words.is_quick(job):
            quick = tr("Made by the quick model. It can be done again in better quality.")
            return f"{job.display_name}\n{quick}"
        case Column.SONG:
            return job.display_name
        case Column.STATE:
            return words.detail(job)
        case Column.ADDED:
            return words.moment(job.created_at)
        case _:
            return ""
