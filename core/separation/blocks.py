"""What every engine needs that works on overlapping blocks of a song longer than memory."""

import numpy as np
import torch
from torch import Tensor

from core.separation.base import Sound


def read_block(mix: Sound, start: int, length: int, outside: float = 0.0) -> Tensor:
    """Read samples [start, start + length) as float32 of shape (2, length); `outside` surrounds the song."""
    block = torch.full((2, length), outside)
    first, last = max(start, 0), min(start + length, len(mix))
    if first < last:
        block[:, first - start : last - start] = torch.from_numpy(np.array(mix[first:last].T, np.float32))
    return block


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
