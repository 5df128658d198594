"""The data folder: where songs, results and records of the server lie."""

import shutil
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import SettingsError, StorageError
from core.files import storage_errors
from core.results import JobFolder


class DataFolder:
    """One program's own: two would overwrite each other's records.

    Raises StorageError where it cannot be written, SettingsError where another Backline works in it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        with storage_errors(root):
            (root / "jobs").mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(root / "lock", thread_local=False)
            self._acquire()
            shutil.rmtree(self.incoming, ignore_errors=True)
            self.incoming.mkdir()

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
    def records(self) -> Path:
        """The file of all jobs' records."""
        return self.root / "jobs.json"

    def job(self, job_id: str) -> JobFolder:
        """The folder of one job."""
        return JobFolder(self.root / "jobs" / job_id)

    def check_space(self, needed: int) -> None:
        """Raises StorageError where the disk has less than `needed` bytes free."""
        if shutil.disk_usage(self.root).free < needed:
            raise StorageError(
                "The computer has not enough free disk space for this song. Free some and try again."
            )

    def release(self) -> None:
        """Let another program have it."""
        self._lock.release()
