"""Opening the records: which generation counts, what is migrated, and what the jobs' folders have to give."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import SettingsError
from core.jobs import Job
from core.records.copies import Copy, RecordCopies
from core.records.file import (
    JOBS,
    SCHEMA_VERSION,
    RecordsFile,
    Tables,
    back_up,
    generation_of,
    job_of,
    set_aside,
    tables_of,
    version_of,
)
from core.records.migrations import migrate

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """The jobs that were found, in which generation of the records. warnings: sentences.

    changed: `jobs.json` does not say all of it yet.
    """

    jobs: list[Job]
    generation: int
    warnings: tuple[str, ...]
    changed: bool


def open_records(file: RecordsFile, copies: RecordCopies) -> Opened:
    """Read the newest generation that is whole, and make good what is damaged or missing.

    Raises OSError, and SettingsError for records of a later version, before anything is touched.
    """
    stored = read_records(file)
    tables = _of_this_version(stored, file.source, copies)
    is_newest = file.source == file.path
    jobs = {job_id: job for job_id, record in tables[JOBS].items() if (job := job_of(job_id, record))}
    unread = len(tables[JOBS]) - len(jobs)
    later = _later(copies, tables, jobs, is_newest)
    found = {copy.job.id: copy.job for copy in later}
    missing = len(found.keys() - jobs)
    damaged = file.damaged + ([file.source] if file.source and unread else [])
    warnings = _sentences([set_aside(path) for path in damaged], missing, unread - missing)
    for sentence in warnings:
        log.error("%s: %s", file.path.parent, sentence)
    return Opened(
        # An earlier generation may list a job that was deleted since, with its folder.
        [job for job in (jobs | found).values() if is_newest or copies.has_folder(job.id)],
        max([generation_of(tables), *(copy.generation for copy in later)]),
        warnings,
        changed=bool(warnings) or tables is not stored or not is_newest,
    )


def read_records(file: RecordsFile) -> Tables | None:
    """The newest tables that are whole; changes nothing.

    Raises OSError, and SettingsError for records of a later version.
    """
    tables = file.read()
    if tables and version_of(tables) > SCHEMA_VERSION:
        raise SettingsError(
            f"{file.source} is of a newer Backline. "
            "Start that one, or choose another --data-dir for this one."
        )
    return tables


def _of_this_version(tables: Tables | None, source: Path | None, copies: RecordCopies) -> Tables:
    if tables is None or source is None:
        return tables_of(0, {})
    version = version_of(tables)
    if version == SCHEMA_VERSION:
        return tables
    log.info("%s is of an older Backline; it is kept as %s", source, back_up(source, version).name)
    return migrate(tables, copies)


def _later(copies: RecordCopies, tables: Tables, jobs: dict[str, Job], is_newest: bool) -> list[Copy]:
    """What the folders know beyond `jobs`: changes of later generations, and jobs whose record means nothing.

    Any other copy without a record is what is left of a deleted job.
    """
    any_unread = len(jobs) < len(tables[JOBS])
    return [
        copy
        for copy in copies.besides(jobs if is_newest else ())
        if copy.generation > generation_of(tables) or (any_unread and copy.job.id not in jobs)
    ]


def _sentences(aside: Sequence[Path], found: int, lost: int) -> tuple[str, ...]:
    sentences = [f"The list of songs was damaged; it is kept as {path.name}." for path in aside]
    if found:
        sentences.append(f"{_songs(found)} missing from the list and came back from the folders of songs.")
    if lost > 0:
        sentences.append(f"{_songs(lost)} in the list, but cannot be read, and no folder knows more.")
    return tuple(sentences)


def _songs(count: int) -> str:
    return "1 song was" if count == 1 else f"{count} songs were"
