"""The sung pitch as notes."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from core.audio.samples import Recording
from core.notes.base import Note
from core.notes.loudness import dips
from core.notes.path import DIP_DB, Span, spans
from core.notes.vibrato import straightened
from core.pitch.base import PitchTrack

Values = NDArray[np.float64]
Frames = NDArray[np.int64]

LONGEST_DROPOUT = 5
"""Frames. A longer gap ends a note, and so does a shorter one in which the voice gets softer."""
BESIDE_GAP = 6
"""Frames. How far from the middle of a gap its softest frame may lie."""
LONGEST_PHRASE = 6000
"""Frames. No breath lasts longer than a minute; what does is a drone, and is cut to bound the memory."""
SHORTEST_HOLD = 5
"""Frames. What holds no pitch for 50 ms is a scoop, or a fall at a phrase's end, which belongs to no note."""


def transcribe(track: PitchTrack, voice: Recording) -> list[Note]:
    """Segment a pitch track into notes, in order and without overlap.

    voice: the vocal stem, mono at 16 kHz. A note begins
    where the voice leaves the pitch of the one before, or at the softest frame between two of the same pitch.
    """
    softer = dips(voice, track.voiced)
    notes = []
    for frames in _phrases(track.voiced, softer):
        pitch = 69 + 12 * np.log2(track.f0[frames] / 440)
        centre = straightened(pitch)
        for span in spans(centre, _into(frames, softer), np.diff(frames, prepend=frames[0]) > 1):
            if span.stop - span.held >= SHORTEST_HOLD:
                notes.append(_note(span, frames, pitch, centre, track.confidence))
    return notes


def _phrases(voiced: NDArray[np.bool_], dips: Values) -> Iterator[Frames]:
    """The voiced frames of every stretch without a rest or a closure."""
    sung = np.flatnonzero(voiced)
    gaps, middles = np.diff(sung) - 1, (sung[1:] + sung[:-1]) // 2
    closed = maximum_filter1d(dips, 2 * BESIDE_GAP + 1)[middles] >= DIP_DB
    ends = (gaps > LONGEST_DROPOUT) | ((gaps > 0) & closed)
    for phrase in np.split(sung, np.flatnonzero(ends) + 1):
        for first in range(0, len(phrase), LONGEST_PHRASE):
            yield phrase[first : first + LONGEST_PHRASE]


def _into(frames: Frames, dips: Values) -> Values:
    """The deepest dip on the way from each of a phrase's frames to the next, at the latter."""
    inside = dips[frames[0] : frames[-1] + 1]
    return np.maximum.reduceat(inside, np.concatenate(([0], frames[:-1] - frames[0] + 1)))


def _note(span: Span, frames: Frames, pitch: Values, centre: Values, confidence: Values) -> Note:
    """A span of a phrase's frames as a note of the song; its bend is drawn through the tracker's dropouts."""
    sung = slice(span.start, span.stop)
    middle = float(np.median(centre[span.held : span.stop]))
    start, stop = int(frames[span.start]), int(frames[span.stop - 1]) + 1
    bend = 100 * (np.interp(np.arange(start, stop), frames[sung], pitch[sung]) - middle)
    return Note(start, stop, middle, float(confidence[start:stop].mean()), bend)
