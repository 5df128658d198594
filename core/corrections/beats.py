"""Beats at another tempo, and bars that begin elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from core.rhythm.base import Beat

TEMPO_RATIOS = (1 / 4, 1 / 3, 1 / 2, 1.0, 2.0, 3.0, 4.0)
"""How a tempo may have been mistaken: all else is another song."""


def tempo_ratio(found: float, said: float) -> float:
    """The one of the ratios that is nearest to that of two tempos, both above 0."""
    return min(TEMPO_RATIOS, key=lambda ratio: max(ratio * found / said, said / (ratio * found)))


def at_tempo(beats: Sequence[Beat], ratio: float, in_bar: int) -> list[Beat]:
    """Beats divided evenly, or thinned out, and counted anew in bars of `in_bar`.

    A downbeat stays one, but where bars are joined; a bar that was broken off begins the count anew.
    """
    if ratio > 1:
        return list(_divided(beats, round(ratio), in_bar))
    return list(_thinned(beats, round(1 / ratio), in_bar)) if ratio < 1 else list(beats)


def with_downbeat_later(beats: Sequence[Beat], shift: int, in_bar: int) -> list[Beat]:
    """The same beats, with the first of the bar so many later."""
    return [replace(beat, position=(beat.position - 1 - shift) % in_bar + 1) for beat in beats]


def _divided(beats: Sequence[Beat], parts: int, in_bar: int) -> Iterator[Beat]:
    for beat, following in pairwise(beats):
        step = (following.time - beat.time) / parts
        for part in range(parts):
            count = (beat.position - 1) * parts + part
            yield Beat(beat.time + part * step, count % in_bar + 1)
    for last in beats[-1:]:
        yield Beat(last.time, (last.position - 1) * parts % in_bar + 1)


def _thinned(beats: Sequence[Beat], parts: int, in_bar: int) -> Iterator[Beat]:
    for beat, count in zip(beats, _counted(beats, in_bar), strict=True):
        if count % parts == 0:
            yield Beat(beat.time, count // parts % in_bar + 1)


def _counted(beats: Sequence[Beat], in_bar: int) -> Iterator[int]:
    """How many beats each lies behind the first downbeat, or the end of a broken bar; below 0 before."""
    bar, last = -1, in_bar
    for beat in beats:
        if beat.position == 1:
            bar = bar + 1 if last == in_bar else 0
        last = beat.position
        yield bar * in_bar + beat.position - 1
