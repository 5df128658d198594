"""Notices who begins to wait to be let in."""

from PySide6.QtCore import QObject, QTimer, Signal

from core.access.entries import PairRequest
from ui.bridge import Bridge

LOOK_MS = 1500


class PairQuestions(QObject):
    """Looks into the book, which is read only when it has changed, off Qt's thread until `close`.

    asked: emitted once with each PairRequest; its kind is `address` for one that knocked without a key.
    """

    asked = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._asked: set[str] = set()
        self._timer = QTimer(self, interval=LOOK_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self.blockSignals(True)

    def _look(self) -> None:
        self._bridge.run(self._bridge.service.access.waiting, self._take, lambda _: self._wait(), self)

    def _take(self, waiting: list[PairRequest]) -> None:
        new = [request for request in waiting if request.id not in self._asked]
        self._asked = {request.id for request in waiting}
        for request in new:
            self.asked.emit(request)
        self._wait()

    def _wait(self) -> None:
        if not self.signalsBlocked():
            self._timer.start()
