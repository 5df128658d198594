"""Where a song is silent: no chord sounds there, whatever a network reads into the noise."""

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.audio.power import hop_power
from core.chords.base import Sound
from core.chords.cqt import HOP

_BELOW_LOUD = 10 ** (-40 / 20)
"""Amplitude against the song's loud frames below which only reverberation and noise are left."""
_SILENCE = 10 ** (-70 / 20)
"""Amplitude, full scale 1, below which nothing is music."""
_SMOOTHING = 4
"""Hops (0.09 s): two on either side of a frame's centre."""
_REST = 43
"""Frames (1 s). A shorter pause within the song leaves the chord as it is."""


def silent_frames(sound: Sound) -> NDArray[np.bool_]:
    """True for each frame of 512 samples that is silent, of shape (1 + samples // 512,)."""
    power = hop_power(sound, HOP)
    power = np.pad(power, (0, 1 + len(sound) // HOP - len(power)))
    # The filter's running sum can end a hair below 0 in digital silence.
    level = np.sqrt(np.maximum(scipy.ndimage.uniform_filter1d(power, _SMOOTHING, mode="nearest"), 0))
    quiet = level < max(_SILENCE, np.percentile(level, 95) * _BELOW_LOUD)
    return _without_short_rests(quiet)


def _without_short_rests(quiet: NDArray[np.bool_]) -> NDArray[np.bool_]:
    kept = quiet.copy()
    runs, _ = scipy.ndimage.label(quiet)
    for (run,) in scipy.ndimage.find_objects(runs):
        inside = run.start > 0 and run.stop < len(quiet)
        if inside and run.stop - run.start < _REST:
            kept[run] = False
    return kept
