"""What a note is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Note:
    """One sung note, from its first frame to the one after its last.

    pitch: MIDI pitch as it was sung, not rounded to a semitone. confidence: 0 to 1, the mean of its frames.
    bend: float64 of shape (stop - start,), cents by which each 10 ms frame lies above `pitch`.
    """

    start: int
    stop: int
    pitch: float
    confidence: float
    bend: NDArray[np.float64]
