"""The short rests between notes, over which a tracker's long window hears the voice go on."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

Mask = NDArray[np.bool_]
Values = NDArray[np.float64]

FALL = 9.0
"""dB. A voice that ends falls by so much at once, down to its reverberation."""
FALL_FRAMES = 3
"""Frames that such a fall takes in a level over 40 ms. A vowel that fades takes longer."""
SLACK = 3.0
"""dB. How much a level sways while a note lasts, or while its reverberation dies away."""
LONGEST_REST = 3
"""Frames. After 30 ms of rest the next note may have begun under a soft consonant."""


def cut(voiced: Mask, level: Values) -> None:
    """Unvoice, in place, what follows the sudden end of a note until the level rises again.

    level: dBFS of the vocal stem over 40 ms around each frame, as in `levels.levels`, shape (frames,).
    """
    before = maximum_filter1d(level, FALL_FRAMES + 1, origin=FALL_FRAMES // 2)
    end = 0
    for fallen in np.flatnonzero((level <= before - FALL)[1:] & voiced[:-1]) + 1:
        if fallen > end:
            end = _cut_one(voiced, level, int(fallen), before[fallen] - SLACK)


def _cut_one(voiced: Mask, level: Values, fallen: int, singing: float) -> int:
    """Unvoice from where the level left `singing` (dBFS) until it rises after `fallen`; return the end."""
    first = max(fallen - FALL_FRAMES, 0)
    start = first + 1 + int(np.flatnonzero(level[first:fallen] >= singing)[-1])
    dying = level[fallen : start + LONGEST_REST]
    risen = np.flatnonzero(dying > np.minimum.accumulate(dying) + SLACK)
    end = fallen + (int(risen[0]) if len(risen) else len(dying))
    voiced[start:end] = False
    return end
