"""What a program that was killed left in the data folder: swept beside the first jobs of the next one."""

import logging
import shutil
import threading
import uuid
from contextlib import AbstractContextManager
from pathlib import Path

from core.disk.data_folder import DataFolder
from core.files import drop
from core.jobs import Job, JobStatus
from core.queue import redo
from core.records.store import JobStore

log = logging.getLogger(__name__)


class Leftovers:
    """Half-written files of jobs that have ended, and folders that no record knows.

    A job that goes on sweeps its own folder. turns: held while a job's state must not change.
    """

    def __init__(self, store: JobStore, data: DataFolder, turns: AbstractContextManager[object]) -> None:
        self._store = store
        self._data = data
        self._turns = turns
        self._stopping = False
        self._thread = threading.Thread(target=self._sweep, name="leftovers")
        self._ended: list[Job] = []
        self._unknown: list[Path] = []

    def start(self) -> None:
        """Note what an earlier run left, before new songs come, and begin to sweep."""
        self._ended = [job for job in self._store.all() if job.status.ended]
        # After damage, a folder may be all that is left of a record.
        if self._store.knows_every_song():
            known = {job.id for job in self._store.all()}
            folders = self._data.job_folders()
            self._unknown = [path for path in folders if path.name not in known and _is_id(path.name)]
        self._thread.start()

    def stop(self) -> None:
        """Leave the rest to the next start."""
        self._stopping = True
        if self._thread.is_alive():
            self._thread.join()

    def _sweep(self) -> None:
        for path in self._unknown:
            log.info("%s belongs to no job and is deleted", path)
            shutil.rmtree(path, ignore_errors=True)
        for job in self._ended:
            if self._stopping:
                return
            with self._turns:
                if self._store.get(job.id) is job:
                    self._sweep_ended(job)

    def _sweep_ended(self, job: Job) -> None:
        folder = self._data.job(job.id)
        folder.sweep()
        redo.drop(folder)
        if job.status is JobStatus.COMPLETED:
            folder.drop_segments()
            folder.drop_sound()
            if job.corrections.are_none:
                drop(folder.corrected)


def _is_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
