"""How loud a sound is, whatever its length."""

import numpy as np
from numpy.typing import NDArray

from core.audio.samples import Recording

_BLOCK_SAMPLES = 1 << 19
"""Read at once."""


def hop_power(sound: Recording, hop: int) -> NDArray[np.float64]:
    """Mean square of each `hop` samples about their mean: a constant offset is silence.

    sound: mono. A shorter rest at the end counts as a hop.
    """
    powers = [np.zeros(0)]
    step = max(_BLOCK_SAMPLES // hop, 1) * hop
    for start in range(0, len(sound), step):
        block = np.asarray(sound[start : start + step], np.float64)
        edges = np.arange(0, len(block), hop)
        counts = np.diff(np.append(edges, len(block)))
        mean, square = (np.add.reduceat(values, edges) / counts for values in (block, block**2))
        powers.append(np.maximum(square - mean**2, 0))
    return np.concatenate(powers)
