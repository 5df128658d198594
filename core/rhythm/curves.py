"""Onsets as the beats are judged by them."""

from dataclasses import dataclass

import numpy as np

from core.rhythm.beats import Times
from core.rhythm.onsets import FRAME_RATE, LOW, MID, Onsets, Signal
from core.rhythm.tempo import salience

_REACH_FRAMES = 2
_MIX_SHARE = 0.5
"""How much the whole mix counts beside the drums where kick and snare are told apart."""


@dataclass(frozen=True)
class Curves:
    """What happens at each frame.

    salience: (frames,) onset strength against what is usual around it, about 0 mean and 1 deviation.
    accent: (frames,) salience as the maximum of the frames around, -1 to 3.
    low_or_mid: (frames,) positive where the low band starts (kick, bass), negative where the middle one does
    (snare, chords). drummed: how much of the onsets is drums, 0 to 1.
    """

    salience: Signal
    accent: Signal
    low_or_mid: Signal
    drummed: float

    @classmethod
    def of(cls, onsets: Onsets) -> "Curves":
        """Drums and mix together."""
        salient = salience(onsets.mix.sum(axis=1) + onsets.drums.sum(axis=1))
        both = onsets.drums + _MIX_SHARE * onsets.mix
        low, mid = (_widened(both[:, band]) for band in (LOW, MID))
        contrast: Signal = low / (low.std() + 1e-6) - mid / (mid.std() + 1e-6)
        drummed = min(float(onsets.drums.sum() / (onsets.mix.sum() + 1e-9)), 1.0)
        return cls(salient, np.clip(_widened(salient), -1, 3), contrast, drummed)


def read(curve: Signal, times: Times) -> Signal:
    """The curve's values at times in seconds."""
    values: Signal = curve[np.clip(np.rint(times * FRAME_RATE).astype(int), 0, len(curve) - 1)]
    return values


def between(beats: Times, part: float) -> Times:
    """The times that lie `part` of the way from each beat to the next."""
    times: Times = beats[:-1] + part * np.diff(beats)
    return times


def divisions(beats: Times, curves: Curves) -> tuple[float, float, float]:
    """Mean accent a third, half and two thirds of the way from beat to beat."""
    third, half, two_thirds = (read(curves.accent, between(beats, part)) for part in (1 / 3, 1 / 2, 2 / 3))
    return float(third.mean()), float(half.mean()), float(two_thirds.mean())


def tempo_of(beats: Times) -> float:
    """Beats a minute from the median interval."""
    return float(60 / np.median(np.diff(beats)))


def _widened(curve: Signal) -> Signal:
    """Maximum of each frame's neighbourhood, so that a sample of it may be a little late or early."""
    padded = np.pad(curve, _REACH_FRAMES, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _REACH_FRAMES + 1)
    highest: Signal = windows.max(axis=1)
    return highest
