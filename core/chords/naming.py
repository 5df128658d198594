"""Chords and keys as musicians read them, and in another key."""

from core.chords.base import Key
from core.chords.harte import NO_CHORD, accidentals, is_note, parse, pitch_class, spell, tonic

NO_CHORD_NAME = "N.C."
MODES = ("major", "minor")
MOST_ACCIDENTALS = 7
"""In the signature of a key that is written: beyond that a note would be altered twice."""
_SUFFIXES = {
    "maj": "",
    "min": "m",
    "min7": "m7",
    "min9": "m9",
    "hdim7": "m7b5",
    "sus4(b7)": "7sus4",
}
"""Of the qualities that musicians write otherwise than Harte does."""
_SIGNS = str.maketrans("#b", "♯♭")


def chord_name(label: str, signs: bool = False) -> str:
    """`A:min7/b3` is `Am7/C`, `C:maj` is `C`, `N` is `N.C.`. signs: `B♭` in place of `Bb`."""
    if label == NO_CHORD:
        return NO_CHORD_NAME
    chord = parse(label)
    bass = f"/{chord.bass}" if chord.bass != chord.root else ""
    name = f"{chord.root}{_SUFFIXES.get(chord.quality, chord.quality)}{bass}"
    return name.translate(_SIGNS) if signs else name


def key_named(name: str) -> Key:
    """The key of a name such as `Eb major`, as certain as if somebody had said so.

    Raises ValueError, with a sentence, where it is no key that is written.
    """
    note, _, mode = name.partition(" ")
    if not is_note(note) or mode not in MODES:
        raise ValueError(f"{name[:20]!r} is no key. Write it like 'Eb major' or 'F# minor'.")
    key = Key(note, mode, 1.0)
    if abs(accidentals(key)) > MOST_ACCIDENTALS:
        raise ValueError(f"{name} is written {tonic(pitch_class(note), mode)} {mode}.")
    return key


def transposed_key(key: str, semitones: int) -> str:
    """The name of a key so many semitones higher: the usual one, but the same at the same pitch."""
    if semitones % 12 == 0:
        return key
    found = key_named(key)
    return f"{tonic((pitch_class(found.tonic) + semitones) % 12, found.mode)} {found.mode}"


def transposed(label: str, semitones: int, key: str | None) -> str:
    """A chord so many semitones higher, spelled for the transposed key. key: the song's, if it has one."""
    if label == NO_CHORD or semitones % 12 == 0:
        return label
    root, _, rest = label.partition(":")
    note = tonic((pitch_class(root) + semitones) % 12, "major")
    return spell(f"{note}:{rest}", key_named(transposed_key(key, semitones)) if key else None)
