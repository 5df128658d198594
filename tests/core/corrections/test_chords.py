"""Chords named by hand among those that were found."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.chords.base import Chord, Key
from core.corrections.chords import SNAP_SECONDS, with_corrected
from core.corrections.corrections import ChordCorrection

FOUND = [Chord(0.0, 2.0, "C:maj", 0.8), Chord(2.0, 4.0, "A:min", 0.7), Chord(4.0, 8.0, "F:maj", 0.9)]


def corrected(*said: tuple[float, float, str], found: list[Chord] = FOUND) -> list[tuple[float, float, str]]:
    chords = with_corrected(found, [ChordCorrection(*each) for each in said], None)
    return [(chord.start, chord.end, chord.label) for chord in chords]


def test_a_chord_in_the_place_of_another() -> None:
    chords = with_corrected(FOUND, [ChordCorrection(2.0, 4.0, "A:min7")], None)
    assert chords == [FOUND[0], Chord(2.0, 4.0, "A:min7", 1.0), FOUND[2]]


def test_a_chord_over_several_and_within_one() -> None:
    assert corrected((0.0, 4.0, "C:7")) == [(0.0, 4.0, "C:7"), (4.0, 8.0, "F:maj")]
    assert corrected((5.0, 6.0, "G:7")) == [
        *((0.0, 2.0, "C:maj"), (2.0, 4.0, "A:min")),
        *((4.0, 5.0, "F:maj"), (5.0, 6.0, "G:7"), (6.0, 8.0, "F:maj")),
    ]
    assert corrected((0.0, 8.0, "N")) == [(0.0, 8.0, "N")]


def test_another_analysis_with_edges_a_little_elsewhere_leaves_no_slivers() -> None:
    moved = [Chord(0.0, 2.1, "C:maj", 0.8), Chord(2.1, 3.9, "A:min", 0.7), Chord(3.9, 8.0, "F:maj", 0.9)]
    assert corrected((2.0, 4.0, "D:min"), found=moved) == [
        *((0.0, 2.1, "C:maj"), (2.1, 3.9, "D:min"), (3.9, 8.0, "F:maj"))
    ]


def test_a_short_chord_at_an_edge_is_not_lost() -> None:
    assert corrected((1.95, 2.05, "G:7")) == [
        *((0.0, 1.95, "C:maj"), (1.95, 2.05, "G:7"), (2.05, 4.0, "A:min"), (4.0, 8.0, "F:maj"))
    ]


def test_equal_neighbours_stay_two() -> None:
    assert corrected((2.0, 4.0, "C:maj"))[:2] == [(0.0, 2.0, "C:maj"), (2.0, 4.0, "C:maj")]


def test_of_two_that_overlap_the_later_counts() -> None:
    assert corrected((0.0, 4.0, "D:min"), (3.0, 5.0, "G:7")) == [
        *((0.0, 3.0, "D:min"), (3.0, 5.0, "G:7"), (5.0, 8.0, "F:maj"))
    ]


def test_a_chord_is_spelled_for_the_key_and_what_was_found_stays() -> None:
    chords = with_corrected(FOUND, [ChordCorrection(2.0, 4.0, "D#:maj")], Key("Eb", "major", 1.0))
    assert [chord.label for chord in chords] == ["C:maj", "Eb:maj", "F:maj"]


def test_a_song_without_chords_has_none() -> None:
    assert corrected((0.0, 1.0, "C:maj"), found=[]) == []


times = st.floats(0, 9, allow_nan=False)
spans = st.tuples(times, times, st.sampled_from(["C:maj", "G:7", "N"])).filter(lambda span: span[0] < span[1])


@given(st.lists(spans, max_size=8))
def test_whatever_is_said_the_chords_cover_the_song(said: list[tuple[float, float, str]]) -> None:
    chords = corrected(*said)
    assert (chords[0][0], chords[-1][1]) == (0.0, 8.0)
    assert all(start < end for start, end, _ in chords)
    assert all(before[1] == after[0] for before, after in pairwise(chords))


@given(spans)
def test_what_is_said_is_heard(said: tuple[float, float, str]) -> None:
    """In the middle of it, where it is longer than edges may be moved."""
    start, end, label = said
    middle = (start + min(end, 8.0)) / 2
    if min(end, 8.0) - start > 2 * SNAP_SECONDS:
        assert [name for first, last, name in corrected(said) if first <= middle < last] == [label]
