"""Sound on its way from the thread that reads it to the device that plays it."""

import time
from collections import deque

import numpy as np

from core.audio.samples import Sound
from core.models import SAMPLE_RATE
from ui.player.course import Course

FADE_SAMPLES = 220
"""In which sound dies away that is broken off: it would click."""


class Flow:
    """A queue without locks: one thread puts blocks in, another takes samples out; neither ever waits.

    It begins at one place of the song. Knows which place each of its samples belongs to.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self.has_ended = False
        """Whether nothing more will be put in."""
        self._pieces: tuple[tuple[int, Course], ...] = ((0, course),)
        self._blocks: deque[Sound] = deque()
        self._rest: Sound = np.zeros((0, 2), np.float32)
        self._put = 0
        self._taken = (0, 0.0)

    @property
    def waiting(self) -> int:
        """How many samples are in it."""
        return self._put - self._taken[0]

    def put(self, block: Sound) -> None:
        """Add samples, of shape (samples, 2)."""
        self._blocks.append(block)
        self._put += len(block)

    def turn(self, course: Course) -> None:
        """What is put in from now on takes another course."""
        self.course = course
        self._pieces = (*self._pieces, (self._put, course))

    def take(self, out: Sound) -> None:
        """Fill `out` from its start on, as far as there is sound."""
        filled = 0
        while filled < len(out) and (len(self._rest) or self._blocks):
            if not len(self._rest):
                self._rest = self._blocks.popleft()
            part, self._rest = np.split(self._rest, [len(out) - filled])
            out[filled : filled + len(part)] = part
            filled += len(part)
        if filled:
            self._taken = (self._taken[0] + filled, time.monotonic())

    def die_away(self, out: Sound) -> int:
        """Fill the start of `out` with what comes next, fading, and leave it in the queue; its length."""
        coming = self._rest if len(self._rest) or not self._blocks else self._blocks[0]
        fade = coming[: min(FADE_SAMPLES, len(out))]
        out[: len(fade)] = fade * np.linspace(1, 0, len(fade), dtype=np.float32)[:, None]
        return len(fade)

    def is_heard(self, latency: float) -> bool:
        """Whether it has ended and all of it was heard. latency: see `place`."""
        return self.has_ended and self._heard(latency) >= self._put

    def place(self, latency: float) -> float:
        """The sample of the song that is heard now. latency: seconds from here to the ear."""
        heard = self._heard(latency)
        since, course = next(piece for piece in reversed(self._pieces) if piece[0] <= heard)
        return course.place((heard - since) * course.speed)

    def _heard(self, latency: float) -> float:
        """Samples taken, less those that the device still holds."""
        taken, when = self._taken
        on_the_way = latency - (time.monotonic() - when)
        return max(taken - max(on_the_way, 0.0) * SAMPLE_RATE, 0.0)
