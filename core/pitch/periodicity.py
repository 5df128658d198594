"""Is there a pitch under this consonant? Normalised cross-correlation where the tracker lost the voice."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

from core.audio.samples import Recording
from core.models import HOP_SECONDS, VOICE_RATE

HOP = round(VOICE_RATE * HOP_SECONDS)
WINDOW = 512
"""Samples at 16 kHz that are compared with themselves one period later."""
BAND_HZ = (60.0, 2000.0)
"""Where a voice still hums while the hiss of a consonant lies above it."""
SLACK = 1.06
"""A semitone: how far beyond the pitches on both sides the hum may lie."""
LONGEST_PERIOD = VOICE_RATE // 50
"""Samples."""

_BAND = butter(4, BAND_HZ, "bandpass", fs=VOICE_RATE, output="sos")


def periodicity(
    voice: Recording, start: int, stop: int, before: float, after: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How periodic frames start to stop - 1 are, at a pitch between those of their neighbours.

    voice: mono at 16 kHz. before, after: Hz. Returns the height of the highest
    peak of the normalised cross-correlation, -1 to 1 (0 where there is none), and its frequency in Hz, both
    of shape (frames,).
    """
    margin = WINDOW + LONGEST_PERIOD
    first, last = start * HOP - margin, stop * HOP + margin
    inside = np.asarray(voice[max(first, 0) : max(last, 0)], np.float64)
    missing = max(-first, 0)
    padded = np.pad(inside - inside.mean(), (missing, last - first - missing - len(inside)))
    sound = sosfiltfilt(_BAND, padded)
    shortest = int(VOICE_RATE / (max(before, after) * SLACK))
    longest = int(np.ceil(VOICE_RATE / (min(before, after) / SLACK)))
    peaks = [
        _highest_peak(sound[margin + (k * HOP) - (WINDOW + longest) // 2 :], shortest, longest)
        for k in range(stop - start)
    ]
    strength, f0 = np.array(peaks).T
    return strength, f0


def _highest_peak(sound: NDArray[np.float64], shortest: int, longest: int) -> tuple[float, float]:
    """Height and frequency (Hz) of the highest peak between two periods in samples, refined by a parabola."""
    later = sliding_window_view(sound[shortest : longest + WINDOW], WINDOW)
    now = sound[:WINDOW]
    energy = np.sqrt(np.einsum("ij,ij->i", later, later) * (now @ now))
    correlation = (later @ now) / np.maximum(energy, 1e-12)
    top = int(np.argmax(correlation))
    if top in (0, len(correlation) - 1):
        return 0.0, VOICE_RATE / (shortest + top)
    left, peak, right = correlation[top - 1 : top + 2]
    offset = (left - right) / (2 * (left - 2 * peak + right)) if left - 2 * peak + right else 0.0
    return float(peak), VOICE_RATE / (shortest + top + offset)
