"""Pictures of songs in their rows: read off Qt's thread when a row is first seen, the last seen first."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

from core.errors import BacklineError
from ui.bridge import Bridge

COVER_SIZE = 40
"""Pixels of a screen without scaling."""
KEPT = 400
"""Pictures in memory, of 25 to 100 kB each."""
AT_ONCE = 8
"""Read by one call."""


class Covers(QObject):
    """The covers of songs. came: emitted with an id when there is a picture for it."""

    came = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._known: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._wanted: dict[tuple[str, float], None] = {}
        self._is_reading = False

    def cover(self, job_id: str, ratio: float) -> QPixmap | None:
        """A song's cover for a screen of so many pixels a pixel; None where there is none, or not yet."""
        if job_id in self._known:
            self._known.move_to_end(job_id)
            return self._known[job_id]
        self._wanted.pop((job_id, ratio), None)
        self._wanted[job_id, ratio] = None
        if not self._is_reading:
            self._read_some()
        return None

    def forget(self, job_id: str) -> None:
        """Look again the next time."""
        self._known.pop(job_id, None)

    def _read_some(self) -> None:
        wanted = list(self._wanted)[: -AT_ONCE - 1 : -1]
        while len(self._wanted) > KEPT:
            del self._wanted[next(iter(self._wanted))]
        for one in wanted:
            del self._wanted[one]
        self._is_reading = bool(wanted)
        if wanted:
            find = self._bridge.service.library.cover

            def read() -> dict[str, QImage | None]:
                return {job_id: _picture(find, job_id, ratio) for job_id, ratio in wanted}

            self._bridge.run(read, self._keep, lambda _: self._keep({}), owner=self)

    def _keep(self, images: dict[str, QImage | None]) -> None:
        for job_id, image in images.items():
            self._known[job_id] = None if image is None else QPixmap.fromImage(image)
            if image is not None:
                self.came.emit(job_id)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        self._read_some()


def _picture(find: Callable[[str], Path | None], job_id: str, ratio: float) -> QImage | None:
    try:
        path = find(job_id)
    except BacklineError:
        return None
    return None if path is None else rounded(path, ratio)


def rounded(path: Path, ratio: float) -> QImage | None:
    """The middle of a picture as a square with round corners; None for what is no picture."""
    picture = QImageReader(str(path)).read()
    if picture.isNull():
        return None
    side = round(COVER_SIZE * ratio)
    filling = picture.scaled(
        side,
        side,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    square = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    square.fill(Qt.GlobalColor.transparent)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(0, 0, side, side), 6 * ratio, 6 * ratio)
    painter = QPainter(square)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    painter.drawImage((side - filling.width()) // 2, (side - filling.height()) // 2, filling)
    painter.end()
    square.setDevicePixelRatio(ratio)
    return square
