"""The exact place of each beat, and where a pulse begins and ends."""

import numpy as np
from numpy.typing import NDArray

from core.rhythm.beats import Times
from core.rhythm.onsets import FINE_RATE, FRAME_RATE, LEVEL_RATE, Onsets, Signal, loudness

_REACH_SECONDS = 0.04
_ATTACK_SECONDS = 0.005
"""The coarse curve hears an onset this much early."""
_STEADY_BEATS, _LIVELY_BEATS = 3.0, 1.0
"""Standard deviation, in beats, of the stretch of song that one straight line is laid through."""
_STEADY_SECONDS = 0.003
"""Mean distance of onsets from such a line; where it is more, someone plays freely."""
_OUTLIER_SECONDS = 0.012
_ROUNDS = 3
_TRUST = 0.05
"""Weight of the tracker's own time where no onset is, against 1 for a usual onset."""
_SILENCE = 1e-3
"""-60 dB against the song's loud parts."""
_PAUSE_SECONDS = 4.0
"""The pulse goes on through a shorter silence."""
_FAINT = 0.1
"""Part of a strong onset's strength below which none is heard."""
_EDGE_SECONDS = 0.07


def place(beats: Times, fine: Signal) -> Times:
    """Move each beat to its onset, then onto a line through those around: steady music gets a steady beat.

    beats: seconds, right to about 40 ms, through the whole song, so that no line is laid across a gap.
    fine: onset strength at FINE_RATE.
    """
    if len(beats) == 0:
        return beats
    heard, weight = _onset_near(beats + _ATTACK_SECONDS, fine)
    steady, lively = (_robust_lines(heard, weight, reach) for reach in (_STEADY_BEATS, _LIVELY_BEATS))
    astray = _local_mean(np.abs(heard - steady), weight, _STEADY_BEATS)
    placed: Times = np.where(astray < _STEADY_SECONDS, steady, lively)
    return placed


def sounding(beats: Times, onsets: Onsets) -> NDArray[np.bool_]:
    """Which beats lie between the first and the last onset, and in no long silence."""
    strength = onsets.mix.sum(axis=1)
    usual = np.quantile(strength[strength > 0], 0.95) if strength.any() else 0.0
    heard = np.flatnonzero(strength > _FAINT * usual) / FRAME_RATE
    audible = np.flatnonzero(onsets.level > _SILENCE * loudness(onsets.level)) / LEVEL_RATE
    if len(beats) == 0 or len(heard) == 0:
        return np.zeros(len(beats), np.bool_)
    inside = (beats > heard[0] - _EDGE_SECONDS) & (beats < heard[-1] + _EDGE_SECONDS)
    bounded = np.concatenate([[-np.inf], audible, [np.inf]])
    following = np.searchsorted(audible, beats)
    before, after = bounded[following], bounded[following + 1]
    near = np.minimum(np.abs(after - beats), np.abs(before - beats)) <= 2 / LEVEL_RATE
    result: NDArray[np.bool_] = inside & (near | (after - before <= _PAUSE_SECONDS))
    return result


def _onset_near(times: Times, fine: Signal) -> tuple[Times, Times]:
    """Time and weight (about 1) of the strongest onset within 40 ms of each time, nearer ones first."""
    reach = int(_REACH_SECONDS * FINE_RATE)
    offsets = np.arange(-reach, reach + 1)
    taper = 1 - (offsets / (reach + 1)) ** 2
    centre = np.rint(times * FINE_RATE).astype(int)
    padded = np.pad(fine, (reach, reach + 1))
    heights = padded[np.clip(centre[:, None] + offsets + reach, 0, len(padded) - 1)] * taper
    top = heights.argmax(axis=1)
    height = heights.max(axis=1)
    usual = np.median(height[height > 0]) if height.any() else 1.0
    weight = np.minimum(height / usual, 2.0)
    mixed = (weight * (centre + offsets[top]) / FINE_RATE + _TRUST * times) / (weight + _TRUST)
    return mixed, weight + _TRUST


def _robust_lines(times: Times, weight: Times, spread: float) -> Times:
    """Local lines that onsets far from them hardly pull."""
    lined = _local_lines(times, weight, spread)
    for _ in range(_ROUNDS):
        doubt = (times - lined) / _OUTLIER_SECONDS
        lined = _local_lines(times, weight / (1 + doubt**2), spread)
    return lined


def _local_lines(times: Times, weight: Times, spread: float) -> Times:
    """Weighted straight lines through the neighbours of each beat, read at the beat."""
    index = np.arange(len(times), dtype=np.float64)
    mean_index, mean_time = (_local_mean(values, weight, spread) for values in (index, times))
    variance = _local_mean(index**2, weight, spread) - mean_index**2
    covariance = _local_mean(index * times, weight, spread) - mean_index * mean_time
    lined: Times = mean_time + covariance / np.maximum(variance, 1e-6) * (index - mean_index)
    return lined


def _local_mean(values: Times, weight: Times, spread: float) -> Times:
    """Weighted mean of the neighbours of each beat, bell-shaped with a deviation of `spread` beats."""
    steps = np.arange(-int(3 * spread), int(3 * spread) + 1)
    bell = np.exp(-0.5 * (steps / spread) ** 2)
    reach = len(bell) // 2
    total, share = (np.convolve(np.pad(part, reach), bell, "valid") for part in (values * weight, weight))
    mean: Times = total / share
    return mean
