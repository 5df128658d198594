"""Viterbi decoding of a pitch that moves a few bins a frame: exact, in blocks, with bounded memory."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

TINY = float(np.finfo(np.float32).tiny)
"""Added to every probability before its logarithm, so that no path is impossible."""
LONGEST_OPEN = 3000
"""Frames (30 s) that may wait for their path; a hum below all bins would keep every path open for ever."""


class PitchViterbi:
    """Finds the most probable path through pitch bins, of which neighbours are likelier than far ones.

    The transition probability falls linearly to zero at `reach` bins and is normalised by the bin left
    (torchcrepe.decode.viterbi). Paths are those of librosa.sequence.viterbi with a uniform start. A block's
    bins are given out as soon as no later sound can change them, where all surviving paths meet, or on the
    best path so far when LONGEST_OPEN frames wait.
    """

    def __init__(self, bins: int, reach: int) -> None:
        self._bins = bins
        self._side = reach - 1
        self._jump = np.log(TINY)
        self._arrivals = _arrivals(bins, reach)
        self._scores = np.full((0, bins + 2 * self._side), -np.inf)
        self._last: NDArray[np.float64] | None = None

    def push(self, probabilities: NDArray[np.float32]) -> NDArray[np.int64]:
        """Take the next frames, shape (frames, bins); return the bins that are now certain, oldest first."""
        self._advance(np.log(probabilities + np.float32(TINY)))
        states = np.arange(self._bins)
        for frame in range(len(self._scores) - 2, -1, -1):
            states = np.unique(self._predecessors(frame, states))
            if len(states) == 1:
                return self._give_out(frame, int(states[0]))
        return self._best_path() if len(self._scores) > LONGEST_OPEN else np.empty(0, np.int64)

    def finish(self) -> NDArray[np.int64]:
        """Return the bins that are left, and forget the song."""
        if not len(self._scores):
            return np.empty(0, np.int64)
        bins = self._best_path()
        self._last = None
        return bins

    def _best_path(self) -> NDArray[np.int64]:
        return self._give_out(len(self._scores) - 1, int(np.argmax(self._inner(-1))))

    def _advance(self, log_probabilities: NDArray[np.float32]) -> None:
        """Append the best score of every bin at every new frame."""
        fresh = np.full((len(log_probabilities), self._scores.shape[1]), -np.inf)
        candidates = np.empty_like(self._arrivals)
        for row, heard in zip(fresh, log_probabilities, strict=True):
            inner = row[self._side : self._side + self._bins]
            if self._last is None:
                inner[:] = heard + np.log(1 / self._bins + TINY)
            else:
                np.add(sliding_window_view(self._last, self._bins), self._arrivals, out=candidates)
                np.max(candidates, axis=0, out=inner)
                np.maximum(inner, self._last.max() + self._jump, out=inner)
                inner += heard
            self._last = row
        self._scores = np.concatenate([self._scores, fresh])

    def _predecessors(self, frame: int, states: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the best paths into `states` at the next frame come from."""
        offsets = np.arange(len(self._arrivals))[:, None]
        candidates = self._scores[frame, states + offsets] + self._arrivals[:, states]
        best = np.argmax(candidates, axis=0)
        jumper = int(np.argmax(self._inner(frame)))
        jumped = self._inner(frame)[jumper] + self._jump > candidates[best, np.arange(len(states))]
        return np.where(jumped, jumper, states + best - self._side)

    def _give_out(self, frame: int, state: int) -> NDArray[np.int64]:
        """Trace the path back from `state` at `frame`, and drop the scores up to there."""
        path = np.empty(frame + 1, np.int64)
        path[frame] = state
        for before in range(frame - 1, -1, -1):
            path[before] = self._predecessors(before, path[before + 1 : before + 2])[0]
        self._scores = self._scores[frame + 1 :].copy()
        return path

    def _inner(self, frame: int) -> NDArray[np.float64]:
        return self._scores[frame, self._side : self._side + self._bins]


def _arrivals(bins: int, reach: int) -> NDArray[np.float64]:
    """Log transition probabilities, shape (2 reach - 1, bins): [d, j] leads from j + d - reach + 1 to j."""
    distance = np.abs(np.subtract.outer(np.arange(bins), np.arange(bins)))
    transition = np.maximum(reach - distance, 0) / np.maximum(reach - distance, 0).sum(axis=1, keepdims=True)
    side = reach - 1
    padded = np.pad(np.log(transition + TINY), ((side, side), (0, 0)), constant_values=-np.inf)
    return np.stack([np.diagonal(padded[offset : offset + bins]) for offset in range(2 * side + 1)])
