"""Child processes: spawned, and never left behind."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import ParamSpec, TypeVar

from core.errors import BacklineError, InvalidAudioError

P = ParamSpec("P")
T = TypeVar("T")

SPAWN = multiprocessing.get_context("spawn")


def call(function: Callable[P, T], timeout: float, *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function in a process of its own, for at most `timeout` seconds.

    The function and what it takes and gives must be picklable. Raises the function's BacklineError, or
    InvalidAudioError when the process crashed or took too long: helpers read files that nobody checked.
    """
    ours, theirs = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=_answer, args=(theirs, function, args, kwargs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not wait([ours, process.sentinel], timeout) or not ours.poll():
            raise InvalidAudioError("The file could not be read: its decoder crashed or took too long.")
        answer = ours.recv()
    except EOFError:
        raise InvalidAudioError("The file could not be read: its decoder crashed.") from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, Exception):
        raise answer
    return answer  # type: ignore[no-any-return]


def _answer(
    pipe: Connection, function: Callable[..., object], args: tuple[object], kwargs: dict[str, object]
) -> None:
    leave_interrupts_to_parent()
    exit_with_parent()
    try:
        pipe.send(function(*args, **kwargs))
    except BacklineError as error:
        pipe.send(error)


def leave_interrupts_to_parent() -> None:
    """Ignore Ctrl-C, which a terminal sends to every process of the group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def exit_with_parent() -> None:
    """End this process at once when the one that spawned it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_exit_after, args=(parent,), name="parent watch", daemon=True)
        watch.start()


def _exit_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
