"""What every engine needs that works on overlapping blocks of a song longer than memory."""

import math

import numpy as np
import torch
from torch import Tensor

from core.separation.base import Song

MEASURED_SAMPLES = 1 << 20
"""Samples in memory at once while the song's level is measured."""


def read_block(mix: Song, start: int, length: int, outside: float = 0.0) -> Tensor:
    """Read samples [start, start + length) as float32 of shape (2, length); `outside` surrounds the song."""
    block = torch.full((2, length), outside)
    first, last = max(start, 0), min(start + length, len(mix))
    if first < last:
        block[:, first - start : last - start] = torch.from_numpy(np.array(mix[first:last].T, np.float32))
    return block


def level(mix: Song) -> float:
    """RMS of the song without a constant offset, 1.0 at full scale; 0.0 in silence."""
    squares = 0.0
    for start in range(0, len(mix), MEASURED_SAMPLES):
        for channel in np.ascontiguousarray(mix[start : start + MEASURED_SAMPLES].T, np.float64):
            squares += float(channel @ channel - channel.sum() ** 2 / len(channel)) / 2
    return math.sqrt(max(squares, 0.0) / max(len(mix), 1))


class OverlapAdd:
    """Sums blocks that overlap along their last axis, and gives out what no later block reaches."""

    def __init__(self) -> None:
        self._tail = torch.zeros(0)

    def add(self, block: Tensor, stride: int) -> Tensor:
        """Add a block that starts where the last output ended; return the sum's next `stride` elements.

        Every block must reach as far as the one before it; a shorter last block gives all it has.
        """
        overlap = self._tail.shape[-1]
        total = torch.cat([block[..., :overlap] + self._tail, block[..., overlap:]], dim=-1)
        self._tail = total[..., stride:]
        return total[..., :stride]
