"""How far a song lies from A = 440 Hz."""

import numpy as np
import scipy.fft
import scipy.signal
from numpy.typing import NDArray

from core.chords.base import Sound
from core.models import ANALYSIS_RATE

_FFT = 8192
_SPECTRA = 1500
"""At most so many spectra, spread over the song, are read."""
_LOWEST, _HIGHEST = 80.0, 2000.0
"""Hz, where partials are strong and near their harmonic places."""
_NEAR = 0.1
"""A peak counts from this part of its spectrum's highest."""
_CLEAR = 0.05
"""Length of the mean vector, 0 to 1, below which the song has no common tuning (drums, noise)."""


def estimate_tuning(sound: Sound) -> float:
    """Semitones, -0.5 to 0.5, by which the song lies above A = 440 Hz; 0 where that cannot be told.

    The circular mean of the spectral peaks' distances from the nearest semitone, as in Dressler and Streich,
    Tuning frequency estimation using circular statistics, ISMIR 2007.
    """
    starts = np.arange(0, max(len(sound) - _FFT, 0) + 1, max(_FFT // 2, len(sound) // _SPECTRA))
    window = scipy.signal.get_window("hann", _FFT).astype(np.float32)
    vector, weight = 0j, 0.0
    for start in starts:
        piece = sound[start : start + _FFT]
        spectrum = abs(scipy.fft.rfft(piece * window[: len(piece)], _FFT))
        semitones, heights = _peaks(spectrum)
        vector += np.sum(heights * np.exp(2j * np.pi * semitones))
        weight += np.sum(heights)
    if abs(vector) <= _CLEAR * weight:
        return 0.0
    return float(np.angle(vector) / (2 * np.pi))


def _peaks(spectrum: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Semitones from A4 and magnitudes of the spectrum's peaks, by parabolas through the logarithm."""
    width = ANALYSIS_RATE / _FFT
    low, high = int(_LOWEST / width), int(_HIGHEST / width)
    level = np.log(spectrum[low - 1 : high + 1].astype(np.float64) + 1e-12)
    left, middle, right = level[:-2], level[1:-1], level[2:]
    peak = (middle > left) & (middle >= right) & (middle > level.max() + np.log(_NEAR))
    left, middle, right = left[peak], middle[peak], right[peak]
    offset = 0.5 * (left - right) / (left - 2 * middle + right)
    frequencies = (np.flatnonzero(peak) + low + offset) * width
    return 12 * np.log2(frequencies / 440.0), np.exp(middle)
