"""Where the voice gets softer for a moment: closures and consonants, which part notes of the same pitch."""

import numpy as np
import scipy.fft
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d
from scipy.signal import get_window

from core.audio.samples import Recording
from core.models import HOP_SECONDS, VOICE_RATE

Values = NDArray[np.float64]

HOP = round(VOICE_RATE * HOP_SECONDS)
WINDOW = 512
"""Samples at 16 kHz: 32 ms, two periods of the lowest voices."""
BLOCK_FRAMES = 3000
"""30 s: how much sound is read at once."""
CRITICAL_BANDS_HZ = (
    100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400, 5300,
    6400, 7700,
)  # fmt: skip
"""Edges of the ear's frequency groups (Zwicker, Subdivision of the audible frequency range, 1961)."""
EXPONENT = 0.3
"""Loudness grows with this power of a sound's intensity (Stevens 1955), in each critical band by itself."""
SMOOTHING = 5
"""Frames. Shorter dips are beats between partials."""
RANGE_DB = 40.0
"""What lies farther under the singer's loud moments is silence."""
BESIDE = 30
"""Frames. A dip is measured from the louder moments up to 300 ms before and after it."""
APART = 10
"""Frames. Two syllables are at least 100 ms apart."""


def dips(voice: Recording, voiced: NDArray[np.bool_]) -> Values:
    """Depth in dB of each dip in the voice's loudness, at its softest frame; 0 at all other frames.

    voice: mono at 16 kHz. voiced: (frames,). Every vowel
    moves its own partials up and down; only a new syllable lets all critical bands fall together.
    """
    if not voiced.any():
        return np.zeros(len(voiced))
    loud = uniform_filter1d(loudness(voice, len(voiced)), SMOOTHING)
    softest = (loud == minimum_filter1d(loud, 2 * APART + 1)) & (np.diff(loud, prepend=loud[0]) < 0)
    heard = np.maximum(loud, np.percentile(loud[voiced], 90) - RANGE_DB)
    before = maximum_filter1d(heard, BESIDE + 1, origin=BESIDE // 2)
    after = maximum_filter1d(heard, BESIDE + 1, origin=-(BESIDE // 2))
    return np.where(softest, np.minimum(before, after) - heard, 0.0)


def loudness(voice: Recording, frames: int) -> Values:
    """Loudness of each frame, as the level in dB of a sound that is spread evenly over the critical bands."""
    window = get_window("hann", WINDOW).astype(np.float32)
    edges = np.round(np.array(CRITICAL_BANDS_HZ) * WINDOW / VOICE_RATE).astype(int)
    levels = np.empty(frames)
    for first in range(0, frames, BLOCK_FRAMES):
        count = min(BLOCK_FRAMES, frames - first)
        sound = _read(voice, first * HOP - WINDOW // 2, (count - 1) * HOP + WINDOW)
        spectra = scipy.fft.rfft(sliding_window_view(sound, WINDOW)[::HOP] * window)
        bands = np.add.reduceat(np.abs(spectra) ** 2, edges, axis=1)[:, :-1]
        levels[first : first + count] = 10 / EXPONENT * np.log10((bands**EXPONENT).mean(axis=1) + 1e-6)
    return levels


def _read(voice: Recording, start: int, length: int) -> NDArray[np.float32]:
    """Samples from `start` on, zeros where the song has none."""
    inside = np.asarray(voice[max(start, 0) : max(start + length, 0)])
    before = max(-start, 0)
    return np.pad(inside, (before, length - before - len(inside)))
