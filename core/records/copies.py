"""Every job's record once more, in the job's own folder, for the day that the file of all is damaged."""

import logging
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from core.jobs import Job
from core.records.file import job_of
from core.results import JobFolder

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Copy:
    """A job, as the file of all records had it first in this generation."""

    generation: int
    job: Job


class RecordCopies:
    """`job.json` in the folders of jobs. They are not forced to the disk: the file of all records is."""

    def __init__(self, folders: Path) -> None:
        self._folders = folders

    def write(self, job_id: str, generation: int, record: bytes) -> None:
        """Replace the copy of a job that has a folder. What the disk refuses is only logged."""
        path = self._path(job_id)
        if path.parent.is_dir():
            try:
                # In place: where a file is replaced or emptied first, ext4 waits for the disk.
                with path.open("r+b" if path.exists() else "wb") as file:
                    file.write(orjson.dumps({"generation": generation, "job": orjson.Fragment(record)}))
                    file.truncate()
            except OSError as error:
                log.warning("%s could not be written: %s", path, error)

    def has_folder(self, job_id: str) -> bool:
        """Whether a job has a folder."""
        return self._path(job_id).parent.is_dir()

    def besides(self, known: Container[str]) -> Iterator[Copy]:
        """The copies that can be read, but for those of some jobs."""
        for folder in self._folders.glob("*"):
            if folder.name not in known and (copy := self._read(folder.name)):
                yield copy

    def _read(self, job_id: str) -> Copy | None:
        try:
            content = orjson.loads(self._path(job_id).read_bytes())
            job = job_of(job_id, content["job"])
            return Copy(int(content["generation"]), job) if job else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _path(self, job_id: str) -> Path:
        return JobFolder(self._folders / job_id).record
