"""What a beat tracker is, and what comes of it."""

from dataclasses import dataclass
from typing import Protocol

from core.audio.samples import Recording
from core.models import Progress


@dataclass(frozen=True)
class Beat:
    """time: seconds. position: 1 is a downbeat, counted up to the bar's end."""

    time: float
    position: int


@dataclass(frozen=True)
class Rhythm:
    """tempo_bpm: 0.0 and no beats where there is no pulse. time_signature: "4/4"."""

    tempo_bpm: float
    time_signature: str
    beats: tuple[Beat, ...]


def beats_in_bar(time_signature: str) -> int:
    """How many beats are counted in a bar: four in `4/4`, two in `6/8`."""
    count, _, unit = time_signature.partition("/")
    return int(count) // 3 if unit == "8" else int(count)


class BeatTracker(Protocol):
    """Finds the pulse of a song."""

    name: str
    device: str

    def track(self, mix: Recording, drums: Recording | None, progress: Progress) -> Rhythm:
        """Tempo, beats and bars of one song.

        mix, drums: mono at 22.05 kHz. drums: as long as the mix, or missing.
        """
