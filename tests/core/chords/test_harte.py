"""The syntax and the spelling of chord labels."""

import mir_eval
import pytest

from core.chords.base import Key
from core.chords.harte import ParsedChord, parse, pitch_class, pitch_classes, spell, tonic

C_MAJOR, C_MINOR, A_MINOR = Key("C", "major", 1.0), Key("C", "minor", 1.0), Key("A", "minor", 1.0)
E_FLAT, E_MAJOR, G_FLAT = Key("Eb", "major", 1.0), Key("E", "major", 1.0), Key("Gb", "major", 1.0)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("C:maj", ParsedChord("C", "maj", "C")),
        ("A:min7", ParsedChord("A", "min7", "A")),
        ("G:7/3", ParsedChord("G", "7", "B")),
        ("Eb:maj/5", ParsedChord("Eb", "maj", "Bb")),
        ("F#:min/b3", ParsedChord("F#", "min", "A")),
        ("D:maj/3", ParsedChord("D", "maj", "F#")),
        ("C:maj/2", ParsedChord("C", "maj", "D")),
        ("Bb:sus4(b7)", ParsedChord("Bb", "sus4(b7)", "Bb")),
        ("N", ParsedChord("N", "N", "N")),
    ],
)
def test_parses_root_quality_and_bass_note(label: str, expected: ParsedChord) -> None:
    assert parse(label) == expected


def test_names_and_pitch_classes_of_tones() -> None:
    assert [pitch_class(note) for note in ("C", "F#", "Gb", "Cb", "B#", "Bb")] == [0, 6, 6, 11, 0, 10]
    assert pitch_classes("B:7") == [11, 3, 6, 9]
    assert pitch_classes("G#:dim7") == [8, 11, 2, 5]
    assert pitch_classes("N") == []


@pytest.mark.parametrize(
    ("label", "key", "expected"),
    [
        ("C#:maj", G_FLAT, "Db:maj"),
        ("B:maj", G_FLAT, "Cb:maj"),
        ("G#:maj", E_FLAT, "Ab:maj"),
        ("D#:maj", C_MINOR, "Eb:maj"),
        ("Ab:min", E_MAJOR, "G#:min"),
        ("Bb:maj", C_MAJOR, "Bb:maj"),
        ("Ab:maj", C_MAJOR, "Ab:maj"),
        ("Ab:dim", A_MINOR, "G#:dim"),
        ("Eb:dim7", C_MAJOR, "D#:dim7"),
        ("B:dim", C_MINOR, "B:dim"),
        ("G#:maj/3", E_FLAT, "Ab:maj/3"),
        ("C#:min", None, "C#:min"),
        ("Db:7", A_MINOR, "C#:7"),
        ("N", E_FLAT, "N"),
    ],
)
def test_spells_chords_as_their_key_does(label: str, key: Key | None, expected: str) -> None:
    assert spell(label, key) == expected


def test_spelling_never_changes_the_sound_and_suits_mir_eval() -> None:
    keys = [Key(tonic(pitch, mode), mode, 1.0) for mode in ("major", "minor") for pitch in range(12)]
    for key in keys:
        for root in ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"):
            for rest in ("maj", "min/b3", "hdim7", "sus4(b7)", "7"):
                spelled = spell(f"{root}:{rest}", key)
                assert pitch_classes(spelled) == pitch_classes(f"{root}:{rest}")
                assert mir_eval.chord.encode(spelled)[0] == pitch_class(root)


def test_tonics_have_few_accidentals() -> None:
    assert [tonic(pitch, "major") for pitch in (1, 3, 6, 8, 10, 11)] == ["Db", "Eb", "Gb", "Ab", "Bb", "B"]
    assert [tonic(pitch, "minor") for pitch in (1, 3, 6, 8, 10, 11)] == ["C#", "Eb", "F#", "G#", "Bb", "B"]
