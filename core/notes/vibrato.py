"""The pitch around which a voice swings."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import find_peaks

Values = NDArray[np.float64]
Frames = NDArray[np.int64]

SHALLOWEST = 0.3
"""Semitones from turn to turn. Less does not matter."""
DEEPEST = 3.0
"""Semitones from turn to turn. What swings farther are notes."""
HALF_PERIOD = (5, 13)
"""Frames from turn to turn: 3.8 to 10 Hz. Singers swing 4 to 8 times a second (Sundberg 1994)."""
EVEN = 2.0
"""How many times wider one swing may be than the next."""


def straightened(pitch: Values) -> Values:
    """The pitch of a phrase with its vibrato taken out; what does not swing stays as it is.

    pitch: semitones, shape (frames,). Two turns in a row are a vibrato where both have an even swing of its
    width and speed on either side; a single one is an ornament.
    """
    turns = _turns(pitch)
    swing, time = np.abs(np.diff(pitch[turns])), np.diff(turns)
    like = (swing >= SHALLOWEST) & (swing <= DEEPEST) & (time >= HALF_PERIOD[0]) & (time <= HALF_PERIOD[1])
    even = np.maximum(swing[1:], swing[:-1]) <= EVEN * np.minimum(swing[1:], swing[:-1])
    swings = np.concatenate(([False], like[1:] & like[:-1] & even, [False]))
    straight = pitch.copy()
    edges = np.flatnonzero(swings[1:] != swings[:-1]) + 1
    for first, end in edges.reshape(-1, 2):
        if end - first >= 2:
            _straighten(straight, pitch, turns, first, end)
    return straight


def _turns(pitch: Values) -> Frames:
    """Where the pitch turns by more than SHALLOWEST, in order."""
    peaks = find_peaks(pitch, prominence=SHALLOWEST)[0]
    valleys = find_peaks(-pitch, prominence=SHALLOWEST)[0]
    return np.sort(np.concatenate((peaks, valleys)))


def _straighten(straight: Values, pitch: Values, turns: Frames, first: int, end: int) -> None:
    """Put the middle between each turn and its neighbours in place of a vibrato's turns first to end - 1.

    It reaches over half a swing beyond the turns on both sides, to where the voice is in the middle again.
    """
    at = turns[first - 1 : end + 1]
    height = pitch[at]
    middle = (height[:-2] + 2 * height[1:-1] + height[2:]) / 4
    start = max(int(at[0] - (at[1] - at[0]) // 2), 0)
    stop = min(int(at[-1] + (at[-1] - at[-2]) // 2) + 1, len(pitch))
    straight[start:stop] = np.interp(np.arange(start, stop), at[1:-1], middle)
