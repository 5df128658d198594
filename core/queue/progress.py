"""From the parts of a stage that are done to one number for the song, and to the time that is left."""

import time
from dataclasses import dataclass, field

from core.models import Stage

BANDS = {Stage.SEPARATION: (0, 33), Stage.TRANSCRIPTION: (33, 66), Stage.CHORDS: (66, 100)}
"""Percent at a stage's start and end."""

SENTENCES = {
    Stage.SEPARATION: "Separating the stems.",
    Stage.TRANSCRIPTION: "Transcribing the singing.",
    Stage.CHORDS: "Finding beats, key and chords.",
}

COST = {
    "htdemucs": 0.25,
    "htdemucs_ft": 1.0,
    "htdemucs_6s": 0.25,
    "spleeter": 0.1,
    "crepe": 0.2,
    "crepe-tiny": 0.05,
    "swiftf0": 0.02,
    "chords": 0.08,
}
"""Seconds of work for a second of song on two cores: how long a stage that has not begun may take."""

MIN_FRACTION = 0.02
"""Part of a stage from which its own pace is trusted."""


@dataclass
class Meter:
    """Follows one analysis. duration: seconds of song. engines: of the stages that will run, in order."""

    duration: float
    engines: dict[Stage, str]
    _stage_started: float = field(default_factory=time.monotonic)
    _stage: Stage | None = None
    _pace: float = 1.0

    def percent(self, stage: Stage, fraction: float) -> int:
        """Whole percent of the song's analysis."""
        start, end = BANDS[stage]
        return int(start + (end - start) * min(max(fraction, 0.0), 1.0))

    def seconds_left(self, stage: Stage, fraction: float) -> float:
        """Expected time to the end of all stages."""
        if stage != self._stage:
            self._stage, self._stage_started = stage, time.monotonic()
        expected = self._expected(stage)
        elapsed = time.monotonic() - self._stage_started
        if fraction >= MIN_FRACTION:
            total = elapsed / fraction
            self._pace = total / expected
            left = total - elapsed
        else:
            left = max(expected * self._pace - elapsed, 0.0)
        later = [s for s in self.engines if list(Stage).index(s) > list(Stage).index(stage)]
        return left + sum(self._expected(s) for s in later) * self._pace

    def _expected(self, stage: Stage) -> float:
        return max(COST.get(self.engines.get(stage, "chords"), 0.1) * self.duration, 0.1)
