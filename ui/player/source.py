"""Fills flows with the mix of a song."""

import numpy as np

from core.audio.samples import Sound
from core.audio.stretch import Stretch
from ui.player.course import Course, Loop
from ui.player.flow import Flow
from ui.player.mixer import Mixer

BLOCK_SAMPLES = 1024
AHEAD_SAMPLES = 3 * BLOCK_SAMPLES
"""What is read ahead of the device. More would let a stem that is muted sound on for longer."""


class Source:
    """Reads one flow's course, and goes on with another flow as soon as it is given one."""

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer
        self._flow: Flow | None = None
        self._gone = 0
        self._stretch: Stretch | None = None

    def fill(self, flow: Flow, loop: Loop | None, speed: float) -> None:
        """Put in so much that AHEAD_SAMPLES wait, with this loop and speed from here on."""
        if flow is not self._flow:
            self._flow = flow
            self._mixer.settle()
            self._begin(flow.course)
        if (loop, speed) != (flow.course.loop, flow.course.speed):
            self._turn(flow, loop, speed)
        while flow.waiting < AHEAD_SAMPLES and not flow.has_ended:
            self._put_block(flow)

    def _begin(self, course: Course) -> None:
        self._gone = 0
        self._stretch = Stretch(course.speed) if course.speed != 1 else None

    def _turn(self, flow: Flow, loop: Loop | None, speed: float) -> None:
        start = int(flow.course.place(self._gone))
        if loop and start >= loop[1]:
            # Read already, and not heard yet.
            start = loop[0]
        self._put_rest(flow)
        flow.turn(Course(start, loop, speed))
        self._begin(flow.course)

    def _put_block(self, flow: Flow) -> None:
        course, count = flow.course, BLOCK_SAMPLES
        if not course.is_endless:
            count = min(count, self._mixer.samples - course.start - self._gone)
        if count <= 0:
            self._put_rest(flow)
            flow.has_ended = True
            return
        parts = [self._mixer.read(*span) for span in course.spans(self._gone, count)]
        self._gone += count
        sound: Sound = np.concatenate(parts)
        flow.put(self._stretch.push(sound) if self._stretch else sound)

    def _put_rest(self, flow: Flow) -> None:
        if self._stretch:
            flow.put(self._stretch.flush())
