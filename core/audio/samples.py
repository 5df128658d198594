"""Sound on disk between the stages: raw float32, so that any part of a song can be read without the rest."""

from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np
import soxr
from numpy.typing import NDArray

from core.models import SAMPLE_RATE

Sound = NDArray[np.float32]


class Recording(Protocol):
    """float32 sound of shape (samples,) or (samples, 2), read by slices: an array, or a file."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Sound: ...


class SampleWriter:
    """Appends float32 blocks to a file."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def write(self, block: Sound) -> None:
        """Append a block of shape (samples,) or (samples, 2)."""
        self._file.write(np.ascontiguousarray(block, np.float32).data)

    def close(self) -> None:
        """Flush and close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()


class ResampledWriter:
    """Writes the mono mean of 44.1 kHz stereo blocks at another rate; output sample 0 is input sample 0."""

    def __init__(self, path: Path, rate: int) -> None:
        self._writer = SampleWriter(path)
        self._resampler = soxr.ResampleStream(SAMPLE_RATE, rate, 1, dtype="float32")

    def write(self, block: Sound) -> None:
        """Append a block of shape (samples, 2)."""
        mono = (block[:, 0] + block[:, 1]) * np.float32(0.5)
        self._writer.write(self._resampler.resample_chunk(mono))

    def close(self) -> None:
        """Write what the resampler still holds and close the file."""
        self._writer.write(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))
        self._writer.close()


class SampleFile:
    """A file of SampleWriter, read slice by slice: the pages of a memory map would grow with the song."""

    def __init__(self, path: Path, channels: int = 1) -> None:
        self._path = path
        self._shape = (-1,) if channels == 1 else (-1, channels)
        self._sample_bytes = np.dtype(np.float32).itemsize * channels
        self._channels = channels
        self._length = path.stat().st_size // self._sample_bytes

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> Sound:
        start, stop, _ = part.indices(self._length)
        count, offset = max(stop - start, 0) * self._channels, start * self._sample_bytes
        return np.fromfile(self._path, np.float32, count, offset=offset).reshape(self._shape)
