"""How long finished songs are kept: deletes them by age and by a cap on the space that all of them take."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.disk.data_folder import DataFolder
from core.files import file_stats
from core.jobs import Job, now
from core.records.store import JobStore
from core.settings import Settings

log = logging.getLogger(__name__)

SOON_SECONDS = 60.0
"""After the start, when the first songs that waited are on their way."""
LOOK_SECONDS = 600.0
"""Between two looks at the clock: a computer that slept has missed its alarm."""
DAY = timedelta(days=1)

DeleteEnded = Callable[[str], bool]
"""Deletes a job that has ended, unless it is to be kept or is being read; whether it did."""


@dataclass(frozen=True)
class Swept:
    """What a sweep deleted."""

    jobs: int = 0
    bytes: int = 0


class Retention:
    """Sweeps soon after the start, daily, when asked, and after every job where there is a cap.

    delete: see there. The song that ended last stays under any cap: nobody had the time to fetch it.
    """

    def __init__(self, settings: Settings, store: JobStore, data: DataFolder, delete: DeleteEnded) -> None:
        self._days = settings.job_retention_days
        self._cap = settings.max_storage_gb * 1e9
        self._store = store
        self._delete = delete
        self._sizes = _Sizes(data)
        self._sweeping = threading.Lock()
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="retention")

    def start(self) -> None:
        """Begin to sweep by itself."""
        self._thread.start()

    def stop(self) -> None:
        """Sweep no more; a sweep in progress ends after the job that it is at."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def job_ended(self, _job: Job) -> None:
        """Hold the cap, now that there are more results."""
        if self._cap:
            self._wake.set()

    def sweep(self) -> Swept:
        """Apply the rules now."""
        with self._sweeping:
            ended = sorted((job for job in self._store.all() if job.status.ended), key=_end)
            swept = [*self._sweep_old(ended), *self._sweep_over_cap(ended)]
        if swept:
            log.info("%d old songs were deleted, %.1f MB", len(swept), sum(swept) / 1e6)
        return Swept(len(swept), sum(swept))

    def _sweep_old(self, ended: list[Job]) -> list[int]:
        """Sizes of what was deleted."""
        limit = now() - timedelta(days=self._days)
        old = [job for job in ended if self._days and _end(job) < limit]
        return [size for job in old if (size := self._deleted(job)) is not None]

    def _sweep_over_cap(self, ended: list[Job]) -> list[int]:
        if not self._cap:
            return []
        excess = sum(self._sizes.of(job.id) for job in self._store.all()) - self._cap
        swept: list[int] = []
        for job in ended[:-1]:
            if sum(swept) >= excess:
                break
            if (size := self._deleted(job)) is not None:
                swept.append(size)
        return swept

    def _deleted(self, job: Job) -> int | None:
        """The job's size, now that it is gone; None where it had to stay."""
        if job.keep or self._stopping:
            return None
        size = self._sizes.of(job.id)
        if not self._delete(job.id):
            return None
        self._sizes.forget(job.id)
        return size

    def _run(self) -> None:
        last: datetime | None = None
        wait = SOON_SECONDS
        while not self._stopping:
            asked = self._wake.wait(wait)
            self._wake.clear()
            wait = LOOK_SECONDS
            # A clock that was set back counts as a new day.
            if self._stopping or not (asked or last is None or not timedelta() <= now() - last < DAY):
                continue
            last = now()
            try:
                self.sweep()
            except Exception:
                log.exception("old songs could not be deleted")


class _Sizes:
    """Bytes of job folders. Each is walked again only after something in it came or went.

    Of a file that songs share, each has its part, which changes whenever one of them goes.
    """

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._known: dict[str, tuple[tuple[int, int], int]] = {}

    def of(self, job_id: str) -> int:
        folder = self._data.job(job_id)
        stamp = (_changed(folder.path), _changed(folder.converted))
        known = self._known.get(job_id)
        if known and known[0] == stamp:
            return known[1]
        files = list(file_stats(folder.path))
        size = sum(file.st_size // max(file.st_nlink, 1) for file in files)
        if all(file.st_nlink <= 1 for file in files):
            self._known[job_id] = (stamp, size)
        return size

    def forget(self, job_id: str) -> None:
        self._known.pop(job_id, None)


def _changed(folder: Path) -> int:
    """When an entry of a folder last came or went, in ns; 0 where there is no such folder."""
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _end(job: Job) -> datetime:
    return job.completed_at or job.created_at
