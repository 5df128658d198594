"""What a chord engine is, and what comes of it."""

from dataclasses import dataclass
from typing import Protocol

from core.audio.samples import Recording
from core.models import Progress


@dataclass(frozen=True)
class Chord:
    """One segment. start, end: seconds. label: Harte's syntax, spelled for the key. confidence: 0 to 1."""

    start: float
    end: float
    label: str
    confidence: float


@dataclass(frozen=True)
class Key:
    """tonic: "Eb". mode: "major" or "minor". confidence: 0 to 1."""

    tonic: str
    mode: str
    confidence: float


@dataclass(frozen=True)
class Harmony:
    """Chords cover the song from 0 to its end without gap or overlap. key: None where there is no music."""

    chords: tuple[Chord, ...]
    key: Key | None


Sound = Recording
"""Mono at 22.05 kHz."""


class ChordRecogniser(Protocol):
    """Names the chords of a song."""

    name: str

    @property
    def device(self) -> str:
        """The device that it really runs on."""
        ...

    def recognise(
        self, mix: Sound, instrumental: Sound | None, duration: float, progress: Progress
    ) -> Harmony:
        """Chords and key of one song.

        instrumental: as long as the mix, or missing where the song was not separated. duration: seconds.
        """
        ...
