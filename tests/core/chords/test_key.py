"""The key that a harmony teacher names for a progression."""

import pytest

from core.chords.base import Chord, Key
from core.chords.harte import parse, pitch_class
from core.chords.key import find_key


def played(progression: str, seconds: float = 2.0) -> list[Chord]:
    labels = progression.split()
    return [Chord(i * seconds, (i + 1) * seconds, label, 0.9) for i, label in enumerate(labels)]


def name(key: Key | None) -> str | None:
    return f"{key.tonic} {key.mode}" if key else None


@pytest.mark.parametrize(
    ("progression", "expected"),
    [
        ("C:maj G:maj A:min F:maj " * 4 + "C:maj", "C major"),
        ("A:min F:maj C:maj G:maj " * 4 + "A:min", "A minor"),
        ("D:min7 G:7 C:maj7 " * 4, "C major"),
        ("A:min D:min E:7 A:min " * 4, "A minor"),
        ("C:min Bb:maj Ab:maj G:maj " * 4, "C minor"),
        ("D:maj A:maj B:min F#:min G:maj D:maj G:maj A:maj " * 3, "D major"),
        ("B:min F#:maj A:maj E:maj G:maj D:maj E:min F#:maj " * 3 + "B:min", "B minor"),
        ("A:7 A:7 A:7 A:7 D:7 D:7 A:7 A:7 E:7 D:7 A:7 E:7 " * 2, "A major"),
        ("E:maj D:maj A:maj E:maj " * 4, "E major"),
        ("E:min A:maj " * 8, "E minor"),
        ("B:maj C#:maj Bb:min Eb:min B:maj C#:maj F#:maj " * 4, "Gb major"),
        ("G:maj7 F#:min7 G:maj7 F#:min7 E:min7 A:7 D:maj", "D major"),
        ("C:min F:min G:7 C:min Ab:maj Db:maj G:7 C:min", "C minor"),
        ("D:maj F#:min G:maj A:sus4 " * 4, "D major"),
        ("F#:min G:maj A:sus4 D:maj F#:min G:maj A:sus4", "D major"),
        ("G:min C:min D:sus4 D:7 G:min Eb:maj D:sus4", "G minor"),
        ("A:maj", "A major"),
    ],
)
def test_names_the_key_of_known_progressions(progression: str, expected: str) -> None:
    assert name(find_key(played(progression))) == expected


def test_key_moves_with_the_song() -> None:
    roots = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
    for semitones in range(12):
        shifted = " ".join(
            f"{roots[(pitch_class(parse(label).root) + semitones) % 12]}:{parse(label).quality}"
            for label in ["C:maj", "A:min", "F:maj", "G:7", "C:maj"]
        )
        key = find_key(played(shifted))
        assert key is not None
        assert (pitch_class(key.tonic), key.mode) == (semitones, "major")


def test_no_music_has_no_key() -> None:
    assert find_key([]) is None
    assert find_key(played("N")) is None


def test_confidence_tells_the_clear_from_the_doubtful() -> None:
    clear = find_key(played("C:min F:min G:7 C:min " * 4))
    loop = find_key(played("A:min F:maj C:maj G:maj " * 4))
    chromatic = find_key(
        played("C:maj Db:maj D:maj Eb:maj E:maj F:maj F#:maj G:maj Ab:maj A:maj Bb:maj B:maj")
    )
    assert clear is not None
    assert loop is not None
    assert chromatic is not None
    assert 1.0 >= clear.confidence > 0.95 > loop.confidence > chromatic.confidence > 0.0


def test_passing_chords_weigh_little() -> None:
    song = played("C:maj F:maj G:maj C:maj " * 4)
    blips = [Chord(32 + 0.1 * i, 32.1 + 0.1 * i, "F#:min", 0.3) for i in range(5)]
    assert name(find_key([*song, *blips, Chord(33, 35, "C:maj", 0.9)])) == "C major"
