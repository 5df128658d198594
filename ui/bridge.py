"""The only crossing between threads: calls leave Qt's thread, and what comes of them returns to it."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from core.errors import BacklineError
from core.service import Service
from core.subscriptions import Changes
from ui.language import tr

log = logging.getLogger(__name__)

THREADS = 4
"""One may wait for the disk, one for a job that lets go, one for a helper; the next call need not."""
TOLD_EVERY_MS = 100
"""Between two tellings of changes: eyes see no more, and a thousand songs may change at once."""

Result = TypeVar("Result")
Failed = Callable[[str], None]
"""Takes a sentence for the user."""


class Bridge(QObject):
    """Calls the service off Qt's thread, and tells its changes on it.

    changed: emitted with `core.subscriptions.Changes`, at most ten times a second.
    """

    changed = Signal(object)
    _returned = Signal(object)
    _woken = Signal()

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service
        self._pool = ThreadPoolExecutor(THREADS, "window")
        self._returned.connect(self._call_back, Qt.ConnectionType.QueuedConnection)
        self._woken.connect(self._tell_soon, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, singleShot=True, interval=TOLD_EVERY_MS)
        self._timer.timeout.connect(self._tell)
        self._subscription = service.subscribe(self._woken.emit)

    def run(
        self,
        call: Callable[[], Result],
        done: Callable[[Result], None] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Call in another thread, then `done` with the result or `failed` with a sentence, in Qt's thread.

        owner: whom `done` and `failed` belong to; nothing is called back once it is gone. Without `failed`,
        an error is only logged. After `close`, nothing is called at all.
        """
        if self.signalsBlocked():
            return
        errand = _Errand(call, done, failed, owner)
        self._pool.submit(errand.run).add_done_callback(
            lambda future: self._returned.emit(partial(errand.settle, future))
        )

    def close(self) -> None:
        """Hear and call back no more; waits for the calls that were made."""
        self.blockSignals(True)
        self._subscription.close()
        self._timer.stop()
        self._pool.shutdown()

    @Slot(object)
    def _call_back(self, settle: Callable[[], None]) -> None:
        if not self.signalsBlocked():
            settle()

    @Slot()
    def _tell_soon(self) -> None:
        if not (self._timer.isActive() or self.signalsBlocked()):
            self._timer.start()

    @Slot()
    def _tell(self) -> None:
        changes: Changes = self._subscription.take()
        if changes:
            self.changed.emit(changes)


class _Errand(Generic[Result]):
    """A call on its way. What it holds is let go of in Qt's thread: no window may end in another one."""

    def __init__(
        self,
        call: Callable[[], Result],
        done: Callable[[Result], None] | None,
        failed: Failed | None,
        owner: QObject | None,
    ) -> None:
        self._call, self._done, self._failed, self._owner = call, done, failed, owner

    def run(self) -> Result:
        """Call, in another thread."""
        return self._call()

    def settle(self, future: "Future[Result]") -> None:
        """Call back, in Qt's thread."""
        if self._owner is None or isValid(self._owner):
            _settle(future, self._done, self._failed)
        error = future.exception()
        if error is not None:
            error.__traceback__ = None
        del self._call, self._done, self._failed, self._owner


def _settle(future: "Future[Result]", done: Callable[[Result], None] | None, failed: Failed | None) -> None:
    error = future.exception()
    if error is None:
        if done:
            done(future.result())
        return
    if not isinstance(error, BacklineError):
        log.error("a call for a window failed", exc_info=error)
    if failed:
        failed(sentence_of(error))
    elif isinstance(error, BacklineError):
        log.warning("a call for a window came to nothing: %s", error)


def sentence_of(error: BaseException) -> str:
    """What a person is told of an error."""
    if isinstance(error, BacklineError):
        return str(error)
    return tr("Something went wrong that nobody expected. The log has the details.")
