"""Beat times by a bar-pointer model of one beat.

A state is the position within a beat and the beat's length (Krebs, Böck, Widmer: "An efficient state-space
model for joint tempo and meter tracking", ISMIR 2015). The position only counts up, so that the model folds
into its states at the beats: (frame, interval to the beat before). Viterbi over these is exact and short.
"""

import numpy as np
from numpy.typing import NDArray

from core.rhythm.onsets import FRAME_RATE, Signal

Times = NDArray[np.float64]

TEMPO_SPREAD = 1.25
"""A song's beat may be this factor shorter or longer than its usual length."""
_CHANGE = 0.035
"""Standard deviation of the log ratio of two beats in a row; a 10 ms frame alone is 2 % of a beat."""


def track_beats(salience: Signal, period: float) -> Times:
    """Best chain of beats whose intervals lie around `period` seconds.

    salience: (frames,) at FRAME_RATE, mean about 0. Returns times in seconds, on the frames' grid, that cover
    the song; none where it is shorter than a beat.
    """
    shortest = max(round(period * FRAME_RATE / TEMPO_SPREAD), 2)
    intervals = np.arange(shortest, max(round(period * FRAME_RATE * TEMPO_SPREAD), shortest) + 1)
    if len(salience) <= intervals[-1]:
        return np.zeros(0)
    score, came_from = _forward(salience, intervals)
    frames = _trace_back(score, came_from, intervals, len(salience))
    return frames / FRAME_RATE


def _forward(salience: Signal, intervals: NDArray[np.int64]) -> tuple[Signal, NDArray[np.uint8]]:
    """Scores of the last intervals[-1] frames, and for every (frame, next interval) the interval before."""
    length, shortest, longest = len(salience), int(intervals[0]), int(intervals[-1])
    ratio = np.log(intervals[:, None] / intervals)
    change = (-0.5 * (ratio / _CHANGE) ** 2).astype(np.float32)
    came_from = np.zeros((length, len(intervals)), np.uint8)
    onward = np.zeros((longest + shortest, len(intervals)), np.float32)
    tail = np.zeros((longest + shortest, len(intervals)), np.float32)
    column = np.arange(len(intervals))
    for start in range(0, length, shortest):
        now = np.arange(start, min(start + shortest, length))
        before = now[:, None] - intervals
        score = salience[now, None] + np.where(before >= 0, onward[before % len(onward), column], 0.0)
        steps = score[:, None, :] + change
        best = steps.argmax(axis=2)
        came_from[now] = best
        onward[now % len(onward)] = np.take_along_axis(steps, best[:, :, None], axis=2)[:, :, 0]
        tail[now % len(tail)] = score
    order = np.arange(length - longest, length) % len(tail)
    return tail[order], came_from


def _trace_back(
    tail: Signal, came_from: NDArray[np.uint8], intervals: NDArray[np.int64], length: int
) -> NDArray[np.int64]:
    """Frames of the best chain: its last beat lies less than one interval before the end."""
    from_end = np.arange(len(tail), 0, -1)
    final = np.where(from_end[:, None] <= intervals, tail, -np.inf)
    row, state = np.unravel_index(int(final.argmax()), final.shape)
    frame, index = length - len(tail) + int(row), int(state)
    frames = [frame]
    while frame >= intervals[index]:
        frame -= int(intervals[index])
        index = int(came_from[frame, index])
        frames.append(frame)
    return np.array(frames[::-1])
