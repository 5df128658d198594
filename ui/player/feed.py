"""What the device asks for sound: it answers at once, with silence where there is nothing."""

import threading
import time
from collections.abc import Generator

import numpy as np

from core.audio.samples import Sound
from ui.player.course import Course
from ui.player.flow import Flow

Samples = Generator[Sound, int, None]
"""Gets a number of samples, yields them as float32 of shape (samples, 2)."""
READY_SAMPLES = 2048
"""How much of another flow must be there before this one is left."""


class Feed:
    """Hands the sound of a flow to the device. wake: set whenever there is room for more.

    flow, is_playing: may be changed by other threads at any time.
    """

    def __init__(self, wake: threading.Event) -> None:
        self.flow = Flow(Course(0))
        self.is_playing = False
        self.asked = 0.0
        """When the device last asked, by the monotonic clock."""
        self._wake = wake
        self._sounding: Flow | None = None

    def samples(self) -> Samples:
        """For one device; it has to be begun with `next`."""
        count = yield np.zeros((0, 2), np.float32)
        while True:
            count = yield self._next(count)

    def _next(self, count: int) -> Sound:
        self.asked = time.monotonic()
        out = np.zeros((count, 2), np.float32)
        flow = self._flow()
        faded = self._sounding.die_away(out) if self._sounding not in (None, flow) else 0
        if flow:
            flow.take(out[faded:])
        self._sounding = flow
        self._wake.set()
        return np.clip(out, -1, 1, out=out)

    def _flow(self) -> Flow | None:
        """Which flow sounds now."""
        if not self.is_playing:
            return None
        flow = self.flow
        is_ready = flow.has_ended or flow.waiting >= READY_SAMPLES
        return flow if is_ready or self._sounding is None else self._sounding
