"""Parts of a finished stem as files, cut to the sample, for players that fetch them one by one."""

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import av
import numpy as np

from core.audio.samples import Sound
from core.audio.seeking import StemIndex, StemReader
from core.audio.segments import FIRST_SECONDS, LONGEST
from core.models import SAMPLE_RATE

INDEXES = 16
"""Stems of which it is remembered where their packets lie: 0.5 MB each for ten minutes."""
FULL_SCALE = 2**15


def spans(samples: int) -> Iterator[tuple[int, int]]:
    """The parts of a song, [start, end) in samples: as long as the segments of its preview."""
    start, end = 0, FIRST_SECONDS * SAMPLE_RATE
    while start < samples:
        yield start, min(end, samples)
        start, end = end, end + LONGEST


@dataclass(frozen=True)
class Part:
    """Samples [start, end) of a stem's file. version: of the file, which another one may have replaced."""

    stem: Path
    version: str
    start: int
    end: int


class Cutter:
    """Cuts parts. Thread-safe; keeps no file open, so that whoever wants to can replace and delete them."""

    def __init__(self) -> None:
        self._index = lru_cache(INDEXES)(_index)

    def cut(self, part: Part) -> bytes:
        """The part as 16-bit FLAC, silent beyond the stem's end.

        Raises FileNotFoundError where the file is gone or another one, InvalidAudioError where it is damaged.
        """
        try:
            index = self._index(part.stem, part.version)
            with closing(StemReader(part.stem, index)) as reader:
                sound = reader.read(part.start, part.end - part.start)
        finally:
            if version_of(part.stem) != part.version:
                raise FileNotFoundError(part.stem)
        return _flac(sound)


def version_of(stem: Path) -> str:
    """A word that no other file at this place has. Raises FileNotFoundError."""
    found = stem.stat()
    return f"{found.st_mtime_ns:x}-{found.st_size:x}"


def _index(stem: Path, version: str) -> StemIndex:  # noqa: ARG001 - what it is remembered by
    with closing(StemReader(stem)) as reader:
        return reader.index


def _flac(sound: Sound) -> bytes:
    whole = np.clip(np.rint(sound * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(whole.reshape(1, -1), "s16", "stereo")
    frame.sample_rate, frame.pts = SAMPLE_RATE, 0
    file = io.BytesIO()
    with av.open(file, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=SAMPLE_RATE)
        stream.codec_context.layout, stream.codec_context.format = "stereo", "s16"
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()
