"""A chord sheet as plain text: bars on the beat grid, four to a line."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from core.chords.naming import NO_CHORD_NAME, chord_name, transposed, transposed_key
from core.documents import Document

BARS_IN_LINE = 4
HELD = "."
"""A beat on which the chord before goes on."""
_LONG_BEATS = 2
"""Beats that a stretch without any must last to be written: less is the first beat's late or early coming."""


@dataclass(frozen=True)
class _Sounding:
    """A chord by its printed name, seconds."""

    start: float
    end: float
    name: str


@dataclass(frozen=True)
class _Bar:
    """start: seconds. tokens: what is printed for each of its beats."""

    start: float
    tokens: tuple[str, ...]

    @property
    def is_silent(self) -> bool:
        return set(self.tokens) <= {NO_CHORD_NAME, HELD}

    def __str__(self) -> str:
        return "  ".join(self.tokens)


def chord_sheet(
    title: str, chords_document: Document, beats_document: Document | None, transpose: int = 0, capo: int = 0
) -> str:
    """The sheet of a song. The documents are those of the API; a song without beats has a bar for each chord.

    transpose: semitones by which the song is to sound higher. capo: the fret; the chords are what the hand
    plays there.
    """
    key = chords_document["key_info"].get("key")
    chords = _chords(chords_document, transpose - capo, key)
    lines = _lines(chords, chords_document["duration"], beats_document)
    head = [" ".join(title.split()), "", *_facts(key, beats_document, transpose, capo), ""]
    return "\n".join([*head, *lines]) + "\n"


def _facts(key: str | None, beats: Document | None, transpose: int, capo: int) -> Iterator[str]:
    facts = [f"Key: {transposed_key(key, transpose)}"] if key else []
    if beats and beats["beats"]:
        facts += [f"Tempo: {beats['tempo_bpm']:.0f} BPM", f"Time: {beats['time_signature']}"]
    if facts:
        yield "    ".join(facts)
    if capo:
        shapes = f", shapes in {transposed_key(key, transpose - capo)}" if key else ""
        yield f"Capo: {capo}{shapes}"


def _chords(document: Document, semitones: int, key: str | None) -> list[_Sounding]:
    """All chords, equal neighbours as one."""
    named = [
        _Sounding(entry["start_time"], entry["end_time"], _name(entry["chord_label"], semitones, key))
        for entry in document["chords"]
    ]
    together = [list(same) for _, same in groupby(named, key=lambda chord: chord.name)]
    return [_Sounding(same[0].start, same[-1].end, same[0].name) for same in together]


def _name(label: str, semitones: int, key: str | None) -> str:
    return chord_name(transposed(label, semitones, key))


def _lines(chords: Sequence[_Sounding], duration: float, document: Document | None) -> Iterator[str]:
    beats = document["beats"] if document else []
    if len(beats) < 2:
        yield from _table(_free(chords, 0.0, duration, 1))
        return
    times = [beat["time"] for beat in beats]
    times.append(max(min(2 * times[-1] - times[-2], duration), times[-1]))
    if times[0] > _LONG_BEATS * (times[1] - times[0]):
        yield from _table(_free(chords, 0.0, times[0], BARS_IN_LINE))
    bars = _bars(chords, times, [beat["position"] for beat in beats])
    pickup = bars[: beats[0]["position"] != 1]
    yield from _table([bar for bar in pickup if not bar.is_silent])
    yield from _table(bars[len(pickup) :])
    if duration - times[-1] > _LONG_BEATS * (times[-1] - times[-2]):
        yield from _table(_free(chords, times[-1], duration, BARS_IN_LINE))


def _bars(chords: Sequence[_Sounding], times: Sequence[float], positions: Sequence[int]) -> list[_Bar]:
    """The bars of beats; a broken one is shorter. times: of the beats, and the end of the last one."""
    names = [_name_between(chords, start, end) for start, end in pairwise(times)]
    begins = [number for number, position in enumerate(positions) if position == 1 or number == 0]
    return [
        _Bar(times[first], (names[first], *_changes(names[first:end])))
        for first, end in pairwise([*begins, len(names)])
    ]


def _changes(names: Sequence[str]) -> Iterator[str]:
    for before, name in pairwise(names):
        yield HELD if name == before else name


def _name_between(chords: Sequence[_Sounding], start: float, end: float) -> str:
    """The chord that sounds for the longest part of a beat."""
    found = _between(chords, start, end)
    longest = max(found, key=lambda chord: min(chord.end, end) - max(chord.start, start), default=None)
    return longest.name if longest else NO_CHORD_NAME


def _between(chords: Sequence[_Sounding], start: float, end: float) -> Iterator[_Sounding]:
    first = bisect_right(chords, start, key=lambda chord: chord.end)
    for chord in chords[first:]:
        if chord.start >= end:
            return
        yield chord


def _free(chords: Sequence[_Sounding], start: float, end: float, in_bar: int) -> list[_Bar]:
    """The chords of a stretch without beats, so many together; none where nothing sounds."""
    found = list(_between(chords, start, end))
    groups = (found[number : number + in_bar] for number in range(0, len(found), in_bar))
    bars = [_Bar(max(group[0].start, start), tuple(chord.name for chord in group)) for group in groups]
    return [] if all(bar.is_silent for bar in bars) else bars


def _table(bars: Sequence[_Bar]) -> Iterator[str]:
    """Bars in lines, with the time at which each line begins."""
    columns = [bars[column::BARS_IN_LINE] for column in range(min(len(bars), BARS_IN_LINE))]
    widths = [max(len(str(bar)) for bar in column) for column in columns]
    for first in range(0, len(bars), BARS_IN_LINE):
        line = bars[first : first + BARS_IN_LINE]
        cells = (str(bar).ljust(width) for bar, width in zip(line, widths, strict=False))
        minutes, seconds = divmod(int(line[0].start), 60)
        yield f"{minutes:>2}:{seconds:02}  |  {'  |  '.join(cells)}  |"
