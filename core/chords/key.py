"""The key of a song, from its chords."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.chords.base import Chord, Key
from core.chords.harte import NO_CHORD, parse, pitch_class, pitch_classes, tonic

_FUNCTIONS = {
    "major": {
        "maj": (0.33, 0.005, 0.012, 0.010, 0.008, 0.200, 0.003, 0.190, 0.012, 0.010, 0.050, 0.004),
        "min": (0.005, 0.003, 0.060, 0.003, 0.030, 0.012, 0.003, 0.010, 0.003, 0.100, 0.003, 0.004),
        "dim": (0.002, 0.003, 0.003, 0.002, 0.002, 0.001, 0.004, 0.001, 0.003, 0.002, 0.001, 0.006),
    },
    "minor": {
        "maj": (0.008, 0.006, 0.005, 0.090, 0.003, 0.040, 0.002, 0.070, 0.130, 0.003, 0.140, 0.003),
        "min": (0.330, 0.003, 0.010, 0.003, 0.003, 0.110, 0.003, 0.050, 0.003, 0.003, 0.005, 0.003),
        "dim": (0.002, 0.002, 0.012, 0.001, 0.002, 0.002, 0.003, 0.002, 0.001, 0.003, 0.001, 0.006),
    },
}
"""Part of the time that each triad sounds in a mode, by semitones of its root above the tonic.

Estimates by hand from common practice in pop and rock, not counted in a corpus.
"""
_TRIADS = {"min": ("min",), "dim": ("dim",), "hdi": ("dim",), "sus": ("maj", "min")}
"""The triads that a quality may stand for, by how its name begins; else a major one."""
_SCALE = {"major": {0, 2, 4, 5, 7, 9, 11}, "minor": {0, 2, 3, 5, 7, 8, 10}}
_STRANGE = math.log(0.3)
"""Nats for a seventh or higher tone outside the scale."""
_EVIDENCE = 8.0
"""Number of independent chords that a song counts for, because chords repeat."""
_FIRST, _LAST, _CADENCE = 0.7, 1.2, 1.0
"""Nats for the key whose tonic chord begins the song, ends it, or answers all its dominants."""


def find_key(chords: Sequence[Chord]) -> Key | None:
    """The likeliest of the 24 keys, None without a chord. confidence: its probability among them.

    Each chord speaks for its function in the key, by its length and confidence.
    """
    played = [chord for chord in chords if chord.label != NO_CHORD]
    weights = np.array([(chord.end - chord.start) * chord.confidence for chord in played])
    if weights.sum() <= 0:
        return None
    labels = [chord.label for chord in played]
    keys = [(pitch, mode) for mode in _FUNCTIONS for pitch in range(12)]
    scores = np.array([_score(labels, weights / weights.sum(), pitch, mode) for pitch, mode in keys])
    probabilities = np.exp(scores - scores.max())
    probabilities /= probabilities.sum()
    best = int(np.argmax(probabilities))
    pitch, mode = keys[best]
    return Key(tonic(pitch, mode), mode, float(probabilities[best]))


def _score(labels: list[str], weights: NDArray[np.float64], pitch: int, mode: str) -> float:
    likelihoods = {label: _fit(label, pitch, mode) for label in set(labels)}
    score = _EVIDENCE * float(weights @ [likelihoods[label] for label in labels])
    at_home = [_is_tonic(label, pitch, mode) for label in labels]
    score += _FIRST * at_home[0] + _LAST * at_home[-1]
    answers = [home for label, home in zip(labels, at_home[1:], strict=False) if _is_dominant(label, pitch)]
    return score + _CADENCE * (sum(answers) / len(answers) if answers else 0.0)


def _fit(label: str, pitch: int, mode: str) -> float:
    """Nats: how well a chord fits the key."""
    degrees = [(tone - pitch) % 12 for tone in pitch_classes(label)]
    triad = max(_FUNCTIONS[mode][kind][degrees[0]] for kind in _kinds(label))
    return math.log(triad) + _STRANGE * sum(degree not in _SCALE[mode] for degree in degrees[3:])


def _kinds(label: str) -> tuple[str, ...]:
    return _TRIADS.get(parse(label).quality[:3], ("maj",))


def _is_tonic(label: str, pitch: int, mode: str) -> bool:
    """A suspended chord wants to go on: it is no place to rest."""
    return pitch_class(parse(label).root) == pitch and _kinds(label) == (mode[:3],)


def _is_dominant(label: str, pitch: int) -> bool:
    return pitch_class(parse(label).root) == (pitch + 7) % 12 and "maj" in _kinds(label)
