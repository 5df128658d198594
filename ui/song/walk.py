"""From place to place in a song, as keys and buttons want it."""

from PySide6.QtCore import QObject, Signal

from ui.song.analysis import Analysis
from ui.song.beat_steps import NEAR, BeatSteps
from ui.song.listening import Listening

SLACK_PLAYING = 0.3
"""Seconds behind a beat up to which, while it plays, a step back goes to the one before."""


class Walk(QObject):
    """Knows where to go from what is heard now. went: the seconds to go to."""

    went = Signal(float)

    def __init__(self, analysis: Analysis, listening: Listening, parent: QObject) -> None:
        super().__init__(parent)
        self._listening = listening
        self.along(analysis)

    def along(self, analysis: Analysis) -> None:
        """Step along other beats."""
        self._steps, self._duration = BeatSteps(analysis), analysis.duration

    def step_beat(self, direction: int) -> None:
        """To the next beat (1), or the one before (-1)."""
        self.went.emit(self._steps.beat(self._listening.position, direction, self._slack()))

    def step_bar(self, direction: int) -> None:
        """To the next downbeat (1), or the one before (-1)."""
        self.went.emit(self._steps.bar(self._listening.position, direction, self._slack()))

    def to_start(self) -> None:
        """To the song's start, or that of the loop."""
        loop = self._listening.loop
        self.went.emit(loop[0] if loop and self._listening.position > loop[0] + NEAR else 0.0)

    def to_end(self) -> None:
        """To the song's end."""
        self.went.emit(self._duration)

    def toggle_loop(self) -> None:
        """Repeat a region, or no more."""
        self._listening.toggle_loop(self._steps.loop_from(self._listening.position))

    def bar_and_beat(self, seconds: float) -> tuple[int, int] | None:
        """As musicians count, from 1; None where nobody can."""
        return self._steps.bar_and_beat(seconds)

    def _slack(self) -> float:
        return SLACK_PLAYING if self._listening.is_playing else NEAR
