"""Takes one job from queued to its end: gives it to a worker, follows it, keeps its record true."""

import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from core.corrections.folder import counted
from core.disk.data_folder import DataFolder
from core.errors import BacklineError, CancelledError, JobNotFoundError, StorageError, UnavailableError
from core.files import storage_errors
from core.jobs import Job, Summary
from core.logs import about
from core.models import Stage
from core.processes.worker import CANCELLED, FAILED, StageProgress, Task, Worker, failure
from core.queue import outcomes, redo
from core.queue.progress import SENTENCES, Meter
from core.records.store import JobStore
from core.settings import Settings

log = logging.getLogger(__name__)

OnEnd = Callable[[Job], None]


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
        """Do one job. While the program stops, the record stays as it is, but of one that was cancelled.

        Raises UnavailableError where no worker can be started any more.
        """
        job = self._store.show(job_id, outcomes.begun)
        if job is not None:
            with about(job_id=job_id, request_id=job.request_id):
                self._do(job, worker, cancelled)

    def _do(self, job: Job, worker: Worker, cancelled: threading.Event) -> None:
        task, started = self._task(job), time.monotonic()
        try:
            work = self._done_again if job.earlier else self._analysed
            summary = work(job, task, worker, cancelled)
        except UnavailableError:
            if not self.stopping.is_set():
                raise
        except BacklineError as error:
            if not self.stopping.is_set() or isinstance(error, CancelledError):
                self._end(job.id, partial(outcomes.failed, error=error, seconds=time.monotonic() - started))
        except Exception:
            failed = failure(task, FAILED, trace=True)
            self._end(job.id, partial(outcomes.failed, error=failed, seconds=time.monotonic() - started))
        else:
            self._complete(job.id, summary)

    def _analysed(self, job: Job, task: Task, worker: Worker, cancelled: threading.Event) -> Summary:
        summary = worker.run(task, self._follow(job), cancelled)
        if cancelled.is_set():
            raise CancelledError(CANCELLED)
        return summary

    def _done_again(self, job: Job, task: Task, worker: Worker, cancelled: threading.Event) -> Summary:
        folder = self._data.job(job.id)
        with storage_errors(folder.path):
            # What the start could not settle, as where someone heard a stem.
            if summary := redo.settle(folder):
                return summary
        redo.begin(folder)
        summary = self._analysed(job, task, worker, cancelled)
        redo.publish(folder)
        return summary

    def settled(self, job: Job) -> bool:
        """End a job that a kill kept from having its new results, or their record; whether it was one."""
        try:
            summary = redo.settle(self._data.job(job.id)) if job.earlier else None
        except OSError as error:
            log.warning("the new results of %s wait for its turn: %s", job.id, error)
            return False
        if summary:
            self._complete(job.id, summary)
        return summary is not None

    def _complete(self, job_id: str, summary: Summary) -> None:
        self._keep_segments(job_id)
        self._end(job_id, self._counted(partial(outcomes.completed, summary=summary)))

    def cancelled(self, job_id: str) -> None:
        """End a job that was cancelled before its turn came."""
        self._end(job_id, partial(outcomes.failed, error=CancelledError(CANCELLED), seconds=0.0))

    def answered(self, job_id: str, summary: Summary) -> None:
        """End a job that was given the results of another."""
        self._end(job_id, self._counted(partial(outcomes.answered, summary=summary)))

    def _counted(self, edit: Callable[[Job], Job]) -> Callable[[Job], Job]:
        """Besides, count the chords of results that are new to a job which someone has corrected."""
        return lambda job: counted(edit(job), self._data.job(job.id))

    def _end(self, job_id: str, edit: Callable[[Job], Job]) -> None:
        folder = self._data.job(job_id)
        ended, saved = self._save(job_id, edit)
        if ended is None:
            # Deleted, perhaps before the worker had let go of it.
            shutil.rmtree(folder.path, ignore_errors=True)
            return
        folder.sweep()
        redo.drop(folder, recorded=saved)
        log.info("%s (%s): %s %s", ended.input_filename, job_id, ended.status, ended.error_message or "")
        self._on_end(ended)

    def _keep_segments(self, job_id: str) -> None:
        """Whoever hears the segments goes over to the stems: time for that until the next song is done."""
        before, self._heard = self._heard, job_id
        if before not in (None, job_id):
            self._data.job(before).drop_segments()

    def _save(self, job_id: str, edit: Callable[[Job], Job]) -> tuple[Job | None, bool]:
        """Change a record; the job, and whether it is on the disk.

        One that the disk refuses is at least shown, and the next start does it again.
        """
        try:
            return self._store.change(job_id, edit), True
        except JobNotFoundError:
            return None, False
        except (StorageError, OSError):
            return self._store.show(job_id, edit), False

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


def _engines(job: Job) -> dict[Stage, str]:
    names = {
        Stage.SEPARATION: job.request.separator,
        Stage.TRANSCRIPTION: job.request.pitch,
        Stage.CHORDS: "chords",
    }
    return {stage: name for stage, name in names.items() if stage in job.request.stages}
