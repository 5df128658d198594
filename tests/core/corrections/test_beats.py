"""Beats that are doubled, thinned out, and counted from another one."""

import pytest

from core.corrections.beats import at_tempo, tempo_ratio, with_downbeat_later
from core.rhythm.base import Beat, beats_in_bar


def grid(positions: str, step: float = 0.5, start: float = 1.0) -> list[Beat]:
    """Beats at these positions, a digit each."""
    return [Beat(start + number * step, int(position)) for number, position in enumerate(positions)]


def written(beats: list[Beat]) -> str:
    return "".join(str(beat.position) for beat in beats)


@pytest.mark.parametrize(
    ("found", "ratio", "in_bar", "expected"),
    [
        ("12341234", 2, 4, "123412341234123"[:15]),
        ("4123412", 2, 4, "3412341234123"),
        ("123123", 2, 3, "12312312312"),
        ("1234", 3, 4, "1234123412"),
        ("1212", 4, 2, "1212121212121"),
        ("1234123412341234", 1 / 2, 4, "12341234"),
        ("34123412341234", 1 / 2, 4, "4123412"),
        ("123123123123", 1 / 2, 3, "123123"),
        ("1231231", 1 / 3, 3, "123"),
        ("12341234123412341", 1 / 4, 4, "12341"),
        ("12341234", 1, 4, "12341234"),
    ],
)
def test_bars_are_counted_anew_in_the_same_metre(
    found: str, ratio: float, in_bar: int, expected: str
) -> None:
    assert written(at_tempo(grid(found), ratio, in_bar)) == expected


def test_a_divided_beat_is_even_and_keeps_the_found_ones() -> None:
    found = [Beat(1.0, 1), Beat(1.6, 2), Beat(2.0, 3)]
    divided = at_tempo(found, 2, 4)
    assert [beat.time for beat in divided] == pytest.approx([1.0, 1.3, 1.6, 1.8, 2.0])


@pytest.mark.parametrize(("ratio", "in_bar"), [(2, 4), (3, 4), (2, 3), (1 / 2, 4), (1 / 4, 4), (1 / 3, 3)])
def test_downbeats_stay_beats(ratio: float, in_bar: int) -> None:
    found = grid("1234"[:in_bar] * 12)
    times = {beat.time: beat.position for beat in at_tempo(found, ratio, in_bar)}
    downbeats = [beat.time for beat in found if beat.position == 1]
    if ratio > 1:
        assert all(times[time] == 1 for time in downbeats)
    else:
        kept = [time for time in downbeats if time in times]
        assert kept == downbeats if in_bar / (1 / ratio) % 1 == 0 else downbeats[::2]


def test_the_count_begins_anew_after_a_broken_bar() -> None:
    thinned = at_tempo(grid("12341212341234"), 1 / 2, 4)
    assert [(beat.time, beat.position) for beat in thinned] == [
        *((1.0, 1), (2.0, 2)),
        (3.0, 3),
        *((4.0, 1), (5.0, 2), (6.0, 3), (7.0, 4)),
    ]


def test_twice_and_half_again_is_as_it_was() -> None:
    found = grid("1234" * 5)
    assert at_tempo(at_tempo(found, 2, 4), 1 / 2, 4) == found


def test_no_beats_and_one_beat() -> None:
    assert at_tempo([], 2, 4) == at_tempo([], 1 / 2, 4) == []
    assert at_tempo([Beat(1.0, 1)], 2, 4) == at_tempo([Beat(1.0, 1)], 1 / 4, 4) == [Beat(1.0, 1)]


def test_the_first_of_the_bar_moves_later() -> None:
    assert written(with_downbeat_later(grid("12341234"), 1, 4)) == "41234123"
    assert written(with_downbeat_later(grid("123123"), -1, 3)) == "231231"
    assert with_downbeat_later(grid("1234"), 4, 4) == grid("1234")


@pytest.mark.parametrize(
    ("found", "said", "ratio"), [(84, 168, 2), (84, 90, 1), (170, 86, 1 / 2), (60, 175, 3), (120, 31, 1 / 4)]
)
def test_a_tempo_means_the_nearest_ratio(found: float, said: float, ratio: float) -> None:
    assert tempo_ratio(found, said) == ratio


def test_beats_in_a_bar() -> None:
    assert [beats_in_bar(signature) for signature in ("4/4", "3/4", "6/8", "12/8")] == [4, 3, 2, 4]
