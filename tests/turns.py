"""Tests in several processes (pytest-xdist): they share the cores, and what measures time has them alone."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock

POLL_SECONDS = 0.01


def share_cores() -> None:
    """Let this process compute on its share of the cores, before PyTorch is loaded.

    With a thread on every core in every process, threads that wait for each other take most of the time.
    """
    cores = (os.cpu_count() or 1) // _processes()
    os.environ["OMP_NUM_THREADS"] = str(max(1, cores))


@contextmanager
def turn(folder: Path, alone: bool) -> Iterator[None]:
    """The turn of one test, among all processes that keep their locks in a folder.

    Every process holds a lock of its own during a test, and one that wants to be alone holds all of them.
    Whoever waits for locks stands in the door meanwhile, so that nobody overtakes.
    """
    wanted = (
        [f"gw{number}" for number in range(_processes())] if alone else [os.environ["PYTEST_XDIST_WORKER"]]
    )
    with ExitStack() as held:
        with _lock(folder, "door"):
            for name in wanted:
                held.enter_context(_lock(folder, name))
        yield


def _lock(folder: Path, name: str) -> AbstractContextManager[object]:
    return FileLock(folder / f"{name}.lock").acquire(poll_interval=POLL_SECONDS)


def _processes() -> int:
    return int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
