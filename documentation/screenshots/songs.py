"""The songs that the pictures show: parts of the example song, analysed once by a real worker."""

import tempfile
import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from core.audio.decode import decode
from core.audio.encode import StemEncoder
from core.example import SONG
from core.jobs import JobRequest
from core.models import SAMPLE_RATE
from core.service import Service
from core.settings import load_settings

PATIENCE_SECONDS = 300.0
COVER_PIXELS = 300


@dataclass(frozen=True)
class Title:
    """A song by its name: how much of the example it has, and two colours for its cover, or none."""

    name: str
    seconds: float
    colours: tuple[str, str] | None = None


READY = Title("Harbour Lights", 25, ("#f4a261", "#264653"))
ALSO_READY = (
    Title("Nobody Told the Drummer", 18, ("#9b5de5", "#f15bb5")),
    Title("Slow Train Home", 12),
    Title("Küstennebel (live)", 15, ("#00b4d8", "#03045e")),
)
TO_COME = (
    Title("Rehearsal 2026-11-24, take 3", 22),
    Title("Glass Elevator", 20, ("#ef476f", "#ffd166")),
    Title("Paper Moon Parade", 14),
)
IMPOSSIBLE = "htdemucs_6s"
"""A separator whose weights nobody can fetch without a network: its song fails as it would for a user."""


def write_song(folder: Path, title: Title) -> Path:
    """A song as a file, with its cover."""
    sound = np.concatenate(list(decode(SONG)))[: round(title.seconds * SAMPLE_RATE)]
    plain = folder / f"{title.name}.flac"
    encoder = StemEncoder(plain, "flac")
    encoder.write(sound)
    encoder.close()
    if title.colours is None:
        return plain
    return _with_cover(plain, folder / f"{title.name}.m4a", title.colours)


def analysed(root: Path, models: Path | None) -> None:
    """A data folder in which some songs are ready, and one has failed. models: folder of weights."""
    service = Service(load_settings(storage_path=root, backline_models_dir=models, enable_gpu=False).values)
    service.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            songs = [(READY, "auto"), *((title, "spleeter") for title in ALSO_READY)]
            failing = (Title("Basement Tape", 10), IMPOSSIBLE)
            for title, separator in [failing, *reversed(songs)]:
                request = JobRequest(separator, "swiftf0" if separator == "spleeter" else "auto")
                service.reception.receive(write_song(Path(folder), title), request)
            _wait(service)
    finally:
        service.stop()


def _wait(service: Service) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while service.find(lambda job: not job.status.ended):
        if time.monotonic() > end:
            raise TimeoutError("The songs of the pictures are not ready.")
        time.sleep(0.1)


def _with_cover(song: Path, target: Path, colours: tuple[str, str]) -> Path:
    with av.open(str(song)) as source, av.open(str(target), "w", format="mp4") as container:
        sound = container.add_stream("aac", rate=SAMPLE_RATE)
        picture = container.add_stream("mjpeg", rate=1)
        picture.width = picture.height = COVER_PIXELS
        picture.pix_fmt = "yuvj420p"
        picture.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame.from_ndarray(_cover(colours), "rgb24")
        frame.pts, frame.time_base = 0, Fraction(1, 1)
        container.mux([*picture.encode(frame), *picture.encode(None)])
        for block in source.decode(audio=0):
            block.pts = None
            container.mux(sound.encode(block))
        container.mux(sound.encode(None))
    return target


def _cover(colours: tuple[str, str]) -> np.ndarray:
    """A picture of shape (height, width, 3)."""
    image = QImage(COVER_PIXELS, COVER_PIXELS, QImage.Format.Format_RGB888)
    gradient = QLinearGradient(QPointF(0, 0), QPointF(COVER_PIXELS, COVER_PIXELS))
    gradient.setColorAt(0, QColor(colours[0]))
    gradient.setColorAt(1, QColor(colours[1]))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(image.rect(), gradient)
    painter.setBrush(QColor(255, 255, 255, 70))
    painter.setPen(QColor(0, 0, 0, 0))
    for radius in (120, 80, 40):
        painter.drawEllipse(QRectF(190 - radius, 190 - radius, 2 * radius, 2 * radius))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(COVER_PIXELS, image.bytesPerLine())
    return pixels[:, : COVER_PIXELS * 3].reshape(COVER_PIXELS, COVER_PIXELS, 3).copy()
