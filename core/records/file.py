"""The file of all records: TinyDB's tables in JSON, written whole, and the generation before beside it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError
from tinydb.storages import Storage

from core.files import write_whole
from core.jobs import Job

SCHEMA_VERSION = 2
JOBS = "jobs"
SCHEMA = "schema"

Tables = dict[str, dict[str, Any]]
"""TinyDB's form: tables by name, each with its documents by id."""

_JOB = TypeAdapter(Job)


class RecordsFile(Storage):
    """TinyDB's storage on two files: `jobs.json`, and `jobs.previous.json` as the write before left it.

    Whenever the power fails, one of them is whole and holds all that was acknowledged. source, damaged: what
    `read` found.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.previous = path.with_name(f"{path.stem}.previous{path.suffix}")
        self.source: Path | None = None
        self.damaged: list[Path] = []

    def read(self) -> Tables | None:
        """The newest tables that are whole; None where there are none."""
        for path in filter(Path.exists, (self.path, self.previous)):
            if tables := _tables(path):
                self.source = path
                return tables
            self.damaged.append(path)
        return None

    def write(self, data: Tables) -> None:
        """Write all tables to the disk. Documents may be orjson.Fragments."""
        write_whole(self.path, orjson.dumps(data), self.previous)

    def any_set_aside(self) -> bool:
        """Whether damaged files lie beside this one."""
        return any(self.path.parent.glob(f"{self.path.stem}*.damaged-*"))


def set_aside(path: Path) -> Path:
    """Rename a damaged file to a name that nothing overwrites."""
    return path.rename(path.with_name(f"{path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}"))


def back_up(path: Path, version: int) -> Path:
    """Copy a file of an older schema version."""
    backup = path.with_name(f"{path.stem}.version-{version}{path.suffix}")
    write_whole(backup, path.read_bytes())
    return backup


def tables_of(generation: int, records: dict[str, Any]) -> Tables:
    """Records in tables of this version. generation: how many times they were written."""
    return {SCHEMA: {"1": {"version": SCHEMA_VERSION, "generation": generation}}, JOBS: records}


def version_of(tables: Tables) -> int:
    """The schema version of tables."""
    return int(tables[SCHEMA]["1"]["version"])


def generation_of(tables: Tables) -> int:
    """How many times tables of this version were written."""
    return int(tables[SCHEMA]["1"]["generation"])


def record_of(job: Job) -> bytes:
    """A job as JSON."""
    return orjson.dumps(job)


def job_of(job_id: str, record: object) -> Job | None:
    """The reverse, of parsed JSON; None where a field is missing or means nothing.

    Fields that this version does not know are left out, later ones have their defaults.
    """
    try:
        job = _JOB.validate_python(record)
    except ValidationError:
        return None
    times = (job.created_at, job.started_at, job.completed_at)
    has_zones = all(time is None or time.tzinfo for time in times)
    return job if job.id == job_id and job.progress in range(101) and has_zones else None


def _tables(path: Path) -> Tables | None:
    try:
        tables: Tables = orjson.loads(path.read_bytes())
        if version_of(tables) == SCHEMA_VERSION:
            generation_of(tables)
        return tables if isinstance(tables[JOBS], dict) else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
