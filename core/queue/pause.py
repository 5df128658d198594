"""The queue held up by hand, over restarts too."""

from contextlib import AbstractContextManager
from dataclasses import replace

from core.disk.data_folder import DataFolder
from core.files import storage_errors, write_whole
from core.jobs import PAUSED, WAITING, Job, JobStatus
from core.queue.scheduler import Scheduler
from core.records.store import JobStore


class Pause:
    """A file in the data folder says whether jobs begin, and so do the messages of those that wait.

    turns: held while no job may enter the queue.
    """

    def __init__(
        self, scheduler: Scheduler, store: JobStore, data: DataFolder, turns: AbstractContextManager[object]
    ) -> None:
        self._scheduler = scheduler
        self._store = store
        self._data = data
        self._turns = turns
        if data.paused.exists():
            scheduler.pause()

    @property
    def is_on(self) -> bool:
        """Whether jobs wait although a worker is free."""
        return self._scheduler.paused

    def begin(self) -> None:
        """Begin no more jobs, not after a restart either; those in work go on to their ends."""
        with self._turns, storage_errors(self._data.root):
            write_whole(self._data.paused, b"")
            self._scheduler.pause()
            self._tell_waiting(PAUSED)

    def end(self) -> None:
        """Begin jobs again."""
        with self._turns, storage_errors(self._data.root):
            self._data.paused.unlink(missing_ok=True)
            self._tell_waiting(WAITING)
            self._scheduler.resume()

    def told(self, job: Job) -> Job:
        """A job that comes to wait, as it is when its message tells of the pause."""
        if not self.is_on:
            return job
        return self._store.show(job.id, lambda job: replace(job, message=PAUSED)) or job

    def _tell_waiting(self, message: str) -> None:
        for job_id in self._scheduler.waiting():
            self._store.show(
                job_id, lambda job: replace(job, message=message) if job.status is JobStatus.QUEUED else job
            )
