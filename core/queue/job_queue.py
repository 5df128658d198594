"""The queue as a whole: jobs enter it, wait, are moved, cancelled, tried again, answered at once."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count

from core import logs
from core.disk.data_folder import DataFolder
from core.errors import CancelledError, JobNotFoundError, NotQueuedError, UnavailableError
from core.jobs import Job, JobStatus, Summary
from core.processes.worker import Worker
from core.queue import redo
from core.queue.admission import MayStart
from core.queue.awake import awake
from core.queue.duplicates import Duplicates
from core.queue.pause import Pause
from core.queue.runner import JobRunner
from core.queue.scheduler import Scheduler
from core.queue.turns import as_they_waited, last_served
from core.queue.wanted import EngineChoice
from core.records.store import JobStore

log = logging.getLogger(__name__)

LET_GO_SECONDS = 5
"""Longest wait for a worker to let go of a job that is cancelled or deleted."""


class JobQueue:
    """Keeps records and scheduler in step. Every method is thread-safe.

    choice: what `auto` comes to. may_start: whether a job finds what it needs. on_change: see Scheduler.
    shared: see Duplicates. lock: held while no job may change its state. pause: holds up jobs by hand.
    """

    def __init__(  # noqa: PLR0913 - the parts that a job meets on its way
        self,
        store: JobStore,
        data: DataFolder,
        runner: JobRunner,
        choice: EngineChoice,
        workers: list[Worker],
        may_start: MayStart,
        on_change: Callable[[], None],
        *,
        shared: bool,
    ) -> None:
        self.lock = threading.RLock()
        self._store = store
        self._data = data
        self._runner = runner
        self._choice = choice
        self._duplicates = Duplicates(store, data, choice, shared)
        self._has_room = may_start
        self._scheduler = Scheduler(workers, self._work, self._may_start, on_change)
        self.pause = Pause(self._scheduler, store, data, self.lock)
        self._turn_numbers = count(1 + max((abs(job.turn) for job in store.all()), default=0))

    def start(self) -> None:
        """Queue what an earlier run left, and begin to work."""
        jobs = self._store.all()
        for client in last_served(jobs):
            self._scheduler.served(client)
        for job in as_they_waited(job for job in jobs if not job.status.ended):
            self._store.show(job.id, Job.requeued)
            if not self._runner.settled(job):
                self._wait(job)
        self._scheduler.start()

    def drain(self) -> None:
        """Begin no more jobs in this run; those in work go on to their ends."""
        self._scheduler.pause()

    def stop(self) -> None:
        """End the jobs in work at once; they go on at the next start."""
        self._runner.stopping.set()
        self._scheduler.stop()

    def places(self) -> Mapping[str, int]:
        """The places of the jobs that wait: 1 is the next."""
        return self._scheduler.places()

    def active(self) -> tuple[str, ...]:
        """Jobs in work."""
        return self._scheduler.active()

    def enter(self, job: Job) -> Job:
        """Record a new job, and give it the results of an earlier one or let it wait; the job as it is then.

        It is on the disk when this returns. Raises StorageError, UnavailableError.
        """
        known = self._known(job)
        with self.lock:
            job = replace(job, turn=next(self._turn_numbers))
            self._store.add(job)
            if known is None:
                return self._wait(job)
            self._runner.answered(job.id, known)
            return self._job(job.id)

    def retry(self, job_id: str, separator: str | None, pitch: str | None) -> Job:
        """Queue a failed job again, or a finished one with other engines; None takes the same as before.

        Raises JobNotFoundError, NotFailedError.
        """
        with self.lock:
            number = next(self._turn_numbers)

            def edit(job: Job) -> Job:
                again = self._choice.tried_again(job, separator, pitch)
                return replace(again, turn=number, request_id=logs.request_id())

            job = self._store.change(job_id, edit)
            # Results that are in place are those of the last time, whose end the disk may have refused.
            redo.drop(self._data.job(job_id))
            return self._wait(job)

    def to_front(self, job_id: str) -> Job:
        """Make a job the next one. Raises JobNotFoundError, NotQueuedError."""
        with self.lock:
            job = self._job(job_id)
            if job_id not in self._scheduler.places():
                raise NotQueuedError(f"{job.display_name} does not wait for its turn.")
            number = next(self._turn_numbers)
            job = self._store.change(job_id, lambda job: replace(job, turn=-number))
            self._scheduler.to_front(job_id)
        return job

    def cancel(self, job_id: str) -> bool:
        """Stop a job; False where it had ended already. Raises JobNotFoundError."""
        with self.lock:
            job = self._job(job_id)
            if job.status.ended:
                return False
            if self._scheduler.withdraw(job_id):
                self._runner.cancelled(job_id)
                return True
            self._scheduler.interrupt(job_id)
        self._scheduler.wait_until_idle(job_id, LET_GO_SECONDS)
        after = self._job(job_id)
        fell_back = job.earlier is not None and after.completed_at == job.earlier.completed_at
        return after.error_code == CancelledError.code or not after.status.ended or fell_back

    def let_go(self, job_id: str) -> None:
        """Neither wait for a job nor work at it any more; its record stays as it is."""
        with self.lock:
            self._scheduler.withdraw(job_id)
            self._scheduler.interrupt(job_id)
        self._scheduler.wait_until_idle(job_id, LET_GO_SECONDS)

    def job_ended(self, job: Job) -> None:
        """Give the results of a job to those that wait for the same."""
        if job.status is not JobStatus.COMPLETED:
            return
        for other in self._duplicates.waiting_for(job, self._scheduler.waiting()):
            with self.lock:
                if self._scheduler.withdraw(other.id) and not self._answered(other):
                    self._wait(other)

    def _job(self, job_id: str) -> Job:
        job = self._store.get(job_id)
        if job is None:
            raise JobNotFoundError
        return job

    def _wait(self, job: Job) -> Job:
        """Let a job wait for its turn; the job as it is then."""
        job = self.pause.told(job)
        self._scheduler.put(job.id, job.client)
        if job.turn < 0:
            self._scheduler.to_front(job.id)
        return job

    def _known(self, job: Job) -> Summary | None:
        """Give a job the results of another, where there are any and they can be had; their summary."""
        try:
            return self._duplicates.answer(job)
        except Exception:
            log.exception("the results of another for job %s", job.id)
            return None

    def _answered(self, job: Job) -> bool:
        known = self._known(job)
        if known is not None:
            self._runner.answered(job.id, known)
        return known is not None

    def _may_start(self, job_id: str) -> bool:
        """Not beside the same song, nor without room."""
        job = self._store.get(job_id)
        if job is not None and self._duplicates.is_among(self._scheduler.active(), job):
            return False
        return self._has_room(job_id)

    def _work(self, job_id: str, worker: Worker, cancelled: threading.Event) -> None:
        job = self._store.get(job_id)
        if job is not None and not self._answered(job):
            try:
                with awake():
                    self._runner(job_id, worker, cancelled)
            except UnavailableError as error:
                self._put_back(job_id, str(error))

    def _put_back(self, job_id: str, why: str) -> None:
        """Begin no more jobs in this run, and leave this one to the next."""
        with self.lock:
            self._scheduler.pause()
            job = self._store.show(job_id, lambda job: replace(job.requeued(), message=why))
            if job is not None:
                self._scheduler.put(job_id, job.client)
                self._scheduler.to_front(job_id)
