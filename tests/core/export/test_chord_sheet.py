"""Chord sheets as people read them."""

import pytest

from core.export.chord_sheet import chord_sheet
from tests.core.export.songs import beats_document, chords_document, played_beats

BEATS = beats_document([0.5 * number for number in range(24)])
CHORDS = chords_document([0.0, 1.0, 2.05, 4.0, 8.0, 12.0], ["C:maj", "A:min", "F:maj", "G:7", "C:maj"])


def bars(sheet: str) -> list[list[str]]:
    """Its bars, line by line, without the times."""
    lines = [line for line in sheet.splitlines() if "|" in line]
    return [[bar.strip() for bar in line.split("|")[1:-1]] for line in lines]


def test_a_sheet() -> None:
    assert chord_sheet("My song", CHORDS, BEATS) == (
        "My song\n"
        "\n"
        "Key: C major    Tempo: 120 BPM    Time: 4/4\n"
        "\n"
        " 0:00  |  C  .  Am  .  |  F  .  .  .  |  G7  .  .  .  |  G7  .  .  .  |\n"
        " 0:08  |  C  .  .  .   |  C  .  .  .  |\n"
    )


def test_transposed_and_with_a_capo() -> None:
    sheet = chord_sheet("My song", CHORDS, BEATS, transpose=1, capo=3)
    assert "Key: Db major" in sheet
    assert "Capo: 3, shapes in Bb major" in sheet
    assert bars(sheet)[0] == ["Bb  .  Gm  .", "Eb  .  .  .", "F7  .  .  .", "F7  .  .  ."]
    assert bars(chord_sheet("x", CHORDS, BEATS, capo=5))[0][0] == "G  .  Em  ."


def test_a_pickup_has_a_line_of_its_own_where_something_sounds() -> None:
    late = beats_document([0.5 * number for number in range(24)], first=3)
    assert bars(chord_sheet("x", CHORDS, late))[:2] == [
        ["C  ."],
        ["Am  .  F  .", "F  .  G7  .", "G7  .  .  .", "G7  .  C  ."],
    ]
    silent = chords_document([0.0, 1.0, 12.0], ["N", "C:maj"])
    assert bars(chord_sheet("x", silent, late))[0][0] == "C  .  .  ."


@pytest.mark.parametrize("beats", [None, beats_document([]), beats_document([1.0])])
def test_without_beats_each_chord_has_a_bar(beats: dict | None) -> None:
    sheet = chord_sheet("x", CHORDS, beats)
    assert bars(sheet) == [["C", "Am", "F", "G7"], ["C"]]
    assert " 0:08  |" in sheet


def test_chords_before_and_behind_the_beats_are_there() -> None:
    chords = chords_document([0.0, 2.0, 4.0, 12.0, 16.0, 20.0], ["D:min", "G:7", "C:maj", "F:maj", "N"])
    beats = beats_document([4.0 + 0.5 * number for number in range(16)])
    assert bars(chord_sheet("x", chords, beats)) == [
        ["Dm  G7"],
        ["C  .  .  ."] * 4,
        ["F  N.C."],
    ]


def test_three_in_a_bar_and_equal_neighbours() -> None:
    beats = beats_document([0.5 * number for number in range(12)], signature="3/4", in_bar=3)
    chords = chords_document([0.0, 0.7, 1.5, 6.0], ["C:maj", "C:maj", "D:min7/b7"], None)
    sheet = chord_sheet("x", chords, beats)
    assert "Key" not in sheet
    assert bars(sheet) == [["C  .  .", "Dm7/C  .  .", "Dm7/C  .  .", "Dm7/C  .  ."]]


def test_a_chord_that_comes_a_little_early_is_on_its_beat() -> None:
    chords = chords_document([0.0, 1.9, 4.1, 12.0], ["C:maj", "F:maj", "G:maj"])
    assert bars(chord_sheet("x", chords, BEATS))[0][:3] == ["C  .  .  .", "F  .  .  .", "G  .  .  ."]


def test_no_music() -> None:
    assert chord_sheet(" \n", chords_document([0.0, 3.0], ["N"], None), None).strip() == ""


def test_every_beat_of_a_long_song_is_there() -> None:
    times = played_beats(600.0, 120, 0.3)
    edges = [0.0, *(1.7 * number for number in range(1, 350)), 600.0]
    sheet = chord_sheet("x", chords_document(edges, ["C:maj", "G:maj"] * 175), beats_document(times))
    assert sum(len(bar.split()) for line in bars(sheet) for bar in line) == len(times)
