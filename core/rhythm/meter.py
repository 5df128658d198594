"""Bars: how many beats they have and which beat is the first.

A chain of bar positions over the beats (Viterbi). A downbeat is where the harmony changes and the low band
sounds; the snare answers on the beats between.
"""

import numpy as np
from numpy.typing import NDArray

from core.rhythm.beats import Times
from core.rhythm.curves import Curves, divisions, read, tempo_of
from core.rhythm.harmony import Harmony

_HARMONY = {4: (1.0, -0.4, 0.0, -0.6), 3: (1.0, -0.5, -0.5), 2: (1.0, -1.0)}
"""How much the harmony changes at each position of a bar, against its mean."""
_ACCENTS = {4: (1.0, -1.0, 0.6, -0.6), 3: (1.0, -0.5, -0.5), 2: (1.0, -1.0)}
"""Kick and bass (positive) or snare (negative) at each position."""
_BASS_WEIGHT, _DRUM_WEIGHT = 0.2, 0.4
"""Low against middle band: from bass and chords alone, and as much more as drums take part."""
_BROKEN_BAR = 5.0
"""Cost of a bar that ends early, in deviations of one beat's evidence."""
_COMMON_TIME = 0.1
"""Head start of four beats a bar, per beat."""
_SIDE_BEATS = 2.0
_LEAST_CHANGE, _LEAST_CONTRAST = 0.03, 0.3
"""Beats that differ by less than this in harmony, and in low against middle band, are alike."""
_FILLED = 0.25
"""Accent by which thirds must outdo halves."""


def find_bars(beats: Times, curves: Curves, harmony: Harmony) -> tuple[str, NDArray[np.int64]]:
    """Time signature and the bar position of each beat, 1 for a downbeat."""
    change = _standard(harmony.change(beats, _SIDE_BEATS * 60 / tempo_of(beats)), _LEAST_CHANGE)
    accents = _standard(read(curves.low_or_mid, beats), _LEAST_CONTRAST)
    accents *= _BASS_WEIGHT + _DRUM_WEIGHT * curves.drummed
    if _is_compound(beats, curves):
        return "6/8", _positions(change, accents, 2)[0]
    four, three = _positions(change, accents, 4), _positions(change, accents, 3)
    if three[1] > four[1] + _COMMON_TIME:
        return "3/4", three[0]
    return "4/4", four[0]


def _positions(change: Times, accents: Times, length: int) -> tuple[NDArray[np.int64], float]:
    """Best bar positions, 1 to length, and their mean evidence a beat."""
    fit = np.outer(change, _unit(_HARMONY[length])) + np.outer(accents, _unit(_ACCENTS[length]))
    score = fit[0]
    came_from = np.zeros(fit.shape, np.int64)
    regular = (np.arange(length) - 1) % length
    for beat in range(1, len(fit)):
        came_from[beat] = regular
        arrived = score[regular]
        leap = int(score.argmax())
        if score[leap] - _BROKEN_BAR > arrived[0]:
            came_from[beat, 0], arrived[0] = leap, score[leap] - _BROKEN_BAR
        score = arrived + fit[beat]
    state = int(score.argmax())
    path = [state]
    for beat in range(len(fit) - 1, 0, -1):
        path.append(state := int(came_from[beat, state]))
    return np.array(path[::-1]) + 1, float(score.max()) / len(fit)


def _is_compound(beats: Times, curves: Curves) -> bool:
    """Every beat is filled with three: both thirds sound, and more than the half does."""
    third, half, two_thirds = divisions(beats, curves)
    return min(third, two_thirds) > half + _FILLED


def _unit(values: tuple[float, ...]) -> Times:
    pattern = np.array(values)
    scaled: Times = pattern / pattern.std()
    return scaled


def _standard(values: NDArray[np.floating], least: float) -> Times:
    """Mean 0, deviation 1 (below it where values differ by less than `least`), none beyond 3."""
    centred = values - values.mean()
    standard: Times = np.clip(centred / (centred.std() + least), -3, 3)
    return standard
