"""Chords as people write them, read into labels."""

import re

from core.chords.harte import NO_CHORD, is_label, pitch_class

_CHORD = re.compile(r"([A-Ga-g])([#b♯♭]?)([^/]*)(?:/([A-Ga-g])([#b♯♭]?))?")
_SIGNS = str.maketrans("♯♭", "#b")
_QUALITIES = {
    "maj": ("", "maj", "M", "major"),
    "min": ("m", "min", "-", "mi", "minor"),
    "dim": ("dim", "°", "o"),
    "aug": ("aug", "+"),
    "sus2": ("sus2", "2"),
    "sus4": ("sus4", "sus", "4"),
    "7": ("7", "dom7"),
    "maj7": ("maj7", "M7", "Δ", "Δ7", "j7", "ma7"),
    "min7": ("m7", "min7", "-7", "mi7"),
    "dim7": ("dim7", "°7", "o7"),
    "hdim7": ("m7b5", "ø", "ø7", "-7b5", "min7b5", "hdim7", "m7(b5)"),
    "9": ("9",),
    "maj9": ("maj9", "M9", "Δ9"),
    "min9": ("m9", "min9", "-9"),
    "11": ("11",),
    "13": ("13",),
    "sus4(b7)": ("7sus4", "7sus", "sus4(b7)"),
}
_MEANT = {suffix: quality for quality, suffixes in _QUALITIES.items() for suffix in suffixes}
_NONE = {"n", "n.c.", "nc", "-", "–"}
_LETTERS = "CDEFGAB"
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
"""Semitones of a major scale's degrees above the root."""
_DEGREES = ("1", "b2", "2", "b3", "3", "4", "b5", "5", "b6", "6", "b7", "7")


def read_chord(text: str) -> str | None:
    """The label of what someone typed: `Am7`, `F#m7b5`, `C/E`, `A:min7` or `N.C.`; None for anything else."""
    text = "".join(text.split())
    if text.casefold() in _NONE:
        return NO_CHORD
    if is_label(text):
        return text
    found = _CHORD.fullmatch(text)
    if found is None:
        return None
    letter, sign, suffix, bass, bass_sign = (part or "" for part in found.groups())
    quality = _MEANT.get(suffix.translate(_SIGNS))
    if quality is None:
        return None
    root = letter.upper() + sign.translate(_SIGNS)
    degree = _degree(root, bass.upper() + bass_sign.translate(_SIGNS)) if bass else "1"
    return f"{root}:{quality}" + ("" if degree == "1" else f"/{degree}")


def _degree(root: str, bass: str) -> str:
    """The bass as a degree of the root: by its letter where that is altered once at most."""
    number = (_LETTERS.index(bass[0]) - _LETTERS.index(root[0])) % 7
    apart = (pitch_class(bass) - pitch_class(root)) % 12
    altered = (apart - _MAJOR[number] + 6) % 12 - 6
    if number and abs(altered) <= 1:
        return f"{('', '#', 'b')[altered]}{number + 1}"
    return _DEGREES[apart]
