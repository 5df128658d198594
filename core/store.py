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

from core.errors import JobNotFoundError
from core.files import write_whole
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
        self._thread = threading.Thread(target=self._write_changes, name="store", daemon=True)
        self._thread.start()

    def get(self, job_id: str) -> Job | None:
        """The job as it is now."""
        return self._jobs.get(job_id)

    def all(self) -> list[Job]:
        """All jobs, oldest first."""
        with self._lock:
            return list(self._jobs.values())

    def show(self, job_id: str, edit: Callable[[Job], Job]) -> None:
        """Change what readers see of a job, without writing it; a job that was removed stays so."""
        with self._lock:
            if job_id in self._jobs:
                self._jobs[job_id] = edit(self._jobs[job_id])

    def add(self, job: Job) -> None:
        """Take up a new job; it is on the disk when this returns."""
        with self._lock:
            self._jobs[job.id] = job
            done = self._change(job.id, job)
        done.result()

    def change(self, job_id: str, edit: Callable[[Job], Job]) -> Job:
        """Save what `edit` makes of the job as it is now; the new state, once the disk has it.

        Raises JobNotFoundError, and what `edit` raises; nothing is changed then.
        """
        with self._lock:
            if job_id not in self._jobs:
                raise JobNotFoundError("There is no job of this id. It may have been deleted.")
            job = self._jobs[job_id] = edit(self._jobs[job_id])
            done = self._change(job_id, job)
        done.result()
        return job

    def remove(self, job_id: str) -> Future[None]:
        """Forget a job."""
        with self._lock:
            self._jobs.pop(job_id, None)
        return self._change(job_id, None)

    def close(self) -> None:
        """Write what is waiting and stop."""
        self._changes.put(None)
        self._thread.join()

    def _change(self, job_id: str, job: Job | None) -> Future[None]:
        done: Future[None] = Future()
        self._changes.put((job_id, job, done))
        return done

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
            self._storage.flush()
        except OSError as error:
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
