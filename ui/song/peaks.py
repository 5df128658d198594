"""The outline of a stem, in levels of detail."""

import numpy as np
from numpy.typing import NDArray

from core.audio.peaks import FULL_SCALE, PEAK_SAMPLES
from core.models import SAMPLE_RATE

STEP = 4
"""Blocks of one level that make a block of the next."""

Columns = tuple[NDArray[np.float32], NDArray[np.float32]]


class Peaks:
    """A stem's lowest and highest samples by blocks, and by ever larger blocks.

    blocks: see `core.audio.peaks`.
    """

    def __init__(self, blocks: NDArray[np.int8]) -> None:
        self._levels = [(np.ascontiguousarray(blocks[:, 0]), np.ascontiguousarray(blocks[:, 1]))]
        while len(self._levels[-1][0]) > STEP:
            low, high = self._levels[-1]
            edges = np.arange(0, len(low), STEP)
            self._levels.append((np.minimum.reduceat(low, edges), np.maximum.reduceat(high, edges)))

    @property
    def loudest(self) -> float:
        """The level that no sample exceeds, 0 to 1."""
        low, high = self._levels[-1]
        return max(-int(low.min()), int(high.max())) / FULL_SCALE if len(low) else 0.0

    def columns(self, start: float, step: float, count: int) -> Columns:
        """Lowest and highest samples, -1 to 1, of `count` columns of `step` seconds from `start` on.

        Outside of the song they are 0.
        """
        per_column = step * SAMPLE_RATE / PEAK_SAMPLES
        at = start * SAMPLE_RATE / PEAK_SAMPLES + np.arange(count + 1, dtype=np.float64) * per_column
        low, high = self._between(at) if per_column < 1 else self._within(at, per_column)
        return low / np.float32(FULL_SCALE), high / np.float32(FULL_SCALE)

    def _within(self, at: NDArray[np.float64], per_column: float) -> Columns:
        """Columns that hold whole blocks: the extremes of those."""
        level = min(max(int(np.log(per_column) / np.log(STEP)), 0), len(self._levels) - 1)
        low, high = self._levels[level]
        edges = np.floor(at / STEP**level).astype(np.int64)
        inside = (edges[:-1] >= 0) & (edges[:-1] < len(low))
        result = np.zeros((2, len(at) - 1), np.float32)
        firsts = edges[:-1][inside]
        if len(firsts):
            end = min(max(int(edges[1:][inside][-1]), int(firsts[-1]) + 1), len(low))
            result[0, inside] = np.minimum.reduceat(low[:end], firsts)
            result[1, inside] = np.maximum.reduceat(high[:end], firsts)
        return result[0], result[1]

    def _between(self, at: NDArray[np.float64]) -> Columns:
        """Columns narrower than a block: a line from one block's middle to the next one's."""
        low, high = self._levels[0]
        middles = (at[:-1] + at[1:]) / 2 - 0.5
        first = max(int(middles[0]) - 1, 0)
        last = min(int(middles[-1]) + 3, len(low))
        if first >= last:
            return np.zeros(len(middles), np.float32), np.zeros(len(middles), np.float32)
        blocks = np.arange(first, last)
        return (
            np.interp(middles, blocks, low[first:last], right=0).astype(np.float32),
            np.interp(middles, blocks, high[first:last], right=0).astype(np.float32),
        )
