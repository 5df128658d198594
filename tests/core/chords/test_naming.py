"""Chords and keys as musicians read them, and in other keys."""

from itertools import product

import mir_eval
import pytest

from core.chords.harte import _QUALITIES, is_label, pitch_class, pitch_classes
from core.chords.naming import chord_name, key_named, transposed, transposed_key

ROOTS = ("C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "Bb", "B", "Cb")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("C:maj", "C"),
        ("A:min", "Am"),
        ("A:min7/b3", "Am7/C"),
        ("F:hdim7", "Fm7b5"),
        ("G:sus4(b7)", "G7sus4"),
        ("Bb:maj7", "Bbmaj7"),
        ("F#:min9", "F#m9"),
        ("D:7/3", "D7/F#"),
        ("Eb:maj/5", "Eb/Bb"),
        ("B:dim7", "Bdim7"),
        ("C:aug", "Caug"),
        ("D:sus2", "Dsus2"),
        ("N", "N.C."),
    ],
)
def test_a_chord_has_the_name_that_musicians_read(label: str, name: str) -> None:
    assert chord_name(label) == name


def test_with_real_signs() -> None:
    assert chord_name("Bb:hdim7/b3", signs=True) == "B♭m7♭5/D♭"
    assert chord_name("F#:sus4(b7)", signs=True) == "F♯7sus4"


def test_every_label_of_the_vocabulary_has_a_name_of_its_own() -> None:
    names = {chord_name(f"{root}:{quality}") for root, quality in product(ROOTS, _QUALITIES)}
    assert len(names) == len(ROOTS) * len(_QUALITIES)


@pytest.mark.parametrize("label", ["N", "C:maj", "Eb:min7/b7", "F#:sus4(b7)", "B:maj/2", "Cb:13/#4"])
def test_labels(label: str) -> None:
    assert is_label(label)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "C",
        "C:",
        "H:maj",
        "c:maj",
        "C:major",
        "C##:maj",
        "C:maj/",
        "C:maj/8x",
        "C:maj/1",
        "C:maj/٣",
        "N:maj",
    ],
)
def test_no_labels(label: str) -> None:
    assert not is_label(label)


@pytest.mark.parametrize(
    ("key", "semitones", "expected"),
    [
        ("Eb major", 2, "F major"),
        ("D major", -1, "Db major"),
        ("A minor", 3, "C minor"),
        ("C major", 6, "Gb major"),
        ("F# major", 0, "F# major"),
        ("F# major", -12, "F# major"),
        ("F# major", 14, "Ab major"),
    ],
)
def test_keys_are_transposed(key: str, semitones: int, expected: str) -> None:
    assert transposed_key(key, semitones) == expected


@pytest.mark.parametrize(
    ("label", "semitones", "key", "expected"),
    [
        ("C:maj", 1, "C major", "Db:maj"),
        ("F#:min", 2, "D major", "G#:min"),
        ("A:7/3", -2, "D major", "G:7/3"),
        ("Bb:maj", 3, "Bb major", "Db:maj"),
        ("C:min", 1, "C minor", "C#:min"),
        ("E:maj", 5, None, "A:maj"),
        ("N", 5, "C major", "N"),
        ("Cb:maj", 12, "Gb major", "Cb:maj"),
    ],
)
def test_chords_are_spelled_for_the_transposed_key(
    label: str, semitones: int, key: str | None, expected: str
) -> None:
    assert transposed(label, semitones, key) == expected


def test_transposing_moves_every_tone_and_nothing_else() -> None:
    for root, quality, semitones in product(ROOTS, ("maj", "min7", "hdim7", "sus4(b7)"), range(-11, 12)):
        moved = transposed(f"{root}:{quality}/5", semitones, "Eb major")
        assert is_label(moved)
        assert moved.endswith(f":{quality}/5")
        assert pitch_classes(moved) == [
            (tone + semitones) % 12 for tone in pitch_classes(f"{root}:{quality}")
        ]
        mir_eval.chord.encode(moved)


def test_all_keys_that_are_written_are_known() -> None:
    known = []
    for note, accidental, mode in product("ABCDEFG", ("", "#", "b"), ("major", "minor")):
        try:
            known.append(key_named(f"{note}{accidental} {mode}"))
        except ValueError as error:
            right = str(error).partition(" is written ")[2].removesuffix(".")
            assert pitch_class(key_named(right).tonic) == pitch_class(f"{note}{accidental}")
    assert len(known) == 30


@pytest.mark.parametrize(
    "name", ["", "H major", "eb major", "Eb", "Eb dorian", "Eb  major", "E♭ major", "C##  major"]
)
def test_what_is_no_key_is_told_with_an_example(name: str) -> None:
    with pytest.raises(ValueError, match="Eb major"):
        key_named(name)
