"""How long Qt's thread was ever away: an event that waits is a window that does not answer."""

import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

KNOCK_SECONDS = 0.005
"""Between two questions."""
LINES = 6
"""Of the stack that are kept."""


class Watchdog(QObject):
    """Asks Qt's thread again and again, from another one, and measures how long the answer takes.

    longest: seconds, less those in which the thread could have run and other processes had the cores; a slot
    that takes longer would have been seen, but for KNOCK_SECONDS. where: what the thread was doing when an
    answer took longer than `limit`.
    """

    _asked = Signal()

    def __init__(self, limit: float) -> None:
        super().__init__()
        self.longest = 0.0
        self.where: list[str] = []
        self._limit = limit
        self._watched = threading.get_ident()
        self._waits = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._answered = threading.Event()
        self._asked.connect(self._answered.set, Qt.ConnectionType.QueuedConnection)

    def patrol(self, done: threading.Event) -> None:
        """Ask until `done` is set, in a thread of its own."""
        while not done.wait(KNOCK_SECONDS):
            self._answered.clear()
            asked, waited = time.monotonic(), self._waited()
            self._asked.emit()
            if not self._answered.wait(self._limit):
                frame = sys._current_frames().get(self._watched)
                self.where.append("".join(traceback.format_stack(frame)[-LINES:]))
            while not self._answered.wait(KNOCK_SECONDS):
                if done.is_set():
                    return
            took = time.monotonic() - asked - (self._waited() - waited)
            self.longest = max(self.longest, took)

    def _waited(self) -> float:
        """Seconds in which the watched thread has waited for a core; 0 where the system does not tell."""
        return int(self._waits.read_text().split()[1]) / 1e9 if self._waits.exists() else 0.0


@contextmanager
def watching(limit: float = 0.05) -> Iterator[Watchdog]:
    """A watchdog over the calling thread, which is Qt's, while the block lets its events be delivered."""
    dog, done = Watchdog(limit), threading.Event()
    patroller = threading.Thread(target=dog.patrol, args=(done,), name="watchdog")
    patroller.start()
    try:
        yield dog
    finally:
        done.set()
        patroller.join()
