"""Which frames are sung: voicing from confidence and level, and the mending of what trackers get wrong."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import label

from core.audio.samples import Recording
from core.pitch import consonants, rests
from core.pitch.base import PitchTrack, RawPitch
from core.pitch.calibration import probability
from core.pitch.consonants import HUM
from core.pitch.levels import measure
from core.pitch.periodicity import periodicity

Mask = NDArray[np.bool_]
Values = NDArray[np.float64]

CONSONANT_BELOW_SINGER = 45.0
"""dB. A voiceless consonant is softer than the vowels by less than this."""
HYSTERESIS = 0.2
"""A note that was heard with the tracker's threshold goes on down to this much less confidence."""

SHORTEST_NOTE = 5
"""Frames. Nothing sung is shorter than 50 ms."""
JUMP = 250.0
"""Cents. Two neighbouring frames farther apart belong to different notes."""
LONGEST_CERTAIN_SLIP = 20
"""Frames. A singer's octave leap lasts longer than 200 ms."""
LONGEST_SLIP = 60
"""Frames. An octave leap up to this long is a slip where the sound does not bear it out."""
LONGEST_REST = 20
"""Frames between two notes that belong together."""
OCTAVE_TOLERANCE = 80.0
"""Cents."""
LONGEST_HISS = 30
"""Frames. A sibilant lasts up to 300 ms."""
HISS_ABOVE = 1300.0
"""Cents. No singer leaps this far up and back within a sibilant's time."""


def sung(raw: RawPitch, voice: Recording, accompaniment: Recording, threshold: float) -> PitchTrack:
    """Decide which frames are sung, and mend their pitch.

    voice: the vocal stem, mono at 16 kHz. accompaniment: the rest of the song,
    mono at 22.05 kHz. threshold: the tracker's voicing_threshold.
    """
    f0 = raw.f0.copy()
    sound = measure(raw.confidence, voice, accompaniment)
    voiced = _confident(raw.confidence, threshold) & sound.audible()
    _mend_octave_slips(f0, voiced, voice)
    _drop_blips(f0, voiced)
    _drop_hisses(f0, voiced)
    consonants.join(f0, voiced, voice)
    consonants.extend_attacks(f0, voiced, voice)
    if sound.band_plays():
        consonants.carry_through(f0, voiced, sound.voice > sound.singer_loud - CONSONANT_BELOW_SINGER)
    rests.cut(voiced, sound.voice)
    _drop_blips(f0, voiced)
    return PitchTrack(np.where(voiced, f0, 0.0), probability(raw.confidence, voiced, sound), voiced)


def _confident(confidence: Values, threshold: float) -> Mask:
    """Stretches above the lower threshold that somewhere reach the upper one."""
    stretches, _ = label(confidence >= threshold - HYSTERESIS)
    reached = np.unique(stretches[confidence >= threshold])
    return np.isin(stretches, reached[reached > 0])


def _pieces(f0: Values, voiced: Mask) -> list[tuple[int, int]]:
    """[start, stop) of every stretch of voiced frames without a jump in pitch."""
    cents = 1200 * np.log2(f0)
    breaks = np.flatnonzero((np.abs(np.diff(cents)) > JUMP) | (voiced[1:] != voiced[:-1])) + 1
    bounds = [0, *breaks.tolist(), len(f0)]
    return [(a, b) for a, b in pairwise(bounds) if b > a and voiced[a]]


def _mend_octave_slips(f0: Values, voiced: Mask, voice: Recording) -> None:
    """Move short pieces back that lie an octave off the longer ones beside them."""
    pieces = _pieces(f0, voiced)
    for i, (start, stop) in enumerate(pieces):
        if stop - start > LONGEST_SLIP:
            continue
        longer = [(a, b) for a, b in pieces[max(i - 1, 0) : i + 2] if b - a > stop - start]
        leaps = [f0[start] / f0[b - 1] for a, b in longer if 0 <= start - b <= LONGEST_REST]
        leaps += [f0[stop - 1] / f0[a] for a, b in longer if 0 <= a - stop <= LONGEST_REST]
        for octave in (2.0, 0.5):
            if leaps and all(abs(1200 * np.log2(leap / octave)) < OCTAVE_TOLERANCE for leap in leaps):
                if stop - start > LONGEST_CERTAIN_SLIP and not _slipped(f0, start, stop, octave, voice):
                    continue
                f0[start:stop] /= octave


def _slipped(f0: Values, start: int, stop: int, octave: float, voice: Recording) -> bool:
    """Whether the voice has the period of the upper octave although the tracker says lower, or lacks it."""
    upper = float(np.median(f0[start:stop])) * (1.0 if octave > 1 else 2.0)
    hum, _ = periodicity(voice, start, stop, upper, upper)
    return bool((np.median(hum) > HUM) == (octave < 1))


def _drop_blips(f0: Values, voiced: Mask) -> None:
    """Unvoice pieces that are too short to be sung."""
    for start, stop in _pieces(f0, voiced):
        if stop - start < SHORTEST_NOTE:
            voiced[start:stop] = False


def _drop_hisses(f0: Values, voiced: Mask) -> None:
    """Unvoice short pieces far above the singing beside them: sibilants, taken for high notes."""
    pieces = _pieces(f0, voiced)
    starts = [a for a, b in pieces if b - a > LONGEST_HISS]
    stops = [b for a, b in pieces if b - a > LONGEST_HISS]
    for start, stop in pieces:
        if stop - start > LONGEST_HISS:
            continue
        before, after = bisect_right(stops, start), bisect_left(starts, stop)
        beside = [f0[b - 1] for b in stops[:before][-1:]] + [f0[a] for a in starts[after : after + 1]]
        if beside and f0[start:stop].min() > max(beside) * 2 ** (HISS_ABOVE / 1200):
            voiced[start:stop] = False
