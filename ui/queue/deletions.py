"""Songs that someone has deleted, and may still have back for some seconds."""

import logging
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import BacklineError, JobNotFoundError
from core.jobs import Job
from core.service import Service
from ui.bridge import Bridge
from ui.queue.songs_model import SongsModel

log = logging.getLogger(__name__)

UNDO_SECONDS = 8.0


class Deletions(QObject):
    """Takes songs from the list at once, and from the disk when the time is over: a kill loses nothing.

    changed: other songs than before can be had back. failed: emitted with a sentence; the songs are back.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        model: SongsModel,
        seconds: float = UNDO_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._model = model
        self.pending: list[Job] = []
        self._timer = QTimer(self, singleShot=True, interval=round(seconds * 1000))
        self._timer.timeout.connect(self.finish)

    def delete(self, jobs: Sequence[Job]) -> None:
        """Delete songs, together with those that can still be had back."""
        self.pending += jobs
        self._model.hide(job.id for job in jobs)
        self._timer.start()
        self.changed.emit()

    def undo(self) -> None:
        """Have the songs back."""
        back, self.pending = self.pending, []
        self._timer.stop()
        self._model.unhide(job.id for job in back)
        self.changed.emit()

    def finish(self) -> None:
        """Delete them for good, now."""
        gone, self.pending = [job.id for job in self.pending], []
        self._timer.stop()
        if gone:
            self.changed.emit()
            service = self._bridge.service
            self._bridge.run(lambda: _deleted(service, gone), self._done, self.failed.emit, owner=self)

    def _done(self, refused: dict[str, str]) -> None:
        self._model.unhide(refused)
        if refused:
            self.failed.emit(next(iter(refused.values())))


def _deleted(service: Service, job_ids: list[str]) -> dict[str, str]:
    """Delete jobs; of those that could not be, why not."""
    refused = {}
    for job_id in job_ids:
        try:
            service.delete(job_id)
        except JobNotFoundError:
            continue
        except BacklineError as error:
            log.warning("%s could not be deleted: %s", job_id, error)
            refused[job_id] = str(error)
    return refused
