"""Watches a worker from outside: whether it still works, and how much memory it takes."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psutil

LOOK_SECONDS = 1.0
"""Between two looks at the process."""
MAX_STEP_SECONDS = 5.0
"""The most that counts between two looks: a computer that slept has not waited for its worker."""
COMPUTING_SECONDS = 1.0
"""Processor time that shows that a process computes; one that only waits does not take it in minutes."""
MEMORY_SHARE = 0.75
"""Of the computer's memory, for all workers together."""

STANDSTILL = "came to a standstill. Try again."
TOO_LARGE = "needed more than {:.1f} GB of memory. Try a quicker separator, or a shorter song."


@dataclass(frozen=True)
class Limits:
    """When a worker is ended.

    memory: bytes of its own. asleep: seconds without progress in which it did not compute either: a deadlock,
    a stopped process, a disk that is gone. stuck: seconds without progress although it computes; a stage that
    reports little takes minutes for hours of song, on an old laptop ten times as long. idle: seconds after
    its last song.
    """

    memory: int
    asleep: float = 300.0
    stuck: float = 7200.0
    idle: float = 600.0

    @classmethod
    def of_one_in(cls, workers: int) -> "Limits":
        """A worker's part of this computer."""
        return cls(memory=int(MEMORY_SHARE * psutil.virtual_memory().total / workers))


class Vigil:
    """One analysis under watch. Time only passes while this process runs, too. clock: seconds."""

    def __init__(self, pid: int, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._process = psutil.Process(pid)
        self._limits = limits
        self._clock = clock
        self._looked = clock()
        self._computed = 0.0
        self._asleep = self._stuck = 0.0

    def progress(self) -> None:
        """The analysis came forward."""
        self._asleep = self._stuck = 0.0

    def complaint(self) -> str | None:
        """What is wrong with the analysis, as the rest of a sentence about it; None while all is well."""
        now = self._clock()
        passed = now - self._looked
        if passed < LOOK_SECONDS:
            return None
        self._looked = now
        with suppress(psutil.NoSuchProcess):  # Its end is told by the pipe.
            return self._look(min(passed, MAX_STEP_SECONDS))
        return None

    def _look(self, passed: float) -> str | None:
        self._asleep += passed
        self._stuck += passed
        times = self._process.cpu_times()
        if times.user + times.system - self._computed > COMPUTING_SECONDS:
            self._computed = times.user + times.system
            self._asleep = 0.0
        if own_memory(self._process) > self._limits.memory:
            return TOO_LARGE.format(self._limits.memory / 1e9)
        if self._asleep > self._limits.asleep or self._stuck > self._limits.stuck:
            return STANDSTILL
        return None


def own_memory(process: psutil.Process) -> int:
    """Bytes of memory that the system gets back only by the end of the process.

    Pages of mapped files are none of them: Windows counts what is `private`; Linux counts them as resident,
    and as `shared` besides. macOS tells them apart only to root; they count there.
    """
    memory = process.memory_info()
    own = getattr(memory, "private", None)
    return int(memory.rss - getattr(memory, "shared", 0) if own is None else own)
