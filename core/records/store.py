"""The records of all jobs: in memory to read, in one file to keep."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import orjson

from core.errors import JobNotFoundError, UnavailableError
from core.files import storage_errors
from core.jobs import Job, JobStatus
from core.records.copies import RecordCopies
from core.records.file import RecordsFile, record_of, tables_of
from core.records.index import JobIndex
from core.records.recovery import open_records

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.002
"""How long a write waits for more changes: whoever heard of the last one together comes back together."""

OnChange = Callable[[str, Job | None], None]
"""Told of every change that readers see: job id, and the job, or None where it is gone. Must not wait."""


def _nobody(job_id: str, job: Job | None) -> None:
    """Wants to hear of no change."""


@dataclass(frozen=True)
class _Change:
    """A job's new state, also as JSON, None for a removed one; what readers saw before, and whom to tell."""

    job_id: str
    job: Job | None
    record: bytes | None
    before: Job | None
    done: "Future[None]"


class JobStore:
    """Owner of `jobs.json` and of the copies of its records in the folders below `jobs/`.

    Reading never waits for the disk. on_change: called under the store's lock, so that changes are heard in
    their order. warnings: sentences on what was damaged at the start. Raises OSError and SettingsError.
    """

    def __init__(self, path: Path, on_change: OnChange = _nobody) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = RecordsFile(path)
        self._copies = RecordCopies(path.with_suffix(""))
        self._on_change = on_change
        self._lock = threading.Condition()
        self._waiting: list[_Change] = []
        self._closed = False
        opened = open_records(self._file, self._copies)
        self.warnings = opened.warnings
        self._generation = opened.generation
        self._jobs = JobIndex(opened.jobs)
        self._saved = {job.id: orjson.Fragment(record_of(job)) for job in self._jobs}
        if opened.changed:
            self._write([])
        self._thread = threading.Thread(target=self._write_changes, name="store", daemon=True)
        self._thread.start()

    def knows_every_song(self) -> bool:
        """Whether a folder without a record is a leftover: not while a damaged file may tell of it."""
        return not self._file.any_set_aside()

    def get(self, job_id: str) -> Job | None:
        """The job as it is now."""
        return self._jobs.get(job_id)

    def all(self) -> list[Job]:
        """All jobs, oldest first."""
        with self._lock:
            return list(self._jobs)

    def page(
        self, status: JobStatus | None, limit: int, offset: int, query: str, client: str | None = None
    ) -> tuple[list[Job], int]:
        """A page of the jobs, newest first, and how many there are. query: part of a name. client: whose."""
        with self._lock:
            return self._jobs.page(status, limit, offset, query, client)

    def show(self, job_id: str, edit: Callable[[Job], Job]) -> Job | None:
        """Change what readers see of a job, without writing it; None where there is no such job."""
        with self._lock:
            before = self._jobs.get(job_id)
            if before is None:
                return None
            job = edit(before)
            self._put(job_id, job)
            return job

    def add(self, job: Job) -> None:
        """Take up a new job; it is on the disk when this returns. Raises StorageError: it is gone again."""
        with self._lock:
            done = self._change(job.id, job)
        done.result()

    def change(self, job_id: str, edit: Callable[[Job], Job]) -> Job:
        """Save what `edit` makes of the job as it is now; the new state, once the disk has it.

        Raises JobNotFoundError, StorageError, and what `edit` raises; nothing is changed then, unless it was
        shown differently in the meantime.
        """
        with self._lock:
            before = self._jobs.get(job_id)
            if before is None:
                raise JobNotFoundError
            job = edit(before)
            done = self._change(job_id, job)
        done.result()
        return job

    def remove(self, job_id: str) -> None:
        """Forget a job; the disk has forgotten it when this returns. Raises StorageError: it is back."""
        with self._lock:
            done = self._change(job_id, None)
        done.result()

    def close(self) -> None:
        """Write what is waiting and stop; from now on nothing can be changed."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()
        self._thread.join()

    def _change(self, job_id: str, job: Job | None) -> "Future[None]":
        if self._closed:
            raise UnavailableError("Backline is stopping. Try again when it runs again.")
        # Made here, so that what is no JSON fails for its sender, and not for the thread that writes for all.
        record = None if job is None else record_of(job)
        change = _Change(job_id, job, record, self._jobs.get(job_id), Future())
        self._waiting.append(change)
        self._put(job_id, job)
        self._lock.notify_all()
        return change.done

    def _put(self, job_id: str, job: Job | None) -> None:
        if job is not None:
            self._jobs.put(job)
        elif not self._jobs.remove(job_id):
            return
        self._on_change(job_id, job)

    def _write_changes(self) -> None:
        while changes := self._next():
            self._write(changes)

    def _next(self) -> list[_Change]:
        """All that waits, in one write; nothing only at the end."""
        with self._lock:
            self._lock.wait_for(lambda: self._waiting or self._closed)
            self._lock.wait_for(lambda: self._closed, GATHER_SECONDS)
            return self._take_waiting()

    def _take_waiting(self) -> list[_Change]:
        waiting, self._waiting = self._waiting, []
        return waiting

    def _write(self, changes: list[_Change]) -> None:
        records = self._saved.copy()
        for change in changes:
            if change.record is not None:
                records[change.job_id] = orjson.Fragment(change.record)
            else:
                records.pop(change.job_id, None)
        try:
            with storage_errors(self._file.path.parent):
                self._file.write(tables_of(self._generation + 1, records))
        except Exception as error:
            log.exception("the records could not be written")
            self._refuse(changes, error)
        else:
            self._saved = records
            self._generation += 1
            self._confirm(changes)

    def _confirm(self, changes: list[_Change]) -> None:
        for job_id, record in {change.job_id: change.record for change in changes}.items():
            if record is not None:
                self._copies.write(job_id, self._generation, record)
        for change in changes:
            change.done.set_result(None)

    def _refuse(self, changes: list[_Change], error: Exception) -> None:
        """Take changes back, and those that wait, which build on them."""
        with self._lock:
            changes = changes + self._take_waiting()
            for change in reversed(changes):
                if self._jobs.get(change.job_id) is change.job:
                    self._put(change.job_id, change.before)
        for change in changes:
            change.done.set_exception(error)
