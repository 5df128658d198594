"""Child processes: spawned, and never left behind."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar, cast

import psutil

from core.errors import BacklineError, InvalidAudioError, UnavailableError
from core.processes import memory
from core.processes.program import leave_deleted_folder, refuse_if_replaced
from core.processes.vigil import own_memory

P = ParamSpec("P")
T = TypeVar("T")

SPAWN = multiprocessing.get_context("spawn")
LOW_PRIORITY = 10
"""Niceness."""
LOOK_SECONDS = 0.25
"""Between two looks at a helper's memory, for systems that set no limit to it."""
TOO_MUCH_MEMORY = "The file could not be read: its decoder asked for too much memory."


class Helpers:
    """Runs functions in processes of their own, and ends them all when the program stops."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[BaseProcess] = set()
        self._stopped = False

    def call(self, function: Callable[P, T], timeout: float, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function in a process of its own, for at most `timeout` seconds.

        The function and what it takes and gives must be picklable. Raises the function's BacklineError,
        InvalidAudioError when the process crashed, took too long or too much memory (helpers read files that
        nobody checked), UnavailableError after `stop`, or where the program was replaced while it runs.
        """
        ours, theirs = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=_answer, args=(theirs, function, args, kwargs), daemon=True)
        try:
            self._start(process)
            theirs.close()
            return cast("T", _result(ours, process, timeout))
        except InvalidAudioError:
            self._refuse_when_stopped()
            raise
        finally:
            self._end(process)
            ours.close()

    def stop(self) -> None:
        """End the helpers at once and start no more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()

    def _start(self, process: BaseProcess) -> None:
        with self._lock:
            self._refuse_when_stopped()
            start(process)
            self._running.add(process)

    def _end(self, process: BaseProcess) -> None:
        with self._lock:
            if process in self._running:
                self._running.remove(process)
                process.kill()
                process.join()

    def _refuse_when_stopped(self) -> None:
        if self._stopped:
            raise UnavailableError("Backline is stopping. Try again when it runs again.")


def _result(pipe: Connection, process: BaseProcess, timeout: float) -> Any:
    try:
        _wait(pipe, process, timeout)
        answer = pipe.recv()
    except EOFError:
        refuse_if_replaced()
        raise InvalidAudioError("The file could not be read: its decoder crashed.") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _wait(pipe: Connection, process: BaseProcess, timeout: float) -> None:
    """Return when the process has answered or ended."""
    end = time.monotonic() + timeout
    while not wait([pipe, process.sentinel], LOOK_SECONDS):
        if time.monotonic() > end:
            raise InvalidAudioError("The file could not be read: its decoder took too long.")
        with suppress(psutil.NoSuchProcess):
            if own_memory(psutil.Process(process.pid)) > memory.DECODER_BYTES:
                raise InvalidAudioError(TOO_MUCH_MEMORY)


def start(process: BaseProcess) -> None:
    """Start a child that a Ctrl-C in the terminal does not reach, not even before its first line runs."""
    leave_deleted_folder()
    if sys.platform == "win32":
        process.start()
        return
    resource_tracker.ensure_running()  # It would let interrupts through again when it starts by itself.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(
    pipe: Connection, function: Callable[..., object], args: tuple[object], kwargs: dict[str, object]
) -> None:
    leave_interrupts_to_parent()
    exit_with_parent()
    step_back()
    try:
        with memory.limited():
            answer = function(*args, **kwargs)
        pipe.send(answer)
    except BacklineError as error:
        pipe.send(error)
    except MemoryError:
        pipe.send(InvalidAudioError(TOO_MUCH_MEMORY))


def leave_interrupts_to_parent() -> None:
    """Ignore Ctrl-C, which a terminal sends to every process of the group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def step_back() -> None:
    """Let everything else on this computer go first."""
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        psutil.Process().nice(LOW_PRIORITY)
    if sys.platform == "linux":
        # What computes for minutes gives way at once where a window or an answer needs a moment.
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def exit_with_parent() -> None:
    """End this process at once when the one that spawned it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_exit_after, args=(parent,), name="parent watch", daemon=True)
        watch.start()


def _exit_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
