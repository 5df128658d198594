"""A song's tracks in short lossless files, which are there to be heard while the rest is still in work."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from core.audio.encode import StemEncoder
from core.audio.samples import Sound
from core.files import attempt
from core.models import SAMPLE_RATE

SEGMENT_SECONDS = 10
LONGEST = SEGMENT_SECONDS * SAMPLE_RATE
"""Samples."""
FIRST_SECONDS = 5
"""Less than the first block of any separator, so that the first sound waits for nothing else."""


@dataclass(frozen=True)
class Segment:
    """Samples [start, end) of a song: a folder with a 24-bit FLAC file a track."""

    folder: Path
    start: int
    end: int

    def file(self, track: str) -> Path:
        """Where a track's file is, if there is one."""
        return self.folder / f"{track}.flac"

    def tracks(self) -> tuple[str, ...]:
        """Names of the tracks that it holds."""
        return tuple(sorted(Path(name).stem for name in _names(self.folder)))


def segment_at(root: Path, start: int, end: int) -> Segment:
    """The segment of samples [start, end), whether it is there or not."""
    return Segment(root / f"{start}_{end}", start, end)


def segments(root: Path) -> list[Segment]:
    """The segments that are there, in order of time. They follow each other without gap or overlap."""
    spans = (name.split("_") for name in _names(root) if not name.endswith(".part"))
    return [segment_at(root, start, end) for start, end in sorted((int(a), int(b)) for a, b in spans)]


def _names(folder: Path) -> list[str]:
    """What lies in a folder, which another process may delete at any time."""
    try:
        return [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return []


class SegmentWriter:
    """Cuts blocks of tracks into segments; each appears whole, by rename.

    24 bits, so that a soft song keeps its resolution. on_segment: called with each that is there. What is
    left becomes the last one where a `with` block ends well.
    """

    def __init__(self, root: Path, on_segment: Callable[[Segment], None]) -> None:
        self._root = root
        self._on_segment = on_segment
        self._buffers: dict[str, Sound] = {}
        self._start = self._filled = 0

    def write(self, block: dict[str, Sound]) -> None:
        """Take the next block of all tracks, each of shape (samples, 2). Raises OSError."""
        if not self._buffers:
            self._buffers = {track: np.empty((LONGEST, 2), np.float32) for track in block}
        samples = len(next(iter(block.values()), ()))
        taken = 0
        while taken < samples:
            count = min(samples - taken, self._length() - self._filled)
            for track, sound in block.items():
                self._buffers[track][self._filled : self._filled + count] = sound[taken : taken + count]
            taken += count
            self._filled += count
            if self._filled == self._length():
                self._publish()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        if kind is None and self._filled:
            self._publish()

    def _length(self) -> int:
        return LONGEST if self._start else FIRST_SECONDS * SAMPLE_RATE

    def _publish(self) -> None:
        segment = segment_at(self._root, self._start, self._start + self._filled)
        with attempt(segment.folder) as work:
            for track, buffer in self._buffers.items():
                _encode(work / segment.file(track).name, buffer[: self._filled])
        self._start, self._filled = segment.end, 0
        self._on_segment(segment)


def _encode(path: Path, sound: Sound) -> None:
    encoder = StemEncoder(path, "flac")
    try:
        encoder.write(sound)
    finally:
        encoder.close()
