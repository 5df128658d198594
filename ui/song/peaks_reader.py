"""Stems' outlines are read one after the other, so that the first is soon to be seen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from core.service import Service
from ui.bridge import Bridge
from ui.song.peaks import Peaks


class PeaksReader(QObject):
    """Those of one song. came: a stem and its Peaks. failed: a sentence; the others come all the same."""

    came = Signal(str, object)
    failed = Signal(str)

    def __init__(self, bridge: Bridge, job_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._job_id = bridge, job_id
        self._waiting: list[str] = []

    def read(self, stems: Sequence[str]) -> None:
        """Read these."""
        self._waiting = list(stems)
        self._read_next()

    def _read_next(self) -> None:
        if self._waiting:
            stem = self._waiting.pop(0)
            call = partial(_read, self._bridge.service, self._job_id, stem)
            self._bridge.run(call, partial(self._take, stem), self._skip, self)

    def _take(self, stem: str, peaks: Peaks) -> None:
        self.came.emit(stem, peaks)
        self._read_next()

    def _skip(self, sentence: str) -> None:
        self.failed.emit(sentence)
        self._read_next()


def _read(service: Service, job_id: str, stem: str) -> Peaks:
    return Peaks(service.library.peaks(job_id, stem))
