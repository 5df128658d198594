"""The consonants beside the vowels, which trackers do not hear. Functions change f0 and voiced in place."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.audio.samples import Recording
from core.pitch.periodicity import periodicity

Mask = NDArray[np.bool_]
Values = NDArray[np.float64]

LONGEST_CONSONANT = 25
"""Frames. A longer gap is a rest, a longer attack another note."""
LONGEST_ATTACK = 7
"""Frames. Voiceless consonants before a sung vowel last 50 to 100 ms; before the short ones lies breath."""
SETTLING = 3
"""Frames at a note's start whose median is its pitch."""
HUM = 0.85
"""Normalised cross-correlation from which a consonant is voiced."""


def join(f0: Values, voiced: Mask, voice: Recording) -> None:
    """Voice the frames of short gaps in which the stem still hums, with the pitch of the hum."""
    for start, stop in _gaps(voiced):
        hum, pitch = periodicity(voice, start, stop, f0[start - 1], f0[stop])
        humming = hum > HUM
        f0[start:stop] = np.where(humming, pitch, f0[start:stop])
        voiced[start:stop] = humming


def extend_attacks(f0: Values, voiced: Mask, voice: Recording) -> None:
    """Begin notes with the voiced consonant before their vowel, as far back as the stem hums their pitch."""
    for onset in (np.flatnonzero(voiced[1:] & ~voiced[:-1]) + 1).tolist():
        start = max(onset - LONGEST_CONSONANT, 0)
        hum, pitch = periodicity(voice, start, onset, f0[onset], f0[onset])
        still = np.flatnonzero((hum <= HUM) | voiced[start:onset])
        begin = start + (int(still[-1]) + 1 if len(still) else 0)
        f0[begin:onset] = pitch[begin - start :]
        voiced[begin:onset] = True


def carry_through(f0: Values, voiced: Mask, heard: Mask) -> None:
    """Begin notes with their voiceless consonants too, as far back as these are heard.

    Separation takes soft onsets for the band's and thins them out, so that a note's true beginning lies under
    the confidence and level of its vowel. heard: frames in which the stem is loud enough for a consonant.
    """
    attacks = list(_gaps(voiced))
    onsets = (np.flatnonzero(voiced[1:] & ~voiced[:-1]) + 1).tolist()
    attacks += [(max(onset - LONGEST_ATTACK, 0), onset) for onset in onsets]
    for start, onset in attacks:
        quiet = np.flatnonzero(~heard[start:onset] | voiced[start:onset])
        begin = start + (int(quiet[-1]) + 1 if len(quiet) else 0)
        f0[begin:onset] = np.median(f0[onset : onset + SETTLING])
        voiced[begin:onset] = True


def _gaps(voiced: Mask) -> Iterator[tuple[int, int]]:
    """[start, stop) of every gap between voiced frames that is no longer than a consonant."""
    sounding = np.flatnonzero(voiced)
    steps = np.diff(sounding)
    for last in np.flatnonzero((steps > 1) & (steps <= LONGEST_CONSONANT + 1)):
        yield int(sounding[last]) + 1, int(sounding[last + 1])
