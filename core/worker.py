"""The worker process as its parent sees it: one analysis at a time, killed when it must be."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from core.errors import BacklineError, CancelledError, UnavailableError, WorkerError
from core.jobs import JobRequest, Summary
from core.models import Stage, StemFormat
from core.process import SPAWN, start

log = logging.getLogger(__name__)

CANCEL_GRACE = 0.5
"""Seconds that a cancelled analysis gets to stop by itself before its process is killed."""
POLL = 0.1
"""Seconds between two looks at the cancel flag."""
CANCEL = "cancel"


@dataclass(frozen=True)
class WorkerSettings:
    """What a worker knows for all its tasks.

    threads: cores it may use. background: at low priority. log_file: where its log goes besides stderr.
    """

    device: str
    models_dir: Path
    threads: int
    background: bool
    log_level: str = "WARNING"
    log_file: Path | None = None


@dataclass(frozen=True)
class Task:
    """One song to analyse. folder: for stage folders and results. api: write URLs, not file names."""

    job_id: str
    song: Path
    song_name: str
    sha256: str
    folder: Path
    request: JobRequest
    stem_format: StemFormat
    max_seconds: float
    api: bool


@dataclass(frozen=True)
class StageProgress:
    """How far a stage is: `fraction` 0 to 1; `note`: a sentence where the usual one would not tell enough."""

    stage: Stage
    fraction: float
    note: str = ""


OnProgress = Callable[[StageProgress], None]


class Worker:
    """A spawned process that keeps its models loaded from one task to the next.

    It starts with the first task, or earlier with `start`, and again after a kill or a crash.
    """

    def __init__(self, settings: WorkerSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._pipe: Connection | None = None
        self._process: SpawnProcess | None = None
        self._stopped = False

    def start(self) -> Connection:
        """Start the process if none is running; the pipe to it. Raises UnavailableError after `stop`."""
        with self._lock:
            if self._stopped:
                raise UnavailableError("Backline is stopping.")
            if self._pipe is None or self._process is None or not self._process.is_alive():
                self._pipe, theirs = SPAWN.Pipe()
                self._process = SPAWN.Process(
                    target=_child, args=(theirs, self._settings), name="worker", daemon=True
                )
                start(self._process)
                theirs.close()
            return self._pipe

    def run(self, task: Task, on_progress: OnProgress, cancelled: threading.Event) -> Summary:
        """Analyse one song and return when it is done.

        Raises the analysis's BacklineError, CancelledError once `cancelled` is set, WorkerError when the
        process died.
        """
        try:
            pipe = self.start()
            pipe.send(task)
            return self._follow(pipe, on_progress, cancelled)
        except (EOFError, OSError) as error:
            code = self._forget()
            if cancelled.is_set():
                raise CancelledError("Cancelled.") from None
            log.error("the worker ended with exit code %s while it analysed %s", code, task.song_name)
            raise WorkerError(
                f"The analysis of {task.song_name} stopped unexpectedly. "
                "The computer may be short of memory: close other programs and try again."
            ) from error

    def stop(self) -> None:
        """End the process at once, whatever it does, and start none any more."""
        with self._lock:
            self._stopped = True
        self._kill()

    def _kill(self) -> None:
        if (process := self._process) is not None:
            process.kill()
            process.join()

    def _follow(self, pipe: Connection, on_progress: OnProgress, cancelled: threading.Event) -> Summary:
        kill_at = float("inf")
        while True:
            if pipe.poll(POLL):
                match pipe.recv():
                    case StageProgress() as progress:
                        on_progress(progress)
                    case Summary() as summary:
                        return summary
                    case BacklineError() as error:
                        raise error
            if cancelled.is_set() and kill_at == float("inf"):
                kill_at = time.monotonic() + CANCEL_GRACE
                pipe.send(CANCEL)
            if time.monotonic() > kill_at:
                self._kill()

    def _forget(self) -> int | None:
        with self._lock:
            if self._pipe is not None:
                self._pipe.close()
            process, self._process, self._pipe = self._process, None, None
        if process is None:
            return None
        process.kill()
        process.join()
        return process.exitcode


def _child(pipe: Connection, settings: WorkerSettings) -> None:
    from core.worker_process import serve  # noqa: PLC0415 - the parent must never import it

    serve(pipe, settings)
