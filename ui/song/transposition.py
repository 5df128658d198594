"""Chords as they are read: in another key, or as they are gripped behind a capo."""

from dataclasses import dataclass, replace

from core.chords.naming import chord_name, transposed, transposed_key

FURTHEST = 11
"""Semitones up or down: one more is the same key."""
HIGHEST_CAPO = 11


@dataclass(frozen=True)
class Transposition:
    """semitones: how much higher the chords are read. capo: the fret behind which they are gripped."""

    semitones: int = 0
    capo: int = 0

    def higher(self, by: int) -> "Transposition":
        """So many semitones more."""
        return replace(self, semitones=min(max(self.semitones + by, -FURTHEST), FURTHEST))

    def further(self, by: int) -> "Transposition":
        """The capo so many frets more."""
        return replace(self, capo=min(max(self.capo + by, 0), HIGHEST_CAPO))

    @property
    def shift(self) -> int:
        """Semitones from what sounds to what is read."""
        return self.semitones - self.capo

    def name(self, label: str, key: str | None) -> str:
        """A chord's name as it is read. label: Harte's. key: of the song as it sounds."""
        return chord_name(transposed(label, self.shift, key), signs=True)

    def label(self, read: str, key: str | None) -> str:
        """The label that sounds where `read` is what is read."""
        return transposed(read, -self.shift, transposed_key(key, self.shift) if key else None)

    def key(self, key: str) -> str:
        """The key that is read."""
        return transposed_key(key, self.shift)
