"""Slower or faster at the same pitch."""

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.filter import Graph

from core.audio.samples import Sound
from core.models import SAMPLE_RATE

SLOWEST = 0.5
"""Of one of FFmpeg's filters; from 2 on it leaves sound out."""


class Stretch:
    """Changes the tempo of a song that comes block by block, by FFmpeg's `atempo` (WSOLA).

    speed: 0.25 to 2; 0.5 takes twice the time. Output sample k belongs to input sample k x speed, within
    30 ms. The filter holds back some 100 ms of input.
    """

    def __init__(self, speed: float) -> None:
        self._graph = Graph()
        self._source = self._graph.add_abuffer(
            format="flt", sample_rate=SAMPLE_RATE, layout="stereo", time_base=Fraction(1, SAMPLE_RATE)
        )
        last = self._source
        for factor in _factors(speed):
            tempo = self._graph.add("atempo", f"{factor:.6f}")
            last.link_to(tempo)
            last = tempo
        self._sink = self._graph.add("abuffersink")
        last.link_to(self._sink)
        self._graph.configure()
        self._samples = 0

    def push(self, block: Sound) -> Sound:
        """Take the next samples, of shape (samples, 2); what is ready, in the same shape."""
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), "flt", "stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        frame.pts = self._samples
        self._samples += len(block)
        self._source.push(frame)
        return self._ready()

    def flush(self) -> Sound:
        """The rest, when no more comes."""
        self._source.push(None)
        return self._ready()

    def _ready(self) -> Sound:
        parts = [frame.to_ndarray().reshape(-1, 2) for frame in self._frames()]
        return np.concatenate([np.zeros((0, 2), np.float32), *parts])

    def _frames(self) -> Iterator[av.AudioFrame]:
        while True:
            try:
                yield cast("av.AudioFrame", self._sink.pull())
            except (BlockingIOError, EOFError):
                return


def _factors(speed: float) -> list[float]:
    return [speed] if speed >= SLOWEST else [SLOWEST, speed / SLOWEST]
