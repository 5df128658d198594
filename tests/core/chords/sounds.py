"""Chords played by an additive synthesiser, with the times at which they change."""

import numpy as np

from core.models import ANALYSIS_RATE

TRIADS = {"C:maj": (48, 52, 55), "A:min": (45, 48, 52), "F:maj": (41, 45, 48), "G:maj": (43, 47, 50)}
"""MIDI numbers."""


def _tone(midi: float, seconds: float) -> np.ndarray:
    """A struck string: eight harmonics, 3 ms attack, decay, 20 ms release."""
    t = np.arange(round(seconds * ANALYSIS_RATE)) / ANALYSIS_RATE
    hz = 440.0 * 2.0 ** ((midi - 69) / 12)
    harmonics = np.arange(1, 9)[:, None]
    sound = np.sum(
        np.sin(2 * np.pi * hz * harmonics * t + harmonics)
        * harmonics**-1.2
        * np.exp(-t * (1 + harmonics / 2)),
        0,
    )
    return 0.05 * sound * np.minimum(1, t / 0.003) * np.minimum(1, t[::-1] / 0.02)


def progression(labels: list[str], spacing: float, cents: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Mono sound at the analysis rate, a chord every `spacing` seconds, and the chords' start times."""
    starts = np.round(np.arange(len(labels)) * spacing * ANALYSIS_RATE).astype(int)
    sound = np.zeros(round(len(labels) * spacing * ANALYSIS_RATE) + 1, np.float32)
    for start, label in zip(starts, labels, strict=True):
        low, *upper = TRIADS[label]
        for midi in (low - 12, low, *upper, low + 12):
            tone = _tone(midi + cents / 100, spacing)[: len(sound) - start]
            sound[start : start + len(tone)] += tone
    return sound, starts / ANALYSIS_RATE
