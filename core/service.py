"""What routes and windows call: songs in, jobs out, results in the library. Every method is thread-safe."""

import os
import shutil
import threading
import uuid
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from unicodedata import normalize

from core.audio.decode import probe, too_long
from core.data_folder import DataFolder
from core.devices.likely import likely_device
from core.errors import (
    CancelledError,
    JobNotFoundError,
)
from core.files import folder_size, fsync, storage_errors
from core.jobs import Job, JobRequest, JobStatus, Summary, now
from core.library import Library
from core.process import Helpers
from core.runner import JobRunner, OnEnd
from core.scheduler import Scheduler
from core.settings import Settings
from core.status import Health, QueueStatus
from core.store import JobStore
from core.worker import Worker, WorkerSettings

PROBE_SECONDS = 20
"""Longest time that reading a file's header may take: a client gives up after 30 s."""
LET_GO_SECONDS = 5
"""Longest wait for a worker to let go of a job that is cancelled or deleted."""


def _nobody(job: Job) -> None:
    """Wants to hear of no job."""


class Service:
    """Owner of songs, records, queue and workers. on_end: called with every job that ended."""

    def __init__(self, settings: Settings, on_end: OnEnd = _nobody) -> None:
        self.settings = settings
        self._data = DataFolder(settings.storage_path)
        with storage_errors(self._data.root):
            self._store = JobStore(self._data.records)
        self._runner = JobRunner(settings, self._store, self._data, on_end)
        self._device = likely_device(settings.enable_gpu)
        self._helpers = Helpers()
        self.library = Library(self.job, self._data, self._helpers)
        self._turns = threading.Lock()
        self._scheduler = Scheduler(
            [Worker(self._worker_settings()) for _ in range(self._slots)], self._runner
        )
        self._ready = False

    @property
    def _slots(self) -> int:
        return self.settings.max_concurrent_jobs

    def start(self) -> None:
        """Queue what an earlier run left, and begin to work."""
        for job in self._store.all():
            if not job.status.ended:
                self._store.show(job.id, Job.requeued)
                self._scheduler.put(job.id)
            elif job.status is JobStatus.COMPLETED:
                self._data.job(job.id).drop_segments()
        self._scheduler.start()
        self._ready = True

    def refuse(self) -> None:
        """Take no more songs, and end the helpers, so that whoever waits for one has an answer."""
        self._ready = False
        self._helpers.stop()

    def stop(self) -> None:
        """End helpers and workers at once; jobs in work go on at the next start."""
        self.refuse()
        self._runner.stopping.set()
        self._scheduler.stop()
        self._store.close()
        self._data.release()

    def incoming(self) -> Path:
        """Folder for uploads that are on their way."""
        return self._data.incoming

    def submit(
        self, upload: Path, filename: str, sha256: str, request: JobRequest, title: str = "", job_id: str = ""
    ) -> Job:
        """Take over an uploaded file and queue it. The job is on the disk when this returns.

        Raises InvalidAudioError, StorageError, UnavailableError; the upload is deleted then.
        """
        try:
            with storage_errors(self._data.root):
                return self._accept(upload, filename, sha256, request, title or Path(filename).stem, job_id)
        finally:
            upload.unlink(missing_ok=True)

    def _accept(
        self, upload: Path, filename: str, sha256: str, request: JobRequest, title: str, job_id: str
    ) -> Job:
        info = self._helpers.call(probe, PROBE_SECONDS, upload, filename)
        if info.duration > self.settings.max_duration_minutes * 60:
            raise too_long(filename, self.settings.max_duration_minutes * 60)
        job = Job(
            id=job_id or str(uuid.uuid4()),
            input_filename=filename,
            display_name=title,
            file_size=upload.stat().st_size,
            sha256=sha256,
            created_at=now(),
            request=request,
            summary=Summary(duration=info.duration),
        )
        folder = self._data.job(job.id)
        folder.path.mkdir()
        try:
            fsync(upload)
            upload.rename(folder.original)
            fsync(folder.path)
            with self._turns:
                self._store.add(job)
                self._scheduler.put(job.id)
        except BaseException:
            shutil.rmtree(folder.path, ignore_errors=True)
            raise
        return job

    def job(self, job_id: str) -> Job:
        """Raises JobNotFoundError."""
        job = self._store.get(job_id)
        if job is None:
            raise JobNotFoundError("There is no job of this id. It may have been deleted.")
        return job

    def jobs(self, status: JobStatus | None, limit: int, offset: int, query: str) -> tuple[list[Job], int]:
        """A page of the jobs, newest first, and how many there are. query: part of a name."""
        wanted = normalize("NFC", query).casefold()
        found = [
            job
            for job in reversed(self._store.all())
            if (status is None or job.status == status)
            and (wanted in job.display_name.casefold() or wanted in job.input_filename.casefold())
        ]
        return found[offset : offset + limit], len(found)

    def queue_position(self, job: Job) -> int | None:
        """1 for the next; None where the job does not wait."""
        waiting = self._scheduler.waiting()
        return waiting.index(job.id) + 1 if job.id in waiting else None

    def cancel(self, job_id: str) -> bool:
        """Stop a job; False where it had ended already."""
        with self._turns:
            if self.job(job_id).status.ended:
                return False
            if self._scheduler.withdraw(job_id):
                self._runner.cancelled(job_id)
                return True
            self._scheduler.interrupt(job_id)
        self._scheduler.wait_until_idle(job_id, LET_GO_SECONDS)
        job = self.job(job_id)
        return job.error_code == CancelledError.code or not job.status.ended

    def retry(self, job_id: str) -> Job:
        """Queue a failed job again; what it had finished stays done. Raises NotFailedError."""
        with self._turns:
            queued = self._store.change(job_id, Job.retried)
            self._scheduler.put(job_id)
        return queued

    def update(self, job_id: str, display_name: str | None = None, keep: bool | None = None) -> Job:
        """Rename a job, or keep it from the retention rules."""
        return self._store.change(
            job_id,
            lambda job: replace(
                job,
                display_name=job.display_name if display_name is None else display_name,
                keep=job.keep if keep is None else keep,
            ),
        )

    def delete(self, job_id: str) -> None:
        """Stop a job if it runs, and delete its record and files."""
        self.job(job_id)
        with self._turns:
            self._scheduler.withdraw(job_id)
            self._scheduler.interrupt(job_id)
        self._scheduler.wait_until_idle(job_id, LET_GO_SECONDS)
        # First the files: a full disk takes no new records.
        shutil.rmtree(self._data.job(job_id).path, ignore_errors=True)
        with storage_errors(self._data.root):
            self._store.remove(job_id)

    def queue(self) -> QueueStatus:
        """The queue at a glance."""
        active = self._scheduler.active()
        return QueueStatus(
            len(active), len(self._scheduler.waiting()), self._slots, self._ready, active, paused=False
        )

    def cleanup(self) -> tuple[int, int]:
        """Delete ended jobs older than JOB_RETENTION_DAYS, not those to keep: how many, and bytes freed."""
        days = self.settings.job_retention_days
        if days == 0:
            return 0, 0
        limit = now() - timedelta(days=days)
        old = [
            job for job in self._store.all() if job.completed_at and job.completed_at < limit and not job.keep
        ]
        freed = 0
        for job in old:
            freed += folder_size(self._data.job(job.id).path)
            self.delete(job.id)
        return len(old), freed

    def health(self) -> Health:
        """How the program is; looks at the disk and at nothing slow."""
        disk = shutil.disk_usage(self._data.root)
        return Health(
            ready=self._ready,
            free_bytes=disk.free,
            total_bytes=disk.total,
            active_jobs=len(self._scheduler.active()),
            max_concurrent_jobs=self._slots,
            version=version("backline"),
            device=self._device,
            warnings=(),
        )

    def check_space(self, needed: int) -> None:
        """Raises StorageError where the disk has less than `needed` bytes free."""
        self._data.check_space(needed)

    def _worker_settings(self) -> WorkerSettings:
        return WorkerSettings(
            device="auto" if self.settings.enable_gpu else "cpu",
            models_dir=self.settings.models_dir,
            threads=max(1, (os.cpu_count() or 1) // self._slots),
            background=True,
            log_level=self.settings.log_level,
            log_file=self.settings.log_file,
        )
