"""The worker process as its parent sees it: one analysis at a time, killed when it must be."""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from core.devices.cuda.use import is_used, set_aside
from core.errors import BacklineError, CancelledError, UnavailableError, WorkerError
from core.jobs import JobRequest, Summary
from core.models import Quality, Stage, StemFormat
from core.processes.keeper import STOPPING, Keeper, Running
from core.processes.program import refuse_if_replaced
from core.processes.vigil import Limits, Vigil

log = logging.getLogger(__name__)

ATTEMPTS = 2
CANCEL_GRACE = 0.5
"""Seconds that a cancelled analysis gets to stop by itself before its process is killed."""
POLL = 0.1
"""Seconds between two looks at the cancel flag."""
CANCEL = "cancel"
CANCELLED = "Cancelled."
DIED = "stopped unexpectedly. The computer may be short of memory: close other programs and try again."
FAILED = "failed. Try again, or send the song in another format."
ONCE_MORE = "The analysis stopped unexpectedly and is tried once more."
WITHOUT_CUDA = "PyTorch with CUDA could not be loaded: the processor takes over, which takes longer."
SET_ASIDE = "It could not be loaded when a song was to begin."


@dataclass(frozen=True)
class WorkerSettings:
    """What a worker knows for all its tasks.

    threads: cores it may use. background: at low priority. log_level: of what it sends to its parent's log.
    quality: see EngineChoice. cuda: where PyTorch with CUDA is, or will be, if a bundle has it.
    """

    device: str
    models_dir: Path
    threads: int
    background: bool
    log_level: str = "WARNING"
    quality: Quality = "best"
    cuda: Path | None = None


@dataclass(frozen=True)
class Task:
    """One song to analyse. folder: for stage folders and results. api: write URLs, not file names.

    request_id: of the request that asked for it, in the log.
    """

    job_id: str
    song: Path
    song_name: str
    sha256: str
    folder: Path
    request: JobRequest
    stem_format: StemFormat
    max_seconds: float
    api: bool
    request_id: str = ""


@dataclass(frozen=True)
class StageProgress:
    """How far a stage is: `fraction` 0 to 1; `note`: a sentence where the usual one would not tell enough."""

    stage: Stage
    fraction: float
    note: str = ""


OnProgress = Callable[[StageProgress], None]
BEGINNING = StageProgress(next(iter(Stage)), 0.0)


class Worker:
    """A process of its own that keeps its models loaded from one task to the next.

    It starts with the first task, or earlier with `start`; again after it died or had to be ended; and again
    after it was ended because it had nothing to do for a while.
    """

    def __init__(self, settings: WorkerSettings, limits: Limits | None = None) -> None:
        self._settings = settings
        self._limits = limits or Limits.of_one_in(1)
        self._keeper = Keeper(partial(_serve, settings), self._limits.idle)
        self._heard = BEGINNING
        self._spoken: Running | None = None
        self._silent = False

    def start(self) -> int:
        """Start the process if none is running; its id. Raises UnavailableError after `stop`."""
        return self._keeper.running().pid

    def run(self, task: Task, on_progress: OnProgress, cancelled: threading.Event) -> Summary:
        """Analyse one song and return when it is done.

        A process that dies, comes to a standstill or takes too much memory is replaced, and the new one goes
        on from the stage that failed; one that could not even load PyTorch with CUDA does not count. Raises
        the analysis's BacklineError, CancelledError once `cancelled` is set, WorkerError when the new one
        failed too, UnavailableError after `stop`, or where the program was replaced while it runs.
        """
        self._heard = BEGINNING
        attempts_left = ATTEMPTS
        while True:
            try:
                return self._attempt(task, on_progress, cancelled)
            except WorkerError:
                without_cuda = self._left_cuda()
                attempts_left -= not without_cuda
                if not attempts_left:
                    raise
            on_progress(replace(self._heard, note=WITHOUT_CUDA if without_cuda else ONCE_MORE))

    def renew(self) -> bool:
        """Have another process for the next song; whether none is in work."""
        return self._keeper.renew()

    def stop(self) -> None:
        """End the process at once, whatever it does, and start none any more."""
        self._keeper.stop()

    def _attempt(self, task: Task, on_progress: OnProgress, cancelled: threading.Event) -> Summary:
        try:
            running = self._keeper.running()
            self._silent = running is not self._spoken
            running.pipe.send(task)
            return self._follow(task, running, on_progress, cancelled)
        except (EOFError, OSError, psutil.NoSuchProcess):
            code = self._keeper.end()
            if cancelled.is_set():
                raise CancelledError(CANCELLED) from None
            if self._keeper.stopped:
                raise UnavailableError(STOPPING) from None
            log.error("the worker ended with exit code %s", code)
            if self._silent:
                refuse_if_replaced()
            raise failure(task, DIED) from None
        except WorkerError:
            self._keeper.end()
            raise
        finally:
            self._keeper.rest()

    def _follow(
        self, task: Task, running: Running, on_progress: OnProgress, cancelled: threading.Event
    ) -> Summary:
        vigil = Vigil(running.pid, self._limits)
        kill_at = float("inf")
        while True:
            if running.pipe.poll(POLL):
                message = running.pipe.recv()
                self._spoken, self._silent = running, False
                match message:
                    case StageProgress() as progress:
                        self._hear(progress, vigil)
                        on_progress(progress)
                    case Summary() as summary:
                        return summary
                    case BacklineError() as error:
                        raise error
            if cancelled.is_set() and kill_at == float("inf"):
                kill_at = time.monotonic() + CANCEL_GRACE
                running.pipe.send(CANCEL)
            if time.monotonic() > kill_at:
                running.kill()
            elif not cancelled.is_set() and (complaint := vigil.complaint()):
                raise failure(task, complaint)

    def _left_cuda(self) -> bool:
        """Whether the process ended before its first word, with a PyTorch that is set aside for that."""
        folder = self._settings.cuda
        if folder is None or not self._silent or not is_used(folder):
            return False
        log.error("PyTorch with CUDA is set aside: a worker could not load it")
        set_aside(folder, SET_ASIDE)
        return True

    def _hear(self, progress: StageProgress, vigil: Vigil) -> None:
        if progress != self._heard:
            vigil.progress()
        self._heard = progress


def failure(task: Task, what: str, trace: bool = False) -> WorkerError:
    """What a person is told of an analysis that failed, and where the log tells more.

    what: the rest of a sentence about it, and what to do. trace: log the exception that is being handled.
    """
    incident = uuid.uuid4().hex[:8]
    log.error("incident %s: the analysis of %s %s", incident, task.song_name, what, exc_info=trace)
    return WorkerError(f"The analysis of {task.song_name} {what} The log tells more under {incident}.")


def _serve(settings: WorkerSettings, pipe: Connection, log_pipe: Connection) -> None:
    from core.processes.worker_process import serve  # noqa: PLC0415 - the parent must never import it

    serve(pipe, log_pipe, settings)
