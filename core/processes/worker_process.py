"""Inside the worker process: tasks come in over a pipe, progress and summaries go out."""

import logging
import os
import queue
import sys
import threading
from contextlib import suppress
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from core.devices.cuda.use import import_from, is_used
from core.errors import BacklineError, CancelledError
from core.files import storage_errors
from core.jobs import Summary
from core.logs import ToParent
from core.processes import heap
from core.processes.helpers import leave_interrupts_to_parent, step_back
from core.processes.worker import CANCELLED, FAILED, StageProgress, Task, WorkerSettings, failure

if TYPE_CHECKING:
    from core.engines import Engines

log = logging.getLogger(__name__)

OUT_OF_MEMORY = "found not enough memory. Close other programs and try again."
FIRST_TO_GO = 500
"""Badness that Linux adds, of 1000, when it must end a process because the computer's memory is used up."""


def serve(pipe: Connection, log_pipe: Connection, settings: WorkerSettings) -> None:
    """Take tasks from the pipe until its other end closes, then leave at once."""
    leave_interrupts_to_parent()
    parents_log = ToParent(log_pipe)
    logging.basicConfig(level=settings.log_level, handlers=[parents_log])
    _prepare(settings)
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(pipe, tasks, cancelled), name="listener", daemon=True).start()

    _load()
    analyst = _Analyst(settings, pipe, cancelled)
    while True:
        task = tasks.get()
        parents_log.ids = {"request_id": task.request_id, "job_id": task.job_id}
        log.info("%s begins", task.song_name)
        pipe.send(analyst.outcome(task))


def _prepare(settings: WorkerSettings) -> None:
    """Set what the libraries read when they are imported, and where PyTorch comes from."""
    heap.settle()
    if settings.cuda and is_used(settings.cuda):
        import_from(settings.cuda)
    os.environ["PYTORCH_ENABLE_MPS_FALLBACK"] = "1"
    # onnxruntime reports to its maker; nothing leaves this computer.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, str(settings.threads))
    # Idle threads that spin would take the cores from other programs, and from another worker.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if sys.platform == "linux":
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text(str(FIRST_TO_GO))
    if settings.background:
        step_back()


def _load() -> None:
    """Load torch, while the first song is on its way; after _prepare."""
    try:
        import core.pipeline  # noqa: F401, PLC0415
    except Exception:
        log.exception("PyTorch cannot be loaded")
        sys.exit(1)  # What is half imported cannot be imported again: the parent starts another process.


def _listen(pipe: Connection, tasks: "queue.SimpleQueue[Task]", cancelled: threading.Event) -> None:
    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        if isinstance(message, Task):
            cancelled.clear()
            tasks.put(message)
        else:
            cancelled.set()


class _Analyst:
    """Does tasks with engines that stay loaded."""

    def __init__(self, settings: WorkerSettings, pipe: Connection, cancelled: threading.Event) -> None:
        self._settings = settings
        self._pipe = pipe
        self._cancelled = cancelled

    @cached_property
    def _engines(self) -> "Engines":
        from core.engines import Engines  # noqa: PLC0415 - see serve

        return Engines(self._settings.device, self._settings.models_dir, self._settings.quality)

    def _report(self, progress: StageProgress) -> None:
        if self._cancelled.is_set():
            raise CancelledError(CANCELLED)
        self._pipe.send(progress)

    def outcome(self, task: Task) -> Summary | BacklineError:
        """What became of a task: its summary, or an error that says what to do."""
        from core.pipeline import analyse  # noqa: PLC0415 - see serve

        try:
            with storage_errors(task.folder):
                return analyse(task, self._engines, self._report)
        except BacklineError as error:
            return error
        except MemoryError:
            return failure(task, OUT_OF_MEMORY, trace=True)
        except Exception:
            return failure(task, FAILED, trace=True)
