"""Chords that a person names, in the place of those that were found."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from core.chords.base import Chord, Key
from core.chords.harte import spell
from core.corrections.corrections import ChordCorrection

SNAP_SECONDS = 0.15
"""So far from an edge of a found chord, that edge is meant: another analysis has it a little elsewhere."""
_START, _END = attrgetter("start"), attrgetter("end")


def with_corrected(
    found: Sequence[Chord], corrections: Sequence[ChordCorrection], key: Key | None
) -> list[Chord]:
    """The chords with the corrected ones among them, which are spelled for the key; no gap, no overlap."""
    if not found:
        return []
    edges = [found[0].start, *map(_END, found)]
    chords = list(found)
    for correction in corrections:
        start, end = _snapped(correction, edges)
        if start < end:
            chosen = Chord(start, end, spell(correction.label, key), 1.0)
            chords = [*_before(chords, start), chosen, *_after(chords, end)]
    return chords


def _snapped(correction: ChordCorrection, edges: Sequence[float]) -> tuple[float, float]:
    """Where a correction begins and ends among the edges of found chords; it may lie within one chord."""
    start, end = _near(correction.start, edges), _near(correction.end, edges)
    if start == end:
        start, end = correction.start, correction.end
    return max(start, edges[0]), min(end, edges[-1])


def _near(time: float, edges: Sequence[float]) -> float:
    place = bisect_left(edges, time)
    nearest = min(edges[max(place - 1, 0) : place + 1], key=lambda edge: abs(edge - time))
    return nearest if abs(nearest - time) <= SNAP_SECONDS else time


def _before(chords: Sequence[Chord], time: float) -> list[Chord]:
    kept = list(chords[: bisect_left(chords, time, key=_START)])
    if kept and kept[-1].end > time:
        kept[-1] = replace(kept[-1], end=time)
    return kept


def _after(chords: Sequence[Chord], time: float) -> list[Chord]:
    kept = list(chords[bisect_right(chords, time, key=_END) :])
    if kept and kept[0].start < time:
        kept[0] = replace(kept[0], start=time)
    return kept
