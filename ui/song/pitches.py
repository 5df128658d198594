"""Where pitches lie in the piano roll, and what they are called."""

import math
from dataclasses import dataclass

import numpy as np

from ui.song.analysis import Analysis

LOWEST_RANGE = 19
"""Semitones shown at least: a song of two notes is no cliff."""
MARGIN = 2
BLACK = {1, 3, 6, 8, 10}
NAMES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
MIDDLE_C = 60


@dataclass(frozen=True)
class PitchScale:
    """low, high: MIDI pitches of the lowest and the highest row."""

    low: int
    high: int

    @property
    def rows(self) -> int:
        """Semitones from bottom to top."""
        return self.high - self.low + 1

    def y(self, midi: float, height: float) -> float:
        """How far the middle of a pitch lies below the top of a roll of this height."""
        return (self.high + 0.5 - midi) * height / self.rows

    def pitches(self) -> range:
        """All rows, the lowest first."""
        return range(self.low, self.high + 1)


def scale_of(analysis: Analysis) -> PitchScale:
    """The rows that a song's singing needs."""
    sung = np.zeros(0) if analysis.pitch is None else analysis.pitch.midi[~np.isnan(analysis.pitch.midi)]
    if not len(sung):
        return PitchScale(MIDDLE_C - 12, MIDDLE_C + 12)
    low, high = (float(edge) for edge in np.percentile(sung, (0.2, 99.8)))
    lowest, highest = math.floor(low) - MARGIN, math.ceil(high) + MARGIN
    missing = max(LOWEST_RANGE - (highest - lowest), 0)
    return PitchScale(lowest - missing // 2, highest + (missing + 1) // 2)


def note_name(midi: float) -> str:
    """`C4` for 60."""
    nearest = round(midi)
    return f"{NAMES[nearest % 12]}{nearest // 12 - 1}"


def is_black(midi: int) -> bool:
    """Whether its key on a piano is."""
    return midi % 12 in BLACK
