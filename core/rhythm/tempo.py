"""Which beat lengths a song may have."""

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from core.rhythm.onsets import FRAME_RATE, Signal

TEMPO_RANGE_BPM = (40.0, 220.0)
USUAL_TEMPO_BPM = 100.0
"""600 ms a beat: what people prefer to tap (Fraisse 1982, Parncutt 1994)."""
_WINDOW_SECONDS = 12.0
_LONGEST_LAG_SECONDS = 4.0
_AROUND_SECONDS = 6.0
_PEAKS = 4
_CANDIDATES = 12
_PULSE = 0.12
"""Autocorrelation that a pulse reaches: noise and random events stay below, rubato songs are above."""
_CHANCE = 5.0
"""Deviations of the autocorrelation of n random frames, 1 / sqrt(n), that its highest peak may reach."""
_RIPPLE = 3e-3
"""Onset strength that held tones show because frames begin at whole samples; music lies far above."""
_RELATED = (1.0, 1 / 2, 2.0, 1 / 3, 3.0, 2 / 3, 3 / 2)
"""A beat's halves, thirds and multiples repeat as clearly as the beat itself."""


def salience(onsets: Signal) -> Signal:
    """Onset strength against what is usual around it: mean about 0, deviation about 1, 0 in silence."""
    smooth = np.convolve(np.sqrt(np.maximum(onsets - _RIPPLE, 0)), [0.25, 0.5, 0.25], "same")
    size = int(_AROUND_SECONDS * FRAME_RATE)
    centred = smooth - _moving_mean(smooth, size)
    spread = np.sqrt(np.maximum(_moving_mean(centred**2, size), 0.0))
    floor = 0.1 * np.sqrt(np.mean(centred**2)) + 1e-4
    scaled: Signal = (centred / (spread + floor)).astype(np.float32)
    return scaled


def candidate_periods(salience: Signal) -> list[float]:
    """Beat lengths in seconds worth a closer look: what repeats most, and what is related to it.

    None where nothing repeats: noise, speech, free rhythm.
    """
    correlation = periodicity(salience)
    shortest, longest = (round(FRAME_RATE * 60 / bpm) for bpm in TEMPO_RANGE_BPM[::-1])
    lags = np.arange(shortest, longest + 1)
    if correlation[lags].max() < max(_PULSE, _CHANCE / np.sqrt(len(salience))):
        return []
    support = (correlation[lags] + correlation[2 * lags]) / 2
    inner = support[1:-1]
    peaks = 1 + np.flatnonzero((inner >= support[:-2]) & (inner >= support[2:]))
    ranked = sorted(peaks, key=lambda p: -support[p] * np.exp(moderateness(60 * FRAME_RATE / int(lags[p]))))
    periods: list[float] = []
    for period in (lags[p] / FRAME_RATE * factor for p in ranked[:_PEAKS] for factor in _RELATED):
        allowed = TEMPO_RANGE_BPM[0] <= 60 / period <= TEMPO_RANGE_BPM[1]
        if allowed and all(abs(np.log(period / other)) > 0.05 for other in periods):
            periods.append(float(period))
    return periods[:_CANDIDATES]


def periodicity(salience: Signal) -> Signal:
    """Autocorrelation by lag in frames, mean over windows of 12 s; 1 at lag 0."""
    size, lags = int(_WINDOW_SECONDS * FRAME_RATE), int(_LONGEST_LAG_SECONDS * FRAME_RATE)
    total = np.zeros(lags)
    for start in range(0, max(len(salience) - size // 2, 1), size // 2):
        power = np.abs(scipy.fft.rfft(salience[start : start + size], 2 * size)) ** 2
        total += scipy.fft.irfft(power)[:lags]
    unbiased = total / (1 - np.arange(lags) / size)
    correlation: Signal = (unbiased / max(total[0], 1e-9)).astype(np.float32)
    return correlation


def moderateness(bpm: float) -> float:
    """0 at the usual tempo, -1 an octave away: the logarithm of a log-normal prior."""
    return -float(np.log2(bpm / USUAL_TEMPO_BPM) ** 2)


def _moving_mean(values: NDArray[np.floating], size: int) -> NDArray[np.float64]:
    """Mean over `size` frames around each, over fewer at the ends."""
    total = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    centre = np.arange(len(values))
    first, last = np.maximum(centre - size // 2, 0), np.minimum(centre + size // 2 + 1, len(values))
    mean: NDArray[np.float64] = (total[last] - total[first]) / (last - first)
    return mean
