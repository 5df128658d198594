"""Which of a song's pulses is the beat: half or double tempo, on the beat or off it.

Every pulse gets a weighted sum of musical evidence (a log-linear choice model), and the highest wins.
"""

from collections.abc import Iterator

import numpy as np

from core.rhythm.beats import Times, track_beats
from core.rhythm.curves import Curves, between, divisions, read, tempo_of
from core.rhythm.harmony import Harmony
from core.rhythm.onsets import Signal
from core.rhythm.tempo import candidate_periods, moderateness

FEWEST_BEATS = 4
"""Fewer are no pulse."""
_WEIGHTS = {
    "moderate": 3.0,  # near the tempo that people tap most
    "strength": 0.4,  # onsets at the beats
    "evenness": 1.0,  # onsets at every beat, not at every second only
    "dominance": 1.0,  # more onsets at the beats than halves or thirds between them
    "divided": 1.0,  # but some onsets at halves or swung eighths: who plays only beats plays at a slower one
    "backbeat": 2.2,  # kick and snare take turns from beat to beat
    "offbeat": -1.0,  # they take turns between the beats: the pulse is too slow
    "bars": 14.0,  # the harmony changes every 2, 3 or 4 beats
}
_SIDE_BEATS = 2.0
_ENOUGH_DOMINANCE = 1.5
_ENOUGH_DIVISION = 0.3
"""Accents, -1 to 3, beyond which more says nothing."""
_SAME_TEMPO = 0.04
_SAME_PHASE = 0.2


def find_pulse(curves: Curves, harmony: Harmony) -> Times:
    """Times of the beats in seconds, on the frames' grid; empty where nothing repeats."""
    best, most = np.zeros(0), -np.inf
    for beats in _pulses(curves.salience):
        found = evidence(beats, curves, harmony)
        total = sum(weight * found[name] for name, weight in _WEIGHTS.items())
        if total > most:
            best, most = beats, total
    return best


def evidence(beats: Times, curves: Curves, harmony: Harmony) -> dict[str, float]:
    """What speaks for `beats` as what people tap to, by the names of the weights."""
    third, half, two_thirds = divisions(beats, curves)
    divided = max(half, two_thirds)
    on = read(curves.accent, beats)
    turns = read(curves.low_or_mid, np.sort(np.concatenate([beats, between(beats, 1 / 2)])))
    variance = np.mean(turns**2) + 0.2 * float(np.mean(curves.low_or_mid**2)) + 1e-9
    return {
        "moderate": moderateness(tempo_of(beats)),
        "strength": on.mean(),
        "evenness": min(on[::2].mean(), on[1::2].mean()),
        "dominance": min(on.mean() - max(third, divided), _ENOUGH_DOMINANCE),
        "divided": min(divided, _ENOUGH_DIVISION),
        "backbeat": _alternation(turns[::2]) / variance,
        "offbeat": _alternation(turns) / variance,
        "bars": _bar_contrast(harmony.change(beats, _SIDE_BEATS * 60 / tempo_of(beats))),
    }


def _pulses(strength: Signal) -> Iterator[Times]:
    """Chains of beats at the likely tempi, each also between its beats, no two alike."""
    found: list[Times] = []
    for period in candidate_periods(strength):
        beats = track_beats(strength, period)
        for pulse in (beats, between(beats, 1 / 2)):
            if len(pulse) >= FEWEST_BEATS and not any(_alike(pulse, other) for other in found):
                found.append(pulse)
                yield pulse


def _alike(one: Times, other: Times) -> bool:
    """Same tempo and, in the middle of the song, same phase."""
    middle, interval = one[len(one) // 2], 60 / tempo_of(one)
    apart = np.abs(other - middle).min() / interval
    return bool(abs(np.log(tempo_of(one) / tempo_of(other))) < _SAME_TEMPO and apart < _SAME_PHASE)


def _alternation(values: Signal) -> float:
    """Positive where each value tends to have the other sign than the one before it, else 0."""
    return max(float(-(values[1:] * values[:-1]).mean()), 0.0)


def _bar_contrast(change: Times) -> float:
    """How much more the harmony changes at every 2nd, 3rd or 4th beat than at the others."""
    contrasts = []
    for length in (2, 3, 4):
        for first in range(length):
            first_beats = np.arange(len(change)) % length == first
            contrasts.append(change[first_beats].mean() - change[~first_beats].mean())
    return float(max(contrasts))
