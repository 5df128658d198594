"""Beats as a MIDI tempo map: where a time lies in ticks, and which tempos and bars lead there."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.documents import Document
from core.models import HOP_SECONDS
from core.rhythm.base import beats_in_bar

TICKS_PER_QUARTER = 960
DEFAULT_TEMPO = 500_000
"""Microseconds a quarter, 120 a minute: where a song has no beats."""
_LONGEST_QUARTER = 0xFFFFFF
"""What a file can say, in microseconds."""
_SIXTEENTH = TICKS_PER_QUARTER // 4


@dataclass(frozen=True)
class Tempo:
    """From this tick on. seconds: when it is played. microseconds: of a quarter, whole ones."""

    tick: int
    seconds: float
    microseconds: int


@dataclass(frozen=True)
class Signature:
    """Bars of `count` notes of the length 1 / `unit` from this tick on, which is the start of a bar."""

    tick: int
    count: int
    unit: int


@dataclass(frozen=True)
class TempoMap:
    """Second 0 is tick 0."""

    tempos: tuple[Tempo, ...]
    signatures: tuple[Signature, ...]

    def tick(self, seconds: float) -> int:
        """The tick that is nearest to a time."""
        number = bisect_right(self.tempos, seconds, key=lambda tempo: tempo.seconds)
        tempo = self.tempos[max(number - 1, 0)]
        return max(tempo.tick + round((seconds - tempo.seconds) * _ticks_per_second(tempo.microseconds)), 0)


def tempo_map(document: Document | None) -> TempoMap:
    """The map in which each beat is a beat, and each downbeat begins a bar. document: of the beats route.

    What comes before the first beat is whole beats at about its tempo, or, where that is less than half a
    beat, a bar of some sixteenths; below 10 ms it is nothing.
    """
    beats = document["beats"] if document else []
    if document is None or len(beats) < 2:
        return TempoMap((Tempo(0, 0.0, DEFAULT_TEMPO),), (Signature(0, 4, 4),))
    metre = _Metre.of(document["time_signature"])
    times = [float(beat["time"]) for beat in beats]
    lead, is_short = _lead(times, metre.beat_ticks)
    places = [(lead + number * metre.beat_ticks, time) for number, time in enumerate(times)]
    # Where nothing leads to it, the first beat is the start.
    tempos = tuple(_tempos([(0, 0.0), *(places if lead else places[1:])]))
    before = 0 if is_short else lead // metre.beat_ticks
    bars = _bars([int(beat["position"]) for beat in beats], before, metre.beats)
    signatures = _signatures(bars, lead if is_short else 0, metre)
    short = (Signature(0, lead // _SIXTEENTH, 16),) if is_short else ()
    return TempoMap(tempos, (*short, *signatures))


@dataclass(frozen=True)
class _Metre:
    """beats: in a bar. in_beat: notes of the length 1 / `unit` in each: three eighths in 6/8."""

    beats: int
    in_beat: int
    unit: int

    @classmethod
    def of(cls, time_signature: str) -> "_Metre":
        count, _, unit = time_signature.partition("/")
        beats = beats_in_bar(time_signature)
        return cls(beats, int(count) // beats, int(unit))

    @property
    def beat_ticks(self) -> int:
        return self.in_beat * 4 * TICKS_PER_QUARTER // self.unit


def _lead(times: Sequence[float], beat_ticks: int) -> tuple[int, bool]:
    """Ticks before the first beat, and whether they are less than a beat."""
    beats = times[0] / (times[1] - times[0])
    if times[0] < HOP_SECONDS:
        return 0, False
    if beats < 0.5:
        return max(round(beats * beat_ticks / _SIXTEENTH), 1) * _SIXTEENTH, True
    return round(beats) * beat_ticks, False


def _tempos(places: Sequence[tuple[int, float]]) -> Iterator[Tempo]:
    """A tempo from each place to the next. Each makes good what the whole microseconds before it lost."""
    played = 0.0
    for (tick, _), (next_tick, next_time) in pairwise(places):
        quarters = (next_tick - tick) / TICKS_PER_QUARTER
        microseconds = min(max(round((next_time - played) * 1e6 / quarters), 1), _LONGEST_QUARTER)
        yield Tempo(tick, played, microseconds)
        played += microseconds * quarters / 1e6


def _bars(positions: Sequence[int], before: int, in_bar: int) -> Iterator[int]:
    """The beats of each bar, from the beats before the first that was found to the last whole bar."""
    downbeats = [number for number, position in enumerate(positions) if position == 1]
    upbeats = before + (downbeats[0] if downbeats else in_bar + 1 - positions[0])
    if upbeats % in_bar:
        yield upbeats % in_bar
    yield from [in_bar] * (upbeats // in_bar)
    yield from (end - start for start, end in pairwise(downbeats))
    yield in_bar


def _signatures(bars: Iterator[int], tick: int, metre: _Metre) -> Iterator[Signature]:
    last = 0
    for beats in bars:
        if beats != last:
            yield Signature(tick, beats * metre.in_beat, metre.unit)
        last = beats
        tick += beats * metre.beat_ticks


def _ticks_per_second(microseconds: int) -> float:
    return TICKS_PER_QUARTER * 1e6 / microseconds
