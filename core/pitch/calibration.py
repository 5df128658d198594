"""Confidence that means something: the probability that a frame is sung, and at this pitch."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from core.pitch.levels import Levels

Mask = NDArray[np.bool_]
Values = NDArray[np.float64]

SOFTEST = -1.6
"""Log odds of a frame that voicing takes for sung although it is soft and the tracker hears nothing."""
CERTAINTY = 3.2
"""Log odds that a tracker's full confidence adds. They grow with its cube: below 0.6 it hardly tells a pitch
that is right from one that is not."""
LOUDNESS = 0.16
"""Log odds for each dB above the softest singing: what is loud is neither leakage nor reverberation."""
LOUDEST = 20.0
"""dB. Above or below the softest singing by more, the level tells no more."""
UNVOICED = 0.25
"""What is left of the probability where voicing hears no singing: three times in four it has its reasons."""


def probability(confidence: Values, voiced: Mask, sound: Levels) -> Values:
    """The probability that each frame is sung within 50 cents of the pitch heard there, (frames,), 0 to 1.

    confidence: the tracker's own, 0 to 1. voiced: what voicing decided. A logistic regression over labelled
    voices, sung and synthetic, alone and separated from bands; one for all trackers, which differ little.
    """
    above = np.clip(sound.above_softest(), -LOUDEST, LOUDEST)
    above[voiced] = np.maximum(above[voiced], 0.0)
    sung = expit(SOFTEST + CERTAINTY * confidence**3 + LOUDNESS * above)
    return np.asarray(np.where(voiced, sung, UNVOICED * sung))
