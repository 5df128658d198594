"""Waiting in Qt's thread while its events are delivered, and other threads run."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

PATIENCE_SECONDS = 120.0
LOOK_MS = 20


def pause(milliseconds: int) -> None:
    """Let events be delivered for a while."""
    # Not QTest.qWait: it keeps Python's lock, so that no other thread gets on.
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], object]) -> None:
    """Return when something is so. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("The windows do not get there.")
        pause(LOOK_MS)
