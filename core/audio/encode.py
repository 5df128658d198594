"""Stems as files, written block by block."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

import av
import numpy as np
from av.audio.stream import AudioStream

from core.audio.samples import Sound
from core.models import SAMPLE_RATE, StemFormat


class _Codec(NamedTuple):
    name: str
    sample_format: str
    bit_rate: int | None
    options: dict[str, str]
    container_options: dict[str, str]


CODECS = MappingProxyType(
    {
        # Level 7 takes two thirds of level 5's time, at a higher waveform SDR for 320 kb/s.
        "mp3": _Codec("libmp3lame", "fltp", 320_000, {"compression_level": "7"}, {}),
        "flac": _Codec("flac", "s32", None, {}, {}),
        "wav": _Codec("pcm_f32le", "flt", None, {}, {"rf64": "auto"}),
    }
)


AT_ONCE = SAMPLE_RATE
"""Samples converted at once. Large buffers that come and go beside a network's would scatter its heap."""


class StemEncoder:
    """Encodes 44.1 kHz stereo blocks into one file: MP3 at 320 kb/s, 24-bit FLAC or float WAV."""

    def __init__(self, path: Path, format: StemFormat) -> None:
        self._codec = CODECS[format]
        self._container = av.open(
            str(path), "w", format=format, container_options=self._codec.container_options
        )
        stream = self._container.add_stream(self._codec.name, rate=SAMPLE_RATE, options=self._codec.options)
        self._stream = cast(AudioStream, stream)
        context = self._stream.codec_context
        context.layout = "stereo"
        context.format = self._codec.sample_format
        if self._codec.bit_rate:
            context.bit_rate = self._codec.bit_rate
        self._samples = 0

    def write(self, block: Sound) -> None:
        """Encode a block of shape (samples, 2)."""
        for start in range(0, len(block), AT_ONCE):
            self._encode(block[start : start + AT_ONCE])

    def _encode(self, block: Sound) -> None:
        frame = av.AudioFrame.from_ndarray(self._layout(block), self._codec.sample_format, "stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = self._samples
        frame.time_base = Fraction(1, SAMPLE_RATE)
        self._samples += len(block)
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Write what the encoder still holds and close the file."""
        try:
            self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()

    def _layout(self, block: Sound) -> np.ndarray:
        match self._codec.sample_format:
            case "fltp":
                return np.ascontiguousarray(block.T)
            case "flt":
                return np.ascontiguousarray(block).reshape(1, -1)
            case _:
                # 24 bits, in the upper part of 32.
                whole = np.clip(np.rint(block.astype(np.float64) * 2**23), -(2**23), 2**23 - 1)
                return (whole.astype(np.int32) << 8).reshape(1, -1)


@contextmanager
def whole_stem(target: Path, format: StemFormat) -> Iterator[StemEncoder]:
    """The encoder of a file that is there when the block ends well, and not before."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        encoder = StemEncoder(part, format)
        try:
            yield encoder
        finally:
            encoder.close()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class TrackEncoders:
    """A file a track in one folder, each from its first block on."""

    def __init__(self, folder: Path, format: StemFormat) -> None:
        self._folder = folder
        self._format = format
        self._encoders: dict[str, StemEncoder] = {}
        self._closing = ExitStack()

    def write(self, block: dict[str, Sound]) -> None:
        """Encode the next block of some tracks, each of shape (samples, 2)."""
        for track, sound in block.items():
            if track not in self._encoders:
                encoder = StemEncoder(self._folder / f"{track}.{self._format}", self._format)
                self._encoders[track] = encoder
                self._closing.callback(encoder.close)
            self._encoders[track].write(sound)

    def close(self) -> None:
        """Finish all files."""
        self._closing.close()
