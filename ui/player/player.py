"""A song's stems, played as one."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.models import SAMPLE_RATE
from ui.player.device import DefaultDevice, OpenDevice
from ui.player.mixer import Levels
from ui.player.playback import Playback

SLOWEST, FASTEST = 0.25, 2.0
SHORTEST_LOOP = 0.05
"""Seconds."""


class Player(QObject):
    """Plays stems together, to the sample; with all at full volume and speed 1 what is heard is their sum.

    Files are opened, read and mixed on a thread of its own. ready: they can be played, and `duration` is
    known. playing_changed: with whether it plays. failed: with a sentence; it plays no more. To be closed.
    """

    playing_changed = Signal(bool)
    ready = Signal()
    failed = Signal(str)
    _opened = Signal(int)
    _stopped = Signal(str)

    def __init__(
        self,
        stems: Mapping[str, Path],
        parent: QObject | None = None,
        open_device: OpenDevice = DefaultDevice,
    ) -> None:
        super().__init__(parent)
        self.duration = 0.0
        """Seconds."""
        self._loop: tuple[float, float] | None = None
        self._levels = Levels(stems)
        self._opened.connect(self._on_opened, Qt.ConnectionType.QueuedConnection)
        self._stopped.connect(self._on_stopped, Qt.ConnectionType.QueuedConnection)
        self._playback = Playback(stems, self._levels, open_device, self._opened.emit, self._stopped.emit)

    @property
    def is_playing(self) -> bool:
        """Whether it plays, or will as soon as it is ready."""
        return self._playback.is_playing

    @property
    def loop(self) -> tuple[float, float] | None:
        """Start and end of what is repeated, in seconds."""
        return self._loop

    @property
    def speed(self) -> float:
        """1 is the song's own."""
        return self._playback.speed

    def position(self) -> float:
        """What is heard now, in seconds of the song."""
        if self._playback.is_at_end:
            return self.duration
        return min(self._playback.place / SAMPLE_RATE, self.duration or float("inf"))

    def play(self) -> None:
        """Go on; from the start, or that of the loop, where the song is over."""
        if self._playback.broken:
            self.failed.emit(self._playback.broken)
            return
        if self._playback.is_at_end:
            self.seek(self._loop[0] if self._loop else 0.0)
        if not self.is_playing:
            self._playback.play()
            self.playing_changed.emit(True)

    def pause(self) -> None:
        """Be silent, and stay at this place."""
        if self.is_playing:
            self._playback.pause()
            self.playing_changed.emit(False)

    def toggle(self) -> None:
        """Play or pause."""
        self.pause() if self.is_playing else self.play()

    def seek(self, seconds: float) -> None:
        """Go to another place. Behind the loop's end the song goes on without it."""
        self._playback.seek(round(self._inside(seconds) * SAMPLE_RATE))

    def set_loop(self, start: float, end: float) -> None:
        """Repeat [start, end) from now on; whoever is behind it goes to its start."""
        start, end = self._inside(start), self._inside(end)
        end = max(end, start + SHORTEST_LOOP)
        self._loop = (start, end)
        self._playback.loop = (round(start * SAMPLE_RATE), round(end * SAMPLE_RATE))
        if self.position() >= end:
            self.seek(start)
        self._refresh()

    def clear_loop(self) -> None:
        """Go on behind the end of the loop."""
        self._loop = self._playback.loop = None
        self._refresh()

    def set_speed(self, speed: float) -> None:
        """speed: 0.25 to 2; the pitch stays."""
        self._playback.speed = min(max(speed, SLOWEST), FASTEST)
        self._refresh()

    def set_volume(self, stem: str, volume: float) -> None:
        """volume: 0 to 1, a factor of the amplitude."""
        self._levels.set_volume(stem, volume)
        self._refresh()

    def set_muted(self, stem: str, muted: bool) -> None:
        """A stem that is muted is silent, soloed or not."""
        self._levels.set_muted(stem, muted)
        self._refresh()

    def set_soloed(self, stem: str, soloed: bool) -> None:
        """While stems are soloed, only they are heard."""
        self._levels.set_soloed(stem, soloed)
        self._refresh()

    def close(self) -> None:
        """Play no more and say no more, and give device and files back."""
        self.blockSignals(True)
        self._playback.close()

    def _inside(self, seconds: float) -> float:
        return min(max(seconds, 0.0), self.duration or float("inf"))

    def _refresh(self) -> None:
        """While nothing is heard, what was read ahead is read again as it is wanted now."""
        if not self.is_playing:
            self.seek(self.position())

    @Slot(int)
    def _on_opened(self, samples: int) -> None:
        self.duration = samples / SAMPLE_RATE
        self.ready.emit()

    @Slot(str)
    def _on_stopped(self, sentence: str) -> None:
        if not self.is_playing:
            self.playing_changed.emit(False)
        if sentence:
            self.failed.emit(sentence)
