"""From beat to beat and from bar to bar."""

import numpy as np
from numpy.typing import NDArray

from ui.song.analysis import Analysis

NEAR = 0.05
"""Seconds that still count as being on a beat."""
STEP, LARGE_STEP = 1.0, 5.0
"""Seconds where there are no beats."""
LOOP_BARS, LOOP_SECONDS = 2, 4.0


class BeatSteps:
    """Where a musician wants to go from a place in the song. All are seconds."""

    def __init__(self, analysis: Analysis) -> None:
        self._duration = analysis.duration
        self._beats = analysis.beats
        self._bars = analysis.beats[analysis.positions == 1]

    def beat(self, seconds: float, direction: int, slack: float = NEAR) -> float:
        """The beat after (1) or before (-1). slack: how far behind a beat one is still on it."""
        return self._step(self._beats, STEP, seconds, direction, slack)

    def bar(self, seconds: float, direction: int, slack: float = NEAR) -> float:
        """The same from downbeat to downbeat."""
        return self._step(self._bars, LARGE_STEP, seconds, direction, slack)

    def bar_and_beat(self, seconds: float) -> tuple[int, int] | None:
        """As musicians count, from 1: bar 3, beat 2; None before the first downbeat, or without beats."""
        bar = int(np.searchsorted(self._bars, seconds + NEAR / 10, "right"))
        if bar == 0:
            return None
        beats = np.searchsorted(self._beats, (self._bars[bar - 1], seconds + NEAR / 10), "right")
        return bar, int(beats[1] - beats[0]) + 1

    def loop_from(self, seconds: float) -> tuple[float, float]:
        """Some bars from where one is."""
        bar = int(np.searchsorted(self._bars, seconds + NEAR, "right")) - 1
        if bar < 0 or len(self._bars) < 2:
            start = min(seconds, max(self._duration - LOOP_SECONDS, 0.0))
            return start, min(start + LOOP_SECONDS, self._duration)
        last = bar + LOOP_BARS
        return float(self._bars[bar]), float(self._bars[last]) if last < len(self._bars) else self._duration

    def _step(
        self, times: NDArray[np.float64], otherwise: float, seconds: float, direction: int, slack: float
    ) -> float:
        if not len(times):
            return min(max(seconds + direction * otherwise, 0.0), self._duration)
        if direction > 0:
            index = int(np.searchsorted(times, seconds + NEAR, "right"))
            return float(times[index]) if index < len(times) else self._duration
        index = int(np.searchsorted(times, seconds - slack, "left")) - 1
        return float(times[index]) if index >= 0 else 0.0
