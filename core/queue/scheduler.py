"""Hands waiting jobs to a fixed number of workers, in the order of their turns."""

import logging
import threading
from collections.abc import Callable, Mapping

from core.processes.worker import Worker
from core.queue.admission import Admission, MayStart
from core.queue.turns import Turns

log = logging.getLogger(__name__)

ASK_SECONDS = 3.0
"""Between two questions whether a job may start that might not before."""

Work = Callable[[str, Worker, threading.Event], None]
"""Does one job with a worker; stops early when the event is set."""


def _always(job_id: str) -> bool:  # noqa: ARG001 - one signature for all answers
    """Holds up no job."""
    return True


def _nobody() -> None:
    """Wants to hear of no change."""


class Scheduler:
    """Hands jobs to workers. Knows nothing of what a job is.

    may_start: asked before a job is taken, and every ask_seconds while one waits that might not start.
    on_change: called, under the scheduler's lock, when jobs may have other places.
    """

    def __init__(
        self,
        workers: list[Worker],
        work: Work,
        may_start: MayStart = _always,
        on_change: Callable[[], None] = _nobody,
        ask_seconds: float = ASK_SECONDS,
    ) -> None:
        self._workers = workers
        self._work = work
        self._admission = Admission(may_start, ask_seconds)
        self._on_change = on_change
        self._turns = Turns()
        self._active: dict[str, threading.Event] = {}
        self._changed = threading.Condition()
        self._changes = 0
        self._paused = False
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
            self._tell()
        for worker in self._workers:
            worker.stop()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    @property
    def paused(self) -> bool:
        """Whether jobs wait although a worker is free."""
        return self._paused

    def pause(self) -> None:
        """Begin no job until `resume`; those in work go on to their ends."""
        with self._changed:
            self._paused = True
            self._tell()

    def resume(self) -> None:
        """Begin jobs again."""
        with self._changed:
            self._paused = False
            self._tell()

    def put(self, job_id: str, client: str = "") -> None:
        """Queue a job of a client."""
        with self._changed:
            self._turns.put(job_id, client)
            self._tell()

    def to_front(self, job_id: str) -> bool:
        """Make a job the next one; whether it waited."""
        with self._changed:
            if job_id not in self._turns:
                return False
            self._turns.to_front(job_id)
            self._tell()
            return True

    def served(self, client: str) -> None:
        """Count a client as the one whose turn was last."""
        with self._changed:
            self._turns.served(client)

    def withdraw(self, job_id: str) -> bool:
        """Take a job out of the queue; whether it was there."""
        with self._changed:
            if job_id not in self._turns:
                return False
            self._turns.remove(job_id)
            self._tell()
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

    def places(self) -> Mapping[str, int]:
        """The places of the jobs in the queue: 1 is the next."""
        with self._changed:
            return self._turns.places()

    def waiting(self) -> tuple[str, ...]:
        """Jobs in the queue, next first."""
        return tuple(self.places())

    def active(self) -> tuple[str, ...]:
        """Jobs in work."""
        with self._changed:
            return tuple(self._active)

    def _tell(self) -> None:
        self._changes += 1
        self._changed.notify_all()
        self._on_change()

    def _serve(self, worker: Worker) -> None:
        while (turn := self._next()) is not None:
            job_id, cancelled = turn
            try:
                self._work(job_id, worker, cancelled)
            except Exception:
                log.exception("job %s", job_id)
            with self._changed:
                del self._active[job_id]
                # Its disk space is free now, and the same song may be begun.
                self._admission.begin_round()
                self._tell()

    def _next(self) -> tuple[str, threading.Event] | None:
        """Wait for the next job and take it; None when the program stops."""
        while not self._stopping:
            with self._changed:
                seen, ready = self._changes, self._ready()
            # Not under the lock: whoever answers may look at the queue.
            job_id = self._admission.first(ready)
            if job_id is None:
                self._wait_for_change(seen, self._admission.seconds_left() if ready else None)
            elif (cancelled := self._take(job_id)) is not None:
                return job_id, cancelled
        return None

    def _wait_for_change(self, seen: int, timeout: float | None) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._changes != seen, timeout)

    def _ready(self) -> list[str]:
        """The jobs in their order, but for one that is tried again before its last slot has let go."""
        if self._paused or self._stopping:
            return []
        return [job_id for job_id in self._turns.places() if job_id not in self._active]

    def _take(self, job_id: str) -> threading.Event | None:
        """Its cancel flag; None where another slot was quicker, or the job waits no more."""
        with self._changed:
            if job_id not in self._ready():
                return None
            self._turns.take(job_id)
            cancelled = self._active[job_id] = threading.Event()
            return cancelled
