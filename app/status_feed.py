"""Status objects of jobs while they change, for the connections of one event loop."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial

from app.access.caller import Caller
from app.schemas import Status
from core.errors import JobNotFoundError, UnavailableError
from core.jobs import Job
from core.service import Service
from core.subscriptions import Subscription

REPEAT_SECONDS = 14.0
"""After so long without news a status is told again: the API promises 15 s."""
NOTHING_NEW = ""
"""Told in place of a status after so long, where there is none: whoever listens notices a dead connection."""
MIN_SECONDS = 0.2
"""Shortest time from one news to the next; what happens in between is told as one."""


class StatusFeed:
    """Reads the service's changes once for all connections, and only while there are any."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._readers: set[_Reader] = set()
        self._subscription: Subscription | None = None
        self._told = 0.0
        self._places: Mapping[str, int] = {}

    async def follow(self, job_id: str, caller: Caller) -> AsyncGenerator[str]:
        """A job's status object, as JSON: now, and at every change until it ends.

        Raises JobNotFoundError when it is deleted, UnavailableError when the server stops.
        """
        with self._reader(job_id) as reader:
            while True:
                job = self._service.job(job_id)
                caller.check_sees(job)
                yield self._status(job)
                if job.status.ended:
                    return
                await reader.news(REPEAT_SECONDS)

    async def follow_all(self, caller: Caller) -> AsyncGenerator[str]:
        """The status objects of all jobs that run or wait, and then of every job that changes.

        Of a job that is deleted comes one that says so. What the caller does not see is passed over, and
        NOTHING_NEW comes where that is all for REPEAT_SECONDS. Raises UnavailableError when the server stops.
        """
        own = set() if caller.sees_all else {job.id for job in self._service.find(caller.sees)}
        with self._reader() as reader:
            due: Iterable[str] = (*self._service.queue().active_job_ids, *self._service.queue_positions())
            told_at = time.monotonic()
            while True:
                for job_id in due:
                    if (status := self._status_or_end(job_id, caller, own)) is not None:
                        yield status
                        told_at = time.monotonic()
                    await asyncio.sleep(0)  # Thousands may wait: others have their turn in between.
                if (quiet := time.monotonic() - told_at) >= REPEAT_SECONDS:
                    yield NOTHING_NEW
                    quiet, told_at = 0.0, time.monotonic()
                due = await reader.news(REPEAT_SECONDS - quiet) or self._service.queue().active_job_ids

    def _status(self, job: Job) -> str:
        return Status.of(job, self._service.queue_position(job)).model_dump_json()

    def _status_or_end(self, job_id: str, caller: Caller, own: set[str]) -> str | None:
        """own: the jobs that the caller sees, where that is not all; None where this is none of them."""
        try:
            job = self._service.job(job_id)
        except JobNotFoundError as error:
            was_seen = caller.sees_all or job_id in own
            return Status.of_missing(job_id, error).model_dump_json() if was_seen else None
        if not caller.sees(job):
            return None
        if not caller.sees_all:
            own.add(job_id)
        return self._status(job)

    @contextmanager
    def _reader(self, job_id: str | None = None) -> Iterator["_Reader"]:
        reader = _Reader(job_id)
        self._readers.add(reader)
        if self._subscription is None:
            self._subscription = self._service.subscribe(partial(self._wake, asyncio.get_running_loop()))
            self._places = self._service.queue_positions()
        try:
            yield reader
        finally:
            self._readers.remove(reader)
            if not self._readers:
                self._subscription.close()
                self._subscription = None

    def _wake(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called by the thread that changed a job; what follows is done in the loop."""
        with suppress(RuntimeError):  # The loop is closed.
            loop.call_soon_threadsafe(self._plan)

    def _plan(self) -> None:
        asyncio.get_running_loop().call_at(self._told + MIN_SECONDS, self._tell)

    def _tell(self) -> None:
        if self._subscription is None:
            return
        self._told = asyncio.get_running_loop().time()
        changes = self._subscription.take()
        changed = dict.fromkeys((*changes.jobs, *self._moved()))
        for reader in self._readers:
            reader.hear(changed, changes.closed)

    def _moved(self) -> list[str]:
        """Jobs that have another place in the queue than they had."""
        before, self._places = self._places, self._service.queue_positions()
        if self._places is before:
            return []
        return [job_id for job_id, place in self._places.items() if place != before.get(job_id)]


class _Reader:
    """The slot of one connection: which jobs it has news of. job_id: the one it follows; None: all."""

    def __init__(self, job_id: str | None) -> None:
        self._job_id = job_id
        self._changed: dict[str, None] = {}
        self._closed = False
        self._woken = asyncio.Event()

    def hear(self, changed: dict[str, None], closed: bool) -> None:
        """Note what has changed, as far as it is wanted."""
        if self._job_id is None:
            self._changed |= changed
        elif self._job_id in changed:
            self._changed[self._job_id] = None
        self._closed |= closed
        if self._changed or closed:
            self._woken.set()

    async def news(self, patience: float) -> tuple[str, ...]:
        """The jobs that have changed; none where nothing has for so many seconds. Raises UnavailableError."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._woken.wait()
        if self._closed:
            raise UnavailableError("The server is stopping.")
        self._woken.clear()
        changed, self._changed = self._changed, {}
        return tuple(changed)
