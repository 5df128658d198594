"""Takes one job from queued to its end: gives it to a worker, follows it, keeps its record true."""

import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from core.disk.data_folder import DataFolder
from core.errors import BacklineError, CancelledError, JobNotFoundError, StorageError
from core.jobs import Job, JobStatus, Summary, now
from core.logs import about
from core.models import Stage
from core.processes.worker import CANCELLED, FAILED, StageProgress, Task, Worker, failure
from core.queue import redo
from core.queue.progress import SENTENCES, Meter
from core.records.store import JobStore
from core.settings import Settings

log = logging.getLogger(__name__)

OnEnd = Callable[[Job], None]
KNOWN = "Ready: this song had been analysed before."
FULL = "The disk of the computer that analyses songs is full or closed. Free some space and try again."
"""StorageError names a folder of the host, which is nobody's business on the network."""


class JobRunner:
    """The scheduler's `Work`. on_end: called with every job that completed or failed."""

    def __init__(self, settings: Settings, store: JobStore, data: DataFolder, on_end: OnEnd) -> None:
        self._settings = settings
        self._store = store
        self._data = data
        self._on_end = on_end
        self._heard: str | None = None
        self.stopping = threading.Event()

    def __call__(self, job_id: str, worker: Worker, cancelled: threading.Event) -> None:
        """Do one job. While the program stops, the record stays as it is, but of one that was cancelled."""
        job = self._store.show(job_id, _begun)
        if job is not None:
            with about(job_id=job_id, request_id=job.request_id):
                self._do(job, worker, cancelled)

    def _do(self, job: Job, worker: Worker, cancelled: threading.Event) -> None:
        task, started = self._task(job), time.monotonic()
        try:
            if job.earlier:
                redo.begin(self._data.job(job.id))
            summary = worker.run(task, self._follow(job), cancelled)
            if cancelled.is_set():
                raise CancelledError(CANCELLED)
            if job.earlier:
                redo.publish(self._data.job(job.id))
        except BacklineError as error:
            if not self.stopping.is_set() or isinstance(error, CancelledError):
                self._end(job.id, partial(_failed, error=error, seconds=time.monotonic() - started))
        except Exception:
            failed = failure(task, FAILED, trace=True)
            self._end(job.id, partial(_failed, error=failed, seconds=time.monotonic() - started))
        else:
            self._keep_segments(job.id)
            self._end(job.id, partial(_completed, summary=summary))

    def cancelled(self, job_id: str) -> None:
        """End a job that was cancelled before its turn came."""
        self._end(job_id, partial(_failed, error=CancelledError(CANCELLED), seconds=0.0))

    def answered(self, job_id: str, summary: Summary) -> None:
        """End a job that was given the results of another."""
        self._end(job_id, partial(_answered, summary=summary))

    def _end(self, job_id: str, edit: Callable[[Job], Job]) -> None:
        ended = self._save(job_id, edit)
        if ended is None:
            # Deleted, perhaps before the worker had let go of it.
            shutil.rmtree(self._data.job(job_id).path, ignore_errors=True)
            return
        self._data.job(job_id).sweep()
        redo.drop(self._data.job(job_id))
        log.info("%s (%s): %s %s", ended.input_filename, job_id, ended.status, ended.error_message or "")
        self._on_end(ended)

    def _keep_segments(self, job_id: str) -> None:
        """Whoever hears the segments goes over to the stems: time for that until the next song is done."""
        before, self._heard = self._heard, job_id
        if before not in (None, job_id):
            self._data.job(before).drop_segments()

    def _save(self, job_id: str, edit: Callable[[Job], Job]) -> Job | None:
        """Change a record; one that the disk refuses is at least shown, and the next start does it again."""
        try:
            return self._store.change(job_id, edit)
        except JobNotFoundError:
            return None
        except (StorageError, OSError):
            return self._store.show(job_id, edit)

    def _task(self, job: Job) -> Task:
        folder = self._data.job(job.id)
        return Task(
            job_id=job.id,
            song=folder.original,
            song_name=job.input_filename,
            sha256=job.sha256,
            folder=folder.again if job.earlier else folder.path,
            request=job.request,
            stem_format="mp3",
            max_seconds=self._settings.max_duration_minutes * 60,
            api=True,
            request_id=job.request_id,
        )

    def _follow(self, job: Job) -> Callable[[StageProgress], None]:
        meter = Meter(job.summary.duration, _engines(job))

        def show(progress: StageProgress) -> None:
            percent = meter.percent(progress.stage, progress.fraction)
            left = round(meter.seconds_left(progress.stage, progress.fraction), 1)
            self._store.show(
                job.id,
                lambda job: replace(
                    job,
                    stage=progress.stage,
                    progress=max(percent, job.progress),
                    message=progress.note or SENTENCES[progress.stage],
                    eta_seconds=left,
                ),
            )

        return show


def _begun(job: Job) -> Job:
    return replace(
        job, status=JobStatus.PROCESSING, stage=Stage.SEPARATION, started_at=now(), message="Starting."
    )


def _completed(job: Job, summary: Summary) -> Job:
    return replace(
        job,
        status=JobStatus.COMPLETED,
        stage=None,
        progress=100,
        message="Ready.",
        completed_at=now(),
        eta_seconds=None,
        processing_time=summary.processing_time,
        summary=summary,
        earlier=None,
    )


def _answered(job: Job, summary: Summary) -> Job:
    done = _completed(job, replace(summary, stage_seconds={}))
    return replace(done, started_at=done.completed_at, message=KNOWN)


def _failed(job: Job, error: BacklineError, seconds: float) -> Job:
    sentence = FULL if isinstance(error, StorageError) else str(error)
    return job.fallen_back(sentence) or replace(
        job,
        status=JobStatus.FAILED,
        completed_at=now(),
        eta_seconds=None,
        error_code=error.code,
        error_message=sentence,
        message=sentence,
        processing_time=seconds,
    )


def _engines(job: Job) -> dict[Stage, str]:
    names = {
        Stage.SEPARATION: job.request.separator,
        Stage.TRANSCRIPTION: job.request.pitch,
        Stage.CHORDS: "chords",
    }
    return {stage: name for stage, name in names.items() if stage in job.request.stages}
