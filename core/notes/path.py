"""Which note is sung at each frame of a phrase: the cheapest path through notes that set in and then hold.

The states are those of Tony's note model (Mauch et al., Computer-aided melody note transcription using the
Tony software, TENOR 2015): each pitch has an attack, in which the voice may still be anywhere, and a sustain,
in which it stays near. Costs are in frames: 1 is a frame that lies NEAR from its note.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

STEP = 0.25
"""Semitones between the pitches that a note may have."""
NEAR = 0.6
"""Semitones. Farther from a note's pitch, a frame is rather its attack (a glide, a consonant)."""
FARTHEST = 6.0
"""Cost of a frame that has nothing to do with the note: a slip of the tracker."""
NEW_NOTE = 11.0
"""Cost of a new note: what lasts 110 ms or more elsewhere is one."""
DIP_DB = 12.0
"""A dip in loudness this deep costs as much as a new note, if the note were to hold through it."""


@dataclass(frozen=True)
class Span:
    """Frames [start, stop) of a note; from `held` on it is past its attack."""

    start: int
    held: int
    stop: int


def spans(pitch: Values, dips: Values, gaps: NDArray[np.bool_]) -> list[Span]:
    """Cut a phrase into notes.

    pitch: semitones, shape (frames,), voiced throughout. dips: dB, shape (frames,), 0 where there is none.
    gaps: (frames,), the frames after a gap in the voice, where a new note costs nothing. The spans follow
    each other without gaps. Exact (Viterbi), in time and memory of frames x pitches.
    """
    grid = np.arange(pitch.min(), pitch.max() + STEP, STEP)
    distance = np.minimum(((pitch[:, None] - grid) / NEAR) ** 2, FARTHEST)
    holding = distance + (dips * (NEW_NOTE / DIP_DB))[:, None]
    return _trace_back(*_forward(holding, np.where(gaps, 0.0, NEW_NOTE)))


def _forward(
    holding: Values, beginning: Values
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64], int]:
    """For every frame: which sustains come from an attack, which attacks are new, and the best note before.

    holding: cost of every frame in the sustain of every pitch. beginning: of a new note at every frame.
    Returns the last note's pitch, too.
    """
    settles = np.zeros(holding.shape, bool)
    begins = np.zeros(holding.shape, bool)
    before = np.zeros(len(holding), int)
    sustain, attack = holding[0].copy(), np.ones(holding.shape[1])
    for frame in range(1, len(holding)):
        before[frame] = sustain.argmin()
        new = sustain[before[frame]] + beginning[frame]
        np.less(attack, sustain, out=settles[frame])
        np.less(new, attack, out=begins[frame])
        sustain, attack = np.minimum(sustain, attack) + holding[frame], np.minimum(attack, new) + 1.0
    return settles, begins, before, int(sustain.argmin())


def _trace_back(
    settles: NDArray[np.bool_], begins: NDArray[np.bool_], before: NDArray[np.int64], pitch: int
) -> list[Span]:
    found: list[Span] = []
    stop = held = len(settles)
    attacking = False
    for frame in range(len(settles) - 1, 0, -1):
        if not attacking:
            held = frame
            attacking = bool(settles[frame, pitch])
        elif begins[frame, pitch]:
            found.append(Span(frame, held, stop))
            pitch, stop, attacking = int(before[frame]), frame, False
    found.append(Span(0, held if attacking else 0, stop))
    return found[::-1]
