"""Whose turn it is: a queue of job ids and a fixed number of workers, first come first served."""

import logging
import threading
from collections import deque
from collections.abc import Callable

from core.worker import Worker

log = logging.getLogger(__name__)

Work = Callable[[str, Worker, threading.Event], None]
"""Does one job with a worker; stops early when the event is set."""


class Scheduler:
    """Hands jobs to workers. Knows nothing of what a job is."""

    def __init__(self, workers: list[Worker], work: Work) -> None:
        self._workers = workers
        self._work = work
        self._waiting: deque[str] = deque()
        self._active: dict[str, threading.Event] = {}
        self._changed = threading.Condition()
        self._stopping = False
        self._threads = [
            threading.Thread(target=self._serve, args=(worker,), name=f"slot {number}")
            for number, worker in enumerate(workers)
        ]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the jobs in work at once and wait for the slots."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for worker in self._workers:
            worker.stop()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def put(self, job_id: str) -> None:
        """Queue a job."""
        with self._changed:
            self._waiting.append(job_id)
            self._changed.notify_all()

    def withdraw(self, job_id: str) -> bool:
        """Take a job out of the queue; whether it was there."""
        with self._changed:
            if job_id not in self._waiting:
                return False
            self._waiting.remove(job_id)
            return True

    def interrupt(self, job_id: str) -> bool:
        """Ask the worker of a job to stop; whether one was at it."""
        with self._changed:
            if job_id not in self._active:
                return False
            self._active[job_id].set()
            return True

    def wait_until_idle(self, job_id: str, timeout: float) -> bool:
        """Wait until no worker is at this job; whether that came in time."""
        with self._changed:
            return self._changed.wait_for(lambda: job_id not in self._active, timeout)

    def waiting(self) -> tuple[str, ...]:
        """Jobs in the queue, next first."""
        with self._changed:
            return tuple(self._waiting)

    def active(self) -> tuple[str, ...]:
        """Jobs in work."""
        with self._changed:
            return tuple(self._active)

    def _serve(self, worker: Worker) -> None:
        while (turn := self._next()) is not None:
            job_id, cancelled = turn
            try:
                self._work(job_id, worker, cancelled)
            except Exception:
                log.exception("job %s", job_id)
            with self._changed:
                del self._active[job_id]
                self._changed.notify_all()

    def _next(self) -> tuple[str, threading.Event] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._free() is not None)
            job_id = self._free()
            if self._stopping or job_id is None:
                return None
            self._waiting.remove(job_id)
            cancelled = self._active[job_id] = threading.Event()
            return job_id, cancelled

    def _free(self) -> str | None:
        """The next job, but for one that is tried again before the slot of its last attempt has let go."""
        return next((job_id for job_id in self._waiting if job_id not in self._active), None)
