"""Inside the worker process: tasks come in over a pipe, progress and summaries go out."""

import logging
import os
import queue
import sys
import threading
import uuid
from multiprocessing.connection import Connection

import psutil

from core.errors import BacklineError, CancelledError, WorkerError
from core.files import storage_errors
from core.process import leave_interrupts_to_parent
from core.worker import StageProgress, Task, WorkerSettings

log = logging.getLogger(__name__)


def serve(pipe: Connection, settings: WorkerSettings) -> None:
    """Take tasks from the pipe until its other end closes, then leave at once."""
    leave_interrupts_to_parent()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    _prepare(settings)
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(pipe, tasks, cancelled), name="listener", daemon=True).start()

    from core.engines import Engines  # noqa: PLC0415 - after _prepare: torch reads the environment at import

    engines = Engines(settings.device, settings.models_dir)
    while True:
        pipe.send(_outcome(tasks.get(), engines, pipe, cancelled))


def _prepare(settings: WorkerSettings) -> None:
    settings.cache_dir.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("NUMBA_CACHE_DIR", str(settings.cache_dir / "numba"))
    os.environ["PYTORCH_ENABLE_MPS_FALLBACK"] = "1"
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, str(settings.threads))
    if settings.background:
        # Idle threads that spin would take the cores from whoever works at this computer.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            psutil.Process().nice(10)


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


def _outcome(task: Task, engines: "Engines", pipe: Connection, cancelled: threading.Event) -> object:  # type: ignore[name-defined] # noqa: F821
    from core.pipeline import analyse  # noqa: PLC0415 - see serve

    def report(progress: StageProgress) -> None:
        if cancelled.is_set():
            raise CancelledError("Cancelled.")
        pipe.send(progress)

    try:
        with storage_errors(task.folder):
            return analyse(task, engines, report)
    except BacklineError as error:
        return error
    except MemoryError:
        return WorkerError(
            f"There is not enough memory to analyse {task.song_name}. Close other programs and try again."
        )
    except Exception:
        incident = uuid.uuid4().hex[:8]
        log.exception("incident %s: the analysis of %s failed", incident, task.song_name)
        return WorkerError(f"The analysis of {task.song_name} failed; the log tells why under {incident}.")
