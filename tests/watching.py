"""Programs and folders that tests watch at work: what goes away meanwhile is no error, and nothing stays."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import psutil

Found = TypeVar("Found")
POLL_SECONDS = 0.01


@contextmanager
def started(
    command: Sequence[str | Path], cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """A program in a process group of its own, with pipes for what it prints; it ends with the block."""
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def until(condition: Callable[[], Found], seconds: float = 60) -> Found:
    """Wait for something to become true; what it is then."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not within {seconds:g} s"
        time.sleep(POLL_SECONDS)
    return found


def left_running(processes: list[psutil.Process], seconds: float = 5) -> list[psutil.Process]:
    """Those that still run when the time is over."""
    return [process for process in psutil.wait_procs(processes, timeout=seconds)[1] if _runs(process)]


def _runs(process: psutil.Process) -> bool:
    """Not so one that has ended and waits for the system to take note of it."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def names_below(folder: Path) -> set[str]:
    """Files and folders, as paths from there; `Path.rglob` raises where a folder goes away meanwhile."""
    found = (Path(at, name) for at, folders, files in os.walk(folder) for name in (*folders, *files))
    return {path.relative_to(folder).as_posix() for path in found}
