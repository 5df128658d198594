"""What routes and windows call: songs in, jobs out, results in the library. Every method is thread-safe."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from threading import Thread
from typing import Any

from core.access.access import Access
from core.corrections import checking
from core.corrections.corrections import Corrections
from core.corrections.folder import counted
from core.devices.cuda.download import CudaDownload
from core.devices.cuda.runtime import runtime_of, sweep_unlisted
from core.devices.likely import likely_device
from core.devices.slots import default_slots
from core.disk.data_folder import DataFolder
from core.disk.leftovers import Leftovers
from core.disk.retention import Retention, Swept
from core.disk.space import Space
from core.errors import CancelledError, JobNotFoundError, StorageError
from core.files import storage_errors
from core.jobs import Job, JobStatus
from core.library import Library
from core.processes.helpers import Helpers
from core.processes.vigil import Limits
from core.processes.worker import CANCELLED, Worker, WorkerSettings
from core.queue.job_queue import JobQueue
from core.queue.outcomes import failed
from core.queue.runner import JobRunner, OnEnd
from core.queue.wanted import EngineChoice
from core.reception import Reception
from core.records.store import JobStore
from core.release import release
from core.settings import Settings
from core.status import Health, QueueStatus
from core.subscriptions import Subscription, Subscriptions, Wake
from core.updates.updates import Updates
from core.weights.downloads import Downloads
from core.weights.store import ModelsStore


class Service:
    """Owner of songs, records, queue and workers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._data = DataFolder(settings.storage_path)
        self._subscriptions = Subscriptions()
        self._listeners: list[OnEnd] = []
        with storage_errors(self._data.root):
            self._store = JobStore(self._data.records, self._subscriptions.job_changed)
            self._data.clear_incoming()
        self.access = Access(settings.storage_path)
        self._space = Space(self._store, self._data)
        self._retention = Retention(settings, self._store, self._data, self._delete_ended)
        self.listen(self._retention.job_ended)
        self._runner = JobRunner(settings, self._store, self._data, self._tell_end)
        self._runtime = runtime_of(settings)
        self.downloads = Downloads(ModelsStore(settings.models_dir))
        self.updates = Updates(settings)
        self._helpers = Helpers()
        self.library = Library(self.job, self._data, self._helpers)
        workers = [Worker(self._worker_settings(), Limits.of_one_in(self._slots)) for _ in range(self._slots)]
        self.cuda = CudaDownload(self._runtime, workers) if self._runtime else None
        self._queue = JobQueue(
            self._store,
            self._data,
            self._runner,
            EngineChoice(self.downloads.store, settings.quality),
            workers,
            self._space.may_start,
            self._subscriptions.queue_changed,
            shared=settings.library == "shared",
        )
        self.listen(self._queue.job_ended)
        self.reception = Reception(
            self._data, self._space, self._helpers, self._queue, settings.max_duration_minutes * 60
        )
        self._leftovers = Leftovers(self._store, self._data, self._queue.lock)
        self._ready = False

    @cached_property
    def _slots(self) -> int:
        return self.settings.max_concurrent_jobs or default_slots(self._device)

    @property
    def _device(self) -> str:
        return likely_device(self.settings.enable_gpu, self._runtime)

    def start(self) -> None:
        """Queue what an earlier run left, and begin to work."""
        self._leftovers.start()
        self._queue.start()
        self._retention.start()
        self.updates.start()
        if self.cuda:
            self.cuda.sweep()
        else:
            Thread(target=sweep_unlisted, args=(self.settings,), name="old runtimes", daemon=True).start()
        self._ready = True

    @property
    def is_ready(self) -> bool:
        """Whether it has been started, and not stopped yet."""
        return self._ready

    def refuse(self) -> None:
        """Take no more songs, end the helpers and the subscriptions: whoever waits for one has an answer."""
        self._ready = False
        self._subscriptions.close()
        self._helpers.stop()
        self.downloads.stop()
        self.updates.stop()
        if self.cuda:
            self.cuda.stop()

    def stop(self) -> None:
        """End helpers and workers at once; jobs in work go on at the next start."""
        self.refuse()
        self._queue.stop()
        self._leftovers.stop()
        self._retention.stop()
        self._store.close()
        self._data.release()

    def job(self, job_id: str) -> Job:
        """Raises JobNotFoundError."""
        job = self._store.get(job_id)
        if job is None:
            raise JobNotFoundError
        return job

    def jobs(
        self, status: JobStatus | None, limit: int, offset: int, query: str, client: str | None = None
    ) -> tuple[list[Job], int]:
        """A page of the jobs, newest first, and how many there are. query: part of a name. client: whose."""
        return self._store.page(status, limit, offset, query, client)

    def find(self, is_wanted: Callable[[Job], bool]) -> list[Job]:
        """The jobs of which something is true, oldest first."""
        return [job for job in self._store.all() if is_wanted(job)]

    def queue_position(self, job: Job) -> int | None:
        """1 for the next; None where the job does not wait."""
        return self._queue.places().get(job.id)

    def queue_positions(self) -> Mapping[str, int]:
        """The place of every job that waits, by id; 1 is the next."""
        return self._queue.places()

    def subscribe(self, wake: Wake) -> Subscription:
        """A slot that holds what changes from now on; `wake` is called when something is in it."""
        return self._subscriptions.open(wake)

    def listen(self, on_end: OnEnd) -> None:
        """Call `on_end` with every job that completes or fails from now on; it must return soon."""
        self._listeners.append(on_end)

    def _tell_end(self, job: Job) -> None:
        for on_end in self._listeners:
            on_end(job)

    def cancel(self, job_id: str) -> bool:
        """Stop a job; False where it had ended already."""
        return self._queue.cancel(job_id)

    def retry(self, job_id: str, separator: str | None = None, pitch: str | None = None) -> Job:
        """Queue a failed job again, or a finished one with other engines; None takes the same as before.

        What it had finished and does not change stays done, and the results of a finished one stay until the
        new ones are there. Raises NotFailedError.
        """
        return self._queue.retry(job_id, separator, pitch)

    def to_front(self, job_id: str) -> Job:
        """Make a job the next one. Raises NotQueuedError."""
        return self._queue.to_front(job_id)

    def pause(self) -> QueueStatus:
        """Begin no more jobs, not after a restart either; those in work go on to their ends."""
        self._queue.pause.begin()
        return self.queue()

    def resume(self) -> QueueStatus:
        """Begin jobs again."""
        self._queue.pause.end()
        return self.queue()

    def drain(self) -> None:
        """Begin no more jobs in this run; those in work go on to their ends."""
        self._queue.drain()

    def update(
        self,
        job_id: str,
        display_name: str | None = None,
        keep: bool | None = None,
        corrections: Mapping[str, Any] | None = None,
    ) -> Job:
        """Rename a job, keep it from the retention rules, change some corrections of what was found.

        corrections: fields of Corrections by name. Raises NotReadyError, NotRequestedError, CorrectionError.
        """

        def edit(job: Job) -> Job:
            changed = replace(
                job,
                display_name=job.display_name if display_name is None else display_name,
                keep=job.keep if keep is None else keep,
            )
            if not corrections:
                return changed
            amended = replace(changed, corrections=checking.amended(job, corrections))
            return counted(amended, self._data.job(job_id))

        return self._store.change(job_id, edit)

    def correct(self, job_id: str, corrections: Corrections) -> Job:
        """Correct by hand what was found in a finished song; what the corrections lack is as it was found.

        They outlast the song's being done again. Raises NotReadyError, NotRequestedError, CorrectionError.
        """
        return self.update(job_id, corrections=vars(corrections))

    def delete(self, job_id: str) -> None:
        """Stop a job if it runs, and delete its record and files. Listeners hear that it was cancelled."""
        self._queue.let_go(job_id)
        job = self.job(job_id)
        self._forget(job_id)
        self._queue.let_go(job_id)  # It may have been tried again in between.
        if not job.status.ended:
            self._tell_end(failed(job, CancelledError(CANCELLED), seconds=0.0))

    def _delete_ended(self, job_id: str) -> bool:
        with self._queue.lock:
            job = self._store.get(job_id)
            if job is None or job.keep or not job.status.ended or self.library.is_read(job_id):
                return False
            self._forget(job_id)
            return True

    def _forget(self, job_id: str) -> None:
        folder = self._data.job(job_id).path
        try:
            self._store.remove(job_id)
        except StorageError:
            # A full disk takes no list without this song before its files are gone.
            shutil.rmtree(folder, ignore_errors=True)
            self._store.remove(job_id)
        shutil.rmtree(folder, ignore_errors=True)

    def counts(self) -> Counter[JobStatus]:
        """How many jobs are in which state."""
        return Counter(job.status for job in self._store.all())

    def queue(self) -> QueueStatus:
        """The queue at a glance."""
        active = self._queue.active()
        return QueueStatus(
            len(active),
            len(self._queue.places()),
            self._slots,
            self._ready and not self._space.is_short,
            active,
            self._queue.pause.is_on,
        )

    def cleanup(self) -> Swept:
        """Apply the retention rules now."""
        return self._retention.sweep()

    def health(self) -> Health:
        """How the program is; looks at the disk and at nothing slow."""
        disk = shutil.disk_usage(self._data.root)
        return Health(
            ready=self._ready,
            free_bytes=disk.free,
            total_bytes=disk.total,
            active_jobs=len(self._queue.active()),
            max_concurrent_jobs=self._slots,
            version=release().version,
            device=self._device,
            warnings=(*self._store.warnings, *self.access.warnings, *self._space.warnings()),
        )

    def _worker_settings(self) -> WorkerSettings:
        return WorkerSettings(
            device="auto" if self.settings.enable_gpu else "cpu",
            models_dir=self.settings.models_dir,
            threads=max(1, (os.cpu_count() or 1) // self._slots),
            background=True,
            log_level=self.settings.log_level,
            quality=self.settings.quality,
            cuda=self._runtime.folder if self._runtime and self.settings.enable_gpu else None,
        )
