"""Which frames are worth a large network's work: those that voicing could take for sung."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from core.audio.samples import Recording
from core.pitch.base import PitchTracker
from core.pitch.levels import measure

MARGIN = 4
"""Frames kept on both sides of what is loud enough: half of the 64 ms that CREPE hears at once."""
HEADROOM = 2.0
"""dB. Two trackers differ by up to 1 dB in how loud they find a singer."""


def worth_hearing(
    scout: PitchTracker, voice: Recording, accompaniment: Recording, frames: int
) -> NDArray[np.bool_]:
    """Frames that are loud enough to be sung, (frames,); voicing rejects the others whatever is heard there.

    scout: a quick tracker, which tells how loud the singer is. voice, accompaniment: as in `levels.measure`.
    """
    confidence = scout.track(voice, frames, lambda _: None).confidence
    above = measure(confidence, voice, accompaniment).above_softest()
    return np.asarray(maximum_filter1d(above > -HEADROOM, 2 * MARGIN + 1))
