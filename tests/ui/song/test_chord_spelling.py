"""Chords as musicians write them."""

import pytest

from core.chords.naming import chord_name
from ui.song.chord_spelling import read_chord
from ui.song.transposition import Transposition


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("C", "C:maj"),
        ("am7", "A:min7"),
        ("F#m7b5", "F#:hdim7"),
        ("B♭maj7", "Bb:maj7"),
        ("bb", "Bb:maj"),
        ("EbM7", "Eb:maj7"),
        ("G/B", "G:maj/3"),
        ("Am7/G", "A:min7/b7"),
        ("D/F#", "D:maj/3"),
        ("Dm/F", "D:min/b3"),
        ("C/D", "C:maj/2"),
        ("Gsus", "G:sus4"),
        ("A7sus4", "A:sus4(b7)"),
        ("Co7", "C:dim7"),
        ("C+", "C:aug"),
        ("E-7", "E:min7"),
        ("A:min7/b3", "A:min7/b3"),
        ("N.C.", "N"),
        (" D m 7 ", "D:min7"),
        ("Hm7", None),
        ("C:nonsense", None),
        ("C13#11b9", None),
        ("", None),
        ("C/", None),
        ("C/E/G", None),
    ],
)
def test_what_is_typed_is_understood(typed: str, label: str | None) -> None:
    assert read_chord(typed) == label


@pytest.mark.parametrize("signs", [True, False])
@pytest.mark.parametrize("label", ["A:min7/b3", "Bb:maj", "F#:hdim7", "C:sus4(b7)", "G:7/3", "Eb:min9", "N"])
def test_what_is_shown_can_be_typed(label: str, signs: bool) -> None:
    assert read_chord(chord_name(label, signs)) == label


def test_a_chord_is_typed_as_it_is_read() -> None:
    up = Transposition(semitones=2, capo=0)
    assert up.name("D:maj", "D major") == "E"
    assert up.label("E:maj", "D major") == "D:maj"
    gripped = Transposition(0, capo=3)
    assert (gripped.name("Bb:maj", "Bb major"), gripped.key("Bb major")) == ("G", "G major")
    assert gripped.label("G:min7", "Bb major") == "Bb:min7"


def test_transposing_has_ends() -> None:
    assert Transposition().higher(99).semitones == 11
    assert Transposition().further(-1).capo == 0
