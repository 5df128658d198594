"""A stem read from anywhere, exact to the sample: what `decode` gives, without decoding what lies before."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from core.audio.container import opened, packets, sound_stream
from core.audio.decode import stereo
from core.audio.samples import Sound
from core.errors import InvalidAudioError
from core.models import SAMPLE_RATE

WARM_UP = 10
"""Packets that are decoded before the one that is wanted. An MP3 frame overlaps the one before it, which may
need 511 bytes of still earlier ones: that makes 2 frames at 320 kb/s, 6 at 32 kb/s."""
_SKIP_SAMPLES: Final = "skip_samples"
"""FFmpeg's note beside a packet: how many samples a decoder leaves out at its start and at its end."""


class StemReader:
    """Random access to a stem of ours: MP3, FLAC or WAV at 44.1 kHz, mono or stereo.

    Any part equals that part of `decode(path)`; where the file is damaged there may be silence instead. Holds
    one packet's sound and 20 bytes for each packet of the file. For one thread at a time. index: that of an
    earlier reader of the very same file, since making it takes most of the time. Raises InvalidAudioError for
    what cannot be read, and for another sample rate.
    """

    def __init__(self, path: Path, index: "StemIndex | None" = None) -> None:
        with ExitStack() as opening:
            container = opening.enter_context(opened(path, path.name))
            stream = sound_stream(container, path.name)
            if stream.rate != SAMPLE_RATE:
                raise InvalidAudioError(f"{path.name} is no stem: its sample rate is not {SAMPLE_RATE} Hz.")
            self.index = index or StemIndex.of(packets(container, stream), float(stream.time_base or 0))
            if self.samples == 0:
                raise InvalidAudioError(f"{path.name} holds no sound. Is the file damaged?")
            self._file = opening.enter_context(path.open("rb"))
            self._decoder = stream.codec_context
            self._decoder.thread_count = 1
            layout = "mono" if stream.channels == 1 else "stereo"
            self._converter = av.AudioResampler("fltp", layout, SAMPLE_RATE)
            self._closing = opening.pop_all()
        self._packet = -1
        self._sound: Sound = np.zeros((0, 2), np.float32)

    @property
    def samples(self) -> int:
        """Length of the stem."""
        return self.index.samples

    def read(self, start: int, count: int) -> Sound:
        """Samples [start, start + count) as float32 of shape (count, 2); zeros outside of the stem."""
        sound = np.zeros((count, 2), np.float32)
        first, last = max(start, 0), min(start + count, self.samples)
        for packet in self.index.packets_of(first, last):
            begin, end = self.index.span(packet)
            here, there = max(first, begin), min(last, end)
            sound[here - start : there - start] = self._sound_of(packet)[here - begin : there - begin]
        return sound

    def close(self) -> None:
        """Close the file."""
        self._closing.close()

    def _sound_of(self, packet: int) -> Sound:
        if packet != self._packet:
            if not self._packet < packet <= self._packet + WARM_UP:
                self._decoder.flush_buffers()
                self._packet = max(packet - WARM_UP, 0) - 1
            while self._packet < packet:
                self._packet += 1
                self._sound = self._decoded(self._packet)
        return self._sound

    def _decoded(self, packet: int) -> Sound:
        """The sound of a packet, and silence where it cannot be decoded."""
        begin, end = self.index.span(packet)
        sound = np.zeros((end - begin, 2), np.float32)
        with suppress(av.FFmpegError, ValueError):
            filled = 0
            for part in self._parts(packet):
                room = sound[filled : filled + len(part)]
                room[:] = part[: len(room)]
                filled += len(room)
        return sound

    def _parts(self, packet: int) -> Iterator[Sound]:
        self._file.seek(self.index.places[packet])
        data = self._file.read(self.index.sizes[packet])
        for frame in self._decoder.decode(av.Packet(data)):
            frame.pts = None
            yield from map(stereo, self._converter.resample(frame))


@dataclass(frozen=True)
class StemIndex:
    """Where the packets of a file lie in it, and in time.

    places, sizes: bytes. edges: samples from the first one after the priming; packet k is between edges k and
    k + 1.
    """

    places: NDArray[np.int64]
    sizes: NDArray[np.int32]
    edges: NDArray[np.int64]
    samples: int

    @classmethod
    def of(cls, packets: "Iterator[av.Packet[AudioStream]]", tick: float) -> "StemIndex":
        """Read a file's packets, without decoding any. tick: what their durations count, in seconds."""
        places, sizes, lengths, priming, padding = [], [], [], 0, 0
        for packet in packets:
            if packet.pos is None or not packet.size:
                continue
            places.append(packet.pos)
            sizes.append(packet.size)
            lengths.append(packet.duration or 0)
            if packet.has_sidedata(_SKIP_SAMPLES):
                at_start, at_end = _skipped(packet)
                priming += at_start
                padding += at_end
        samples_each = np.rint(np.array(lengths, np.float64) * (tick * SAMPLE_RATE)).astype(np.int64)
        edges = np.concatenate([[0], np.cumsum(samples_each)]) - priming
        samples = max(int(edges[-1]) - padding, 0)
        return cls(np.array(places, np.int64), np.array(sizes, np.int32), edges, samples)

    def packets_of(self, first: int, last: int) -> range:
        """The packets that hold samples [first, last)."""
        if first >= last:
            return range(0)
        begin, end = np.searchsorted(self.edges, [first, last - 1], "right") - 1
        return range(int(begin), int(end) + 1)

    def span(self, packet: int) -> tuple[int, int]:
        """The samples of a packet, [begin, end)."""
        return int(self.edges[packet]), int(self.edges[packet + 1])


def _skipped(packet: "av.Packet[AudioStream]") -> tuple[int, int]:
    """Samples that the decoder leaves out at the start and at the end of a packet."""
    note = bytes(packet.get_sidedata(_SKIP_SAMPLES))
    return int.from_bytes(note[:4], "little"), int.from_bytes(note[4:8], "little")
