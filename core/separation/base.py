"""What a separation engine is."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
StemBlock = dict[str, Sound]
"""Stem name -> float32 of shape (samples, 2); all stems of a block have the same length."""

STEMS = ("vocals", "drums", "bass", "other")


class Separator(Protocol):
    """Splits a mix into the four STEMS, block by block."""

    name: str
    """As chosen on the command line."""
    device: str

    def separate(self, mix: Sound) -> Iterator[StemBlock]:
        """Yield consecutive blocks whose lengths sum to the mix's.

        mix: float32 of shape (samples, 2) at 44.1 kHz, often a memory map larger than memory.
        """
        ...
