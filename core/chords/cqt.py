"""The constant-Q spectrogram that the chord networks were trained on, as librosa's `hybrid_cqt` makes it.

Our own because librosa compiles for seconds on first use and holds the spectrogram of a whole song.
"""

import numpy as np
import scipy.fft
import scipy.signal
import scipy.sparse
import soxr
from numpy.typing import NDArray

from core.models import ANALYSIS_RATE

HOP = 512
"""Samples at 22.05 kHz from one frame's centre to the next; frame 0 is centred at sample 0."""
BINS_PER_OCTAVE = 36
BINS = 7 * BINS_PER_OCTAVE
LOWEST = 440.0 * 2.0 ** (-45 / 12)
"""Hz, C1: the lowest bin at standard tuning."""
MARGIN = 256 * HOP
"""Samples on each side of a block that reach into its frames: longest filter and resamplers."""

_BANDWIDTH = (2.0 ** (2 / BINS_PER_OCTAVE) - 1) / (2.0 ** (2 / BINS_PER_OCTAVE) + 1)
"""Relative bandwidth of a bin: bins next but one touch."""
_SHORT_FILTER = 512
"""Samples. Filters up to this length are applied to the magnitudes of a common spectrogram."""
_SHORT_FFT = 1024
_OCTAVE_FFT = 512
_DISCARDED = 0.01
"""Part of each filter's magnitude that is dropped to make the filters sparse."""

Spectrogram = NDArray[np.float32]
"""float32 of shape (frames, bins)."""


class ConstantQ:
    """Magnitudes of 252 bins, 36 an octave from C1, frame k centred at sample 512 k.

    tuning: semitones by which the song lies above A = 440 Hz.
    Source: Schörkhuber and Klapuri, Constant-Q transform toolbox for music processing, SMC 2010; librosa.
    """

    def __init__(self, tuning: float = 0.0) -> None:
        frequencies = LOWEST * 2.0 ** (np.arange(BINS) / BINS_PER_OCTAVE + tuning / 12)
        short = _lengths(frequencies, ANALYSIS_RATE) <= _SHORT_FILTER
        self._low_bins = int(np.sum(~short))
        self._high = abs(_filters(frequencies[short], ANALYSIS_RATE, _SHORT_FFT)) / np.sqrt(_SHORT_FFT)
        # With the sample rate halved for each octave down, the filters of all octaves are the same.
        top_octave = frequencies[~short][-BINS_PER_OCTAVE:]
        scale = 1 / np.sqrt(_lengths(top_octave, ANALYSIS_RATE / 2))
        self._octave = scipy.sparse.diags_array(scale) @ _filters(top_octave, ANALYSIS_RATE / 2, _OCTAVE_FFT)

    def __call__(self, sound: NDArray[np.float32]) -> Spectrogram:
        """sound: float32 of shape (samples,) at 22.05 kHz, silence around it. 1 + samples // 512 frames."""
        frames = 1 + len(sound) // HOP
        spectrogram = np.empty((frames, BINS), np.float32)
        window = scipy.signal.get_window("hann", _SHORT_FFT).astype(np.float32)
        spectrogram[:, self._low_bins :] = (self._high @ abs(_spectra(sound, HOP, frames, window))).T
        hop, end = HOP, self._low_bins
        while end > 0:
            sound, hop = _halve(sound), hop // 2
            bins = min(BINS_PER_OCTAVE, end)
            octave = abs(self._octave @ _spectra(sound, hop, frames, np.ones(_OCTAVE_FFT, np.float32)))
            spectrogram[:, end - bins : end] = octave[-bins:].T
            end -= bins
        return spectrogram


def _lengths(frequencies: NDArray[np.float64], rate: float) -> NDArray[np.float64]:
    lengths: NDArray[np.float64] = rate / (_BANDWIDTH * frequencies)
    return lengths


def _filters(frequencies: NDArray[np.float64], rate: float, fft: int) -> scipy.sparse.csr_array:
    """Spectra of the windowed complex tones, sparse, of shape (frequencies, fft // 2 + 1)."""
    rows = []
    for frequency, length in zip(frequencies, _lengths(frequencies, rate), strict=True):
        samples = np.arange(-length // 2, length // 2)
        window = scipy.signal.get_window("hann", len(samples))
        tone = window * np.exp(2j * np.pi * frequency / rate * samples) / window.sum()
        before = (fft - len(tone)) // 2
        padded = np.pad(tone, (before, fft - len(tone) - before))
        rows.append(_sparse(scipy.fft.fft(padded * length / fft)[: fft // 2 + 1]))
    return scipy.sparse.csr_array(np.array(rows, np.complex64))


def _sparse(row: NDArray[np.complex128]) -> NDArray[np.complex128]:
    magnitudes = np.sort(abs(row))
    kept = magnitudes[np.argmax(np.cumsum(magnitudes) >= _DISCARDED * magnitudes.sum())]
    return np.where(abs(row) >= kept, row, 0)


def _halve(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Half the sample rate. Each octave's filters are half as many samples of it, so energy is kept."""
    half: NDArray[np.float32] = soxr.resample(sound, 2, 1, quality="HQ") * np.float32(np.sqrt(2))
    return half


def _spectra(
    sound: NDArray[np.float32], hop: int, frames: int, window: NDArray[np.float32]
) -> NDArray[np.complex64]:
    """Spectra of `frames` frames, the first centred at sample 0, of shape (len(window) // 2 + 1, frames)."""
    size = len(window)
    padded = np.pad(sound, (size // 2, size))
    pieces = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][:frames]
    spectra: NDArray[np.complex64] = scipy.fft.rfft(pieces * window).T
    return spectra
