"""The thread that reads stems, mixes them, and looks after the device."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

from core.audio.seeking import StemReader
from ui.bridge import sentence_of
from ui.language import tr
from ui.player.course import Course, Loop
from ui.player.device import Device, NoDeviceError, OpenDevice
from ui.player.feed import Feed
from ui.player.flow import Flow
from ui.player.mixer import Levels, Mixer
from ui.player.source import Source

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
"""Between two looks at a device that does not ask for sound."""
LOST_SECONDS = 2.0
"""A device that has not asked for so long is gone, or hangs."""
IDLE_SECONDS = 3.0
"""A device that has had nothing to play for so long is given back."""


class Playback:
    """Plays stems, from `play` to `pause`; the device is opened with the first sound.

    opened: called on the thread with the samples of the longest stem, when all can be read. stopped: called
    on the thread when it plays no more, with a sentence where something went wrong, else with none.
    speed, loop: heard as soon as what was read before.
    """

    def __init__(
        self,
        stems: Mapping[str, Path],
        levels: Levels,
        open_device: OpenDevice,
        opened: Callable[[int], None],
        stopped: Callable[[str], None],
    ) -> None:
        self.speed = 1.0
        self.loop: Loop | None = None
        self.broken = ""
        """Why it will never play again: a sentence."""
        self._stems = stems
        self._levels = levels
        self._open_device = open_device
        self._opened = opened
        self._stopped = stopped
        self._wake = threading.Event()
        self._feed = Feed(self._wake)
        self._device: Device | None = None
        self._played = 0.0
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="player")
        self._thread.start()

    @property
    def is_playing(self) -> bool:
        """Whether it plays, or will as soon as the stems are open."""
        return self._feed.is_playing

    @property
    def is_at_end(self) -> bool:
        """Whether all was heard."""
        return self._feed.flow.is_heard(self._latency)

    @property
    def place(self) -> float:
        """The sample of the song that is heard now."""
        return self._feed.flow.place(self._latency)

    @property
    def _latency(self) -> float:
        device = self._device
        return device.latency if device else 0.0

    def play(self) -> None:
        """Go on."""
        self._feed.is_playing = True
        self._wake.set()

    def pause(self) -> None:
        """Be silent."""
        self._feed.is_playing = False

    def seek(self, place: int) -> None:
        """Go on from a sample of the song."""
        self._feed.flow = Flow(Course(place, self.loop, self.speed))
        self._wake.set()

    def close(self) -> None:
        """End the thread, and give the device and the files back."""
        self._closing = True
        self._feed.is_playing = False
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            with ExitStack() as files:
                readers: dict[str, StemReader] = {}
                for stem, path in self._stems.items():
                    if self._closing:
                        return
                    readers[stem] = files.enter_context(closing(StemReader(path)))
                mixer = Mixer(readers, self._levels)
                self._opened(mixer.samples)
                files.callback(self._close_device)
                self._play(Source(mixer))
        except Exception as error:
            log.warning("stems cannot be played", exc_info=True)
            self.broken = sentence_of(error)
            self._stop(self.broken)

    def _play(self, source: Source) -> None:
        while not self._closing:
            source.fill(self._feed.flow, self.loop, self.speed)
            self._look_after_device()
            if self.is_playing and self.is_at_end:
                self._stop()
            self._wake.wait(LOOK_SECONDS if self._device else None)
            self._wake.clear()

    def _look_after_device(self) -> None:
        now = time.monotonic()
        if self.is_playing:
            self._played = now
            if now - self._feed.asked > LOST_SECONDS:
                self._close_device()
            if self._device is None:
                self._start_device()
        elif now - self._played > IDLE_SECONDS:
            self._close_device()

    def _start_device(self) -> None:
        samples = self._feed.samples()
        next(samples)
        try:
            self._device = self._open_device(samples)
            self._feed.asked = time.monotonic()
        except NoDeviceError as error:
            log.warning("no sound device: %s", error.__cause__)
            self._stop(tr("There is no sound device. Connect headphones or speakers, then press play again."))

    def _close_device(self) -> None:
        device, self._device = self._device, None
        if device:
            device.close()

    def _stop(self, sentence: str = "") -> None:
        self._feed.is_playing = False
        self._stopped(sentence)
