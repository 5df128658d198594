"""Chord labels in the syntax of Harte, Sandler, Abdallah and Gómez (ISMIR 2005): `C:maj`, `G:7/3`, `N`."""

import re
from dataclasses import dataclass

from core.chords.base import Key

NO_CHORD = "N"

_LETTERS = "FCGDAEB"
"""The line of fifths. A sharp is seven steps up, a flat seven down; C lies at 0."""
_DEGREES = {1: 0, 2: 2, 3: 4, 4: -1, 5: 1, 6: 3, 7: 5}
"""Major and perfect intervals from the root, in fifths."""
_QUALITIES = {
    "maj": "1 3 5",
    "min": "1 b3 5",
    "dim": "1 b3 b5",
    "aug": "1 3 #5",
    "sus2": "1 2 5",
    "sus4": "1 4 5",
    "7": "1 3 5 b7",
    "maj7": "1 3 5 7",
    "min7": "1 b3 5 b7",
    "dim7": "1 b3 b5 bb7",
    "hdim7": "1 b3 b5 b7",
    "9": "1 3 5 b7 9",
    "maj9": "1 3 5 7 9",
    "min9": "1 b3 5 b7 9",
    "11": "1 3 5 b7 9 11",
    "13": "1 3 5 b7 9 11 13",
    "sus4(b7)": "1 4 5 b7",
}
_USUAL_NAMES = range(-7, 11)
"""Roots from Cb to A#, in fifths: no double accidentals, no Fb, E# or B#."""
_BASS = re.compile(r"[#b]?([2-9]|1[0-3])", re.ASCII)
"""A degree that a chord may stand on."""
_MAJOR_CENTRE, _MINOR_CENTRE = 2, -1
"""Where the middle of a scale's seven notes lies from its tonic, in fifths."""


@dataclass(frozen=True)
class ParsedChord:
    """The parts of a label. bass: the lowest note's name, by default the root's. All `N` for `N`."""

    root: str
    quality: str
    bass: str


def is_label(text: str) -> bool:
    """Whether a text is a label as our chord engines write them: a known quality, a root without doubles."""
    root, colon, rest = text.partition(":")
    quality, slash, degree = rest.partition("/")
    return text == NO_CHORD or bool(
        colon
        and is_note(root)
        and quality in _QUALITIES
        and (_BASS.fullmatch(degree) if slash else not degree)
    )


def is_note(text: str) -> bool:
    """Whether a text names a note with one accidental at most: `C`, `Eb`, `F#`."""
    return bool(text) and text[0] in _LETTERS and text[1:] in ("", "#", "b")


def parse(label: str) -> ParsedChord:
    """Split a label: `G:7/3` is root G, quality 7, bass B."""
    if label == NO_CHORD:
        return ParsedChord(NO_CHORD, NO_CHORD, NO_CHORD)
    root, _, rest = label.partition(":")
    quality, _, degree = rest.partition("/")
    return ParsedChord(root, quality, _note(_fifths(root) + _interval(degree or "1")))


def pitch_class(note: str) -> int:
    """0 to 11 from C: `Eb` is 3."""
    return _fifths(note) * 7 % 12


def pitch_classes(label: str) -> list[int]:
    """Pitch classes of the chord's tones, root first; none for `N`."""
    if label == NO_CHORD:
        return []
    chord = parse(label)
    return [(_fifths(chord.root) + step) * 7 % 12 for step in _tones(chord.quality)]


def tonic(pitch: int, mode: str) -> str:
    """Name of a key's tonic: the spelling with the fewest accidentals in its scale, `Gb` and `Eb` for six."""
    lowest = -6 if mode == "major" else -3
    return _note((pitch * 7 - lowest) % 12 + lowest)


def spell(label: str, key: Key | None) -> str:
    """Rename the root so that the chord's tones lie nearest to the key's scale on the line of fifths.

    The bass is a degree of the root and follows. Without a key, nearest to C major's.
    """
    if label == NO_CHORD:
        return label
    root, _, rest = label.partition(":")
    steps = _tones(parse(label).quality)
    centre = _centre(key) - sum(steps) / len(steps)
    names = [name for name in _USUAL_NAMES if (name - _fifths(root)) % 12 == 0]
    return f"{_note(min(names, key=lambda name: abs(name - centre)))}:{rest}"


def accidentals(key: Key) -> int:
    """Sharps (positive) or flats (negative) in a key's signature: -3 in Eb major."""
    return _fifths(key.tonic) - (0 if key.mode == "major" else 3)


def _centre(key: Key | None) -> int:
    if key is None:
        return _MAJOR_CENTRE
    return _fifths(key.tonic) + (_MAJOR_CENTRE if key.mode == "major" else _MINOR_CENTRE)


def _tones(quality: str) -> list[int]:
    return [_interval(degree) for degree in _QUALITIES[quality].split()]


def _interval(degree: str) -> int:
    """Fifths from the root to a degree such as `b7` or `9`."""
    number = int(degree.lstrip("#b"))
    return _DEGREES[(number - 1) % 7 + 1] + 7 * (degree.count("#") - degree.count("b"))


def _fifths(note: str) -> int:
    return _LETTERS.index(note[0]) - 1 + 7 * (note.count("#") - note.count("b"))


def _note(fifths: int) -> str:
    accidentals, letter = divmod(fifths + 1, 7)
    return _LETTERS[letter] + ("#" * accidentals if accidentals > 0 else "b" * -accidentals)
