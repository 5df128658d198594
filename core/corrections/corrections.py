"""What a person may say otherwise than it was found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChordCorrection:
    """One chord from `start` to `end`, in seconds, in place of what was found there. label: Harte's."""

    start: float
    end: float
    label: str


@dataclass(frozen=True)
class Corrections:
    """Corrections of one song; None, 0 and () are none.

    tempo_bpm: what the tempo is, which doubles, halves, … the beats. downbeat_shift: beats by which the first
    of the bar moves later, after that. key: "Eb major". chords: where two overlap, the later one counts.
    """

    tempo_bpm: float | None = None
    downbeat_shift: int = 0
    key: str | None = None
    chords: tuple[ChordCorrection, ...] = ()

    @property
    def are_none(self) -> bool:
        """Whether all is as it was found."""
        return self == Corrections()
