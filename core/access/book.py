"""The book of access: one small file that the server and the command line change in turn."""

import logging
import os
import secrets
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from core.access.entries import State
from core.errors import StorageError
from core.files import PRIVATE, storage_errors, write_whole

log = logging.getLogger(__name__)

LOCK_SECONDS = 10
"""How long a change waits for one that another process makes."""
RECENT_NS = 100_000_000
"""A file as young as this may change again without a trace in its time, size and inode."""

Result = TypeVar("Result")
Stamp = tuple[int, int, int]
"""Time in ns, size, inode."""
_STATE = TypeAdapter(State)


@dataclass(frozen=True)
class _Read:
    """What was read. stamp: of the file; None where it does not tell one version from the next."""

    state: State
    stamp: Stamp | None


class Book:
    """Reads from memory as long as the file is the same; changes it whole, one process and thread at a time.

    A file that means nothing is set aside, and nobody gets in by it. warnings: sentences on that.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "book.json"
        self._turn = threading.Lock()
        self._file_lock = FileLock(folder / "book.lock", LOCK_SECONDS, PRIVATE, thread_local=False)
        self._last: _Read | None = None
        self.warnings: tuple[str, ...] = ()

    def read(self) -> State:
        """The state on the disk. Raises StorageError."""
        last = self._last
        if last and last.stamp and last.stamp == self._stamp():
            return last.state
        try:
            with storage_errors(self._path.parent):
                self._last = last = self._read()
        except (FileNotFoundError, ValidationError):
            return self.change(lambda state: (state, state))
        return last.state

    def change(self, step: Callable[[State], tuple[State, Result]]) -> Result:
        """Go on to the state that `step` makes of the present one; it is on the disk when this returns.

        Raises what `step` raises, with nothing changed, and StorageError.
        """
        with self._locked():
            stored = self._stored()
            new, result = step(stored or State(str(uuid.uuid4()), secrets.token_hex(32)))
            if new != stored:
                self._last = None
                write_whole(self._path, _STATE.dump_json(new, indent=1), mode=PRIVATE)
            return result

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with self._turn, storage_errors(self._path.parent), self._file_lock:
                yield
        except Timeout:
            raise StorageError(
                f"Another Backline has been writing {self._path} for {LOCK_SECONDS} s. Is it stopped? End it."
            ) from None

    def _stored(self) -> State | None:
        try:
            return self._read().state
        except FileNotFoundError:
            return None
        except ValidationError:
            aside = self._path.with_name(f"{self._path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}")
            self._path.rename(aside)
            self.warnings = (
                f"The list of paired devices was damaged; it lies there as {aside.name}. Pair them again.",
            )
            log.error("%s: %s", self._path.parent, self.warnings[0])
            return None

    def _read(self) -> _Read:
        with self._path.open("rb") as file:
            stamp = _stamp_of(os.fstat(file.fileno()))
            state = _STATE.validate_json(file.read())
        return _Read(state, stamp if time.time_ns() - stamp[0] > RECENT_NS else None)

    def _stamp(self) -> Stamp | None:
        try:
            return _stamp_of(self._path.stat())
        except OSError:
            return None  # `read` looks closer, and tells


def _stamp_of(stat: os.stat_result) -> Stamp:
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
