"""What is heard of a song: the player, its place, and the mix, which outlast the song's being done again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ui.player.device import DefaultDevice, OpenDevice
from ui.player.player import Player

FRAME_MS = 16
"""Between two looks at where the player is."""
SPEEDS = (0.25, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.1, 1.25, 1.5, 2.0)


@dataclass(frozen=True)
class Channel:
    """One stem in the mix. volume: 0 to 1."""

    volume: float = 1.0
    muted: bool = False
    soloed: bool = False


class Listening(QObject):
    """One song, heard.

    moved: seconds. loop_changed: (start, end) or None. heard_changed: names of stems. failed: a sentence.
    """

    moved = Signal(float)
    playing_changed = Signal(bool)
    loop_changed = Signal(object)
    speed_changed = Signal(float)
    heard_changed = Signal(object)
    failed = Signal(str)

    def __init__(self, open_device: OpenDevice = DefaultDevice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_device = open_device
        self._player: Player | None = None
        self._channels: dict[str, Channel] = {}
        self._loop: tuple[float, float] | None = None
        self._last_loop: tuple[float, float] | None = None
        self._speed = 1.0
        self._place = 0.0
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tell_place)

    def open(self, tracks: Mapping[str, Path]) -> None:
        """Play these files from now on, at the same place."""
        goes_on = self.is_playing
        self.close()
        self._channels = {stem: self._channels.get(stem, Channel()) for stem in tracks}
        self._player = player = Player(tracks, self, self._open_device)
        player.playing_changed.connect(self._on_playing)
        player.failed.connect(self.failed)
        player.set_speed(self._speed)
        if self._loop:
            player.set_loop(*self._loop)
        for stem, channel in self._channels.items():
            self._apply(stem, channel)
        player.seek(self._place)
        if goes_on:
            player.play()

    def close(self) -> None:
        """Play no more."""
        if self._player:
            self._place = self._player.position()
            self._player.close()
            self._player.deleteLater()
            self._player = None
        self._timer.stop()

    @property
    def is_playing(self) -> bool:
        """Whether it is heard."""
        return self._player is not None and self._player.is_playing

    @property
    def position(self) -> float:
        """What is heard now, in seconds."""
        return self._player.position() if self._player and self.is_playing else self._place

    @property
    def loop(self) -> tuple[float, float] | None:
        """What is repeated, in seconds."""
        return self._loop

    @property
    def heard(self) -> set[str]:
        """The stems that sound."""
        soloed = {stem for stem, channel in self._channels.items() if channel.soloed}
        return {
            stem
            for stem, channel in self._channels.items()
            if not channel.muted and (not soloed or stem in soloed)
        }

    def toggle(self) -> None:
        """Play or pause."""
        if self._player:
            self._player.toggle()

    def seek(self, seconds: float) -> None:
        """Go to another place."""
        self._place = seconds
        if self._player:
            self._player.seek(seconds)
        self.moved.emit(seconds)

    def set_loop(self, start: float, end: float) -> None:
        """Repeat a region."""
        self._loop = self._last_loop = (start, end)
        if self._player:
            self._player.set_loop(start, end)
        self.loop_changed.emit(self._loop)

    def toggle_loop(self, otherwise: tuple[float, float]) -> None:
        """Repeat the last region again, or no more. otherwise: where there was none yet."""
        if self._loop is None:
            self.set_loop(*(self._last_loop or otherwise))
            return
        self._loop = None
        if self._player:
            self._player.clear_loop()
        self.loop_changed.emit(None)

    def set_speed(self, speed: float) -> None:
        """1 is the song's own."""
        self._speed = speed
        if self._player:
            self._player.set_speed(speed)
        self.speed_changed.emit(speed)

    def step_speed(self, direction: int) -> None:
        """The next speed up (1) or down (-1)."""
        faster = [speed for speed in SPEEDS if speed > self._speed + 1e-6]
        slower = [speed for speed in SPEEDS if speed < self._speed - 1e-6]
        if direction > 0 and faster:
            self.set_speed(faster[0])
        elif direction < 0 and slower:
            self.set_speed(slower[-1])

    def set_volume(self, stem: str, volume: float) -> None:
        """volume: 0 to 1."""
        self._change(stem, replace(self._channels[stem], volume=volume))

    def set_muted(self, stem: str, muted: bool) -> None:
        """Silence one."""
        self._change(stem, replace(self._channels[stem], muted=muted))

    def set_soloed(self, stem: str, soloed: bool) -> None:
        """Hear only the soloed ones."""
        self._change(stem, replace(self._channels[stem], soloed=soloed))

    def channel(self, stem: str) -> Channel:
        """How a stem is in the mix."""
        return self._channels[stem]

    def _change(self, stem: str, channel: Channel) -> None:
        before = self.heard
        self._channels[stem] = channel
        self._apply(stem, channel)
        if self.heard != before:
            self.heard_changed.emit(self.heard)

    def _apply(self, stem: str, channel: Channel) -> None:
        if self._player:
            self._player.set_volume(stem, channel.volume)
            self._player.set_muted(stem, channel.muted)
            self._player.set_soloed(stem, channel.soloed)

    def _on_playing(self, playing: bool) -> None:
        if playing:
            self._timer.start()
        else:
            self._timer.stop()
            self._tell_place()
        self.playing_changed.emit(playing)

    def _tell_place(self) -> None:
        if self._player:
            self._place = self._player.position()
            self.moved.emit(self._place)
