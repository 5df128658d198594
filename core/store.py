"""The records of all jobs: in memory to read, in one TinyDB file to keep."""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from core.errors import JobNotFoundError, UnavailableError
from core.files import storage_errors, write_whole
from core.jobs import Job

log = logging.getLogger(__name__)

SCHEMA_VERSION = 1

Change = tuple[str, Job | None, "Future[None]"]
"""Job id, its new state or None for a removed one, and whom to tell."""


class WholeFile(Storage):
    """TinyDB's tables in memory; `flush` writes them whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tables: dict[str, dict[str, Any]] | None = _load(path)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables as they are in memory."""
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take over changed tables; they reach the disk with the next flush."""
        self._tables = data

    def flush(self) -> None:
        """Write all tables to the disk."""
        write_whole(self.path, orjson.dumps(self._tables or {}))


class Records(Table):
    """A table whose document ids are job ids."""

    document_id_class = str  # type: ignore[assignment]


class JobStore:
    """Owner of the records file. Reading never waits; a saved job is on the disk when its future is done."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._storage = WholeFile(path)
        self._db = TinyDB(storage=lambda: self._storage)
        self._table = Records(self._storage, "jobs")
        self._jobs = {str(doc.doc_id): Job.from_record(doc) for doc in self._table.all()}
        self._lock = threading.Lock()
        self._changes: queue.SimpleQueue[Change | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._write_changes, name="store", daemon=True)
        self._thread.start()

    def get(self, job_id: str) -> Job | None:
        """The job as it is now."""
        return self._jobs.get(job_id)

    def all(self) -> list[Job]:
        """All jobs, oldest first."""
        with self._lock:
            return list(self._jobs.values())

    def show(self, job_id: str, edit: Callable[[Job], Job]) -> Job | None:
        """Change what readers see of a job, without writing it; None where there is no such job."""
        with self._lock:
            if job_id not in self._jobs:
                return None
            job = self._jobs[job_id] = edit(self._jobs[job_id])
            return job

    def add(self, job: Job) -> None:
        """Take up a new job; it is on the disk when this returns."""
        with self._lock:
            self._jobs[job.id] = job
            done = self._change(job.id, job)
        self._confirm(done, job, before=None)

    def change(self, job_id: str, edit: Callable[[Job], Job]) -> Job:
        """Save what `edit` makes of the job as it is now; the new state, once the disk has it.

        Raises JobNotFoundError, StorageError, and what `edit` raises; nothing is changed then.
        """
        with self._lock:
            if job_id not in self._jobs:
                raise JobNotFoundError("There is no job of this id. It may have been deleted.")
            before = self._jobs[job_id]
            job = self._jobs[job_id] = edit(before)
            done = self._change(job_id, job)
        self._confirm(done, job, before)
        return job

    def remove(self, job_id: str) -> None:
        """Forget a job; the disk has forgotten it when this returns."""
        with self._lock:
            self._jobs.pop(job_id, None)
            done = self._change(job_id, None)
        done.result()

    def close(self) -> None:
        """Write what is waiting and stop; from now on nothing can be changed."""
        with self._lock:
            self._closed = True
            self._changes.put(None)
        self._thread.join()

    def _change(self, job_id: str, job: Job | None) -> Future[None]:
        if self._closed:
            raise UnavailableError("Backline is stopping. Try again when it runs again.")
        done: Future[None] = Future()
        self._changes.put((job_id, job, done))
        return done

    def _confirm(self, done: Future[None], job: Job, before: Job | None) -> None:
        """Wait for the disk; what it refuses is taken back, unless the job has changed again since."""
        try:
            done.result()
        except Exception:
            with self._lock:
                if self._jobs.get(job.id) is job:
                    self._change(job.id, before)
                    if before is None:
                        del self._jobs[job.id]
                    else:
                        self._jobs[job.id] = before
            raise

    def _write_changes(self) -> None:
        closing = False
        while not closing:
            waiting = [self._changes.get()]
            while not self._changes.empty():
                waiting.append(self._changes.get())
            closing = None in waiting
            self._write([change for change in waiting if change is not None])

    def _write(self, changes: list[Change]) -> None:
        try:
            for job_id, job, _ in changes:
                self._apply(job_id, job)
            with storage_errors(self._storage.path.parent):
                self._storage.flush()
        except Exception as error:
            log.exception("the records could not be written")
            for *_, done in changes:
                done.set_exception(error)
        else:
            for *_, done in changes:
                done.set_result(None)

    def _apply(self, job_id: str, job: Job | None) -> None:
        if job is not None:
            self._table.upsert(Document(job.to_record(), doc_id=job_id))  # type: ignore[arg-type]
        elif self._table.contains(doc_id=job_id):  # type: ignore[arg-type]
            self._table.remove(doc_ids=[job_id])  # type: ignore[list-item]


def _load(path: Path) -> dict[str, dict[str, Any]] | None:
    try:
        return orjson.loads(path.read_bytes())  # type: ignore[no-any-return]
    except FileNotFoundError:
        return {"schema": {"1": {"version": SCHEMA_VERSION}}}
    except orjson.JSONDecodeError:
        aside = path.with_name(f"{path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S}")
        path.rename(aside)
        log.error("%s is damaged; it was set aside as %s and the list of jobs starts empty", path, aside.name)
        return {"schema": {"1": {"version": SCHEMA_VERSION}}}
