"""The data folder: where songs, results and records of the server lie."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import SettingsError
from core.files import storage_errors
from core.results import JobFolder

RECORDS = "jobs.json"
JOBS = "jobs"
"""A folder a job."""
LEFT = "not-here.txt"
"""In a folder that holds no data any more, or not yet all of them: a sentence about it."""
ARRIVED = "moved-from.txt"
"""In a copy that is whole: the folder that counts until the settings, or a program, take the copy."""
UNFINISHED = "Copying data into this folder was broken off. Delete it, or do the same again."
_PASSING = frozenset(["lock", "incoming", LEFT, ARRIVED])


class DataFolder:
    """One program's own: two would overwrite each other's records.

    Raises StorageError where it cannot be written, SettingsError where another Backline works in it, or where
    its data lie elsewhere.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        with storage_errors(root):
            refuse_left(root)
            (root / JOBS).mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(root / "lock", thread_local=False)
            self._acquire()
            (root / ARRIVED).unlink(missing_ok=True)

    def _acquire(self) -> None:
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise SettingsError(
                f"Another Backline works in {self.root}. Stop it, or choose another --data-dir."
            ) from None

    @property
    def incoming(self) -> Path:
        """Folder for uploads that are on their way."""
        return self.root / "incoming"

    @property
    def uploads(self) -> Path:
        """Folder for uploads that go on after a break, also of the server."""
        return self.root / "uploads"

    def clear_incoming(self) -> None:
        """Delete what was on its way when an earlier run ended."""
        shutil.rmtree(self.incoming, ignore_errors=True)
        self.incoming.mkdir()

    @property
    def records(self) -> Path:
        """The file of all jobs' records."""
        return self.root / RECORDS

    @property
    def paused(self) -> Path:
        """This file is there while the queue is paused."""
        return self.root / "paused"

    def job(self, job_id: str) -> JobFolder:
        """The folder of one job."""
        return JobFolder(self.root / JOBS / job_id)

    def job_folders(self) -> list[Path]:
        """The folders of all jobs, also of those that no record knows."""
        return list((self.root / JOBS).iterdir())

    def release(self) -> None:
        """Let another program have it."""
        self._lock.release()


@contextmanager
def claimed(root: Path) -> Iterator[DataFolder]:
    """A data folder that is nobody else's until the block ends. Raises as DataFolder does."""
    data = DataFolder(root)
    try:
        yield data
    finally:
        data.release()


def lasts(place: Path) -> bool:
    """Whether a place in a data folder is more than the running program's own."""
    return place.suffix != ".part" and str(place) not in _PASSING


def refuse_left(root: Path) -> None:
    """Raises SettingsError where the data lie elsewhere."""
    note = root / LEFT
    if note.exists():
        raise SettingsError(f"{note} says: {note.read_text(encoding='utf-8').strip()}")
