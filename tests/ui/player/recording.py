"""Stems that tell where one is in them, and a device that writes down what it was given."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from core.audio.decode import decode
from core.audio.encode import StemEncoder
from core.models import SAMPLE_RATE, StemFormat
from ui.player.device import NoDeviceError
from ui.player.feed import Samples
from ui.player.player import Player

PERIOD = 1103
"""Samples that a device asks for at once."""
COUNTED = 2.0**20
"""Sample k of a stem that counts is k / COUNTED: exact in float32, and below full scale for 23 s."""


def write_stem(path: Path, sound: np.ndarray, stem_format: StemFormat) -> Path:
    """A stem of ours."""
    encoder = StemEncoder(path, stem_format)
    encoder.write(sound)
    encoder.close()
    return path


def noise(seed: int, seconds: float) -> np.ndarray:
    """Of shape (samples, 2), without a sample that is zero."""
    sound = np.random.default_rng(seed).uniform(0.01, 0.1, (round(seconds * SAMPLE_RATE), 2))
    return (sound * np.where(np.arange(len(sound))[:, None] % 2, 1, -1)).astype(np.float32)


def counting(seconds: float) -> np.ndarray:
    """Samples that are their own places, times COUNTED."""
    places = np.arange(1, round(seconds * SAMPLE_RATE) + 1, dtype=np.float32) / np.float32(COUNTED)
    return np.repeat(places[:, None], 2, axis=1)


def total(stems: dict[str, Path]) -> np.ndarray:
    """The sum of the stems, decoded from start to end."""
    mix = np.float32(0)
    for path in stems.values():
        mix = mix + np.concatenate(list(decode(path)))
    return np.asarray(mix)


class Recorder:
    """Opens as a device that asks for the next period as soon as it has one; several may follow each other.

    Nothing is pulled before `go` is set. is_there: whether a device can be opened.
    """

    def __init__(self, latency: float = 0.0, pause: float = 0.0) -> None:
        self.latency = latency
        self.is_there = True
        self.opened = 0
        self.closed = 0
        self.go = threading.Event()
        self.go.set()
        self._pause = pause
        self._blocks: list[np.ndarray] = []
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def __call__(self, samples: Samples) -> "Recorder":
        if not self.is_there:
            raise NoDeviceError
        self.opened += 1
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._pull, args=(samples, self._stopping))
        self._thread.start()
        return self

    def close(self) -> None:
        self.closed += 1
        self._stopping.set()
        if self._thread:
            self._thread.join()

    def heard(self) -> np.ndarray:
        """All that it was given and that is not silence, of shape (samples, 2)."""
        sound = np.concatenate([np.zeros((0, 2), np.float32), *self._blocks])
        return sound[sound.any(axis=1)]

    def forget(self) -> None:
        """Begin another recording."""
        self._blocks = []

    def _pull(self, samples: Samples, stopping: threading.Event) -> None:
        while not stopping.wait(self._pause or 0.0005):
            if self.go.is_set():
                self._blocks.append(samples.send(PERIOD))


def where(heard: np.ndarray, sample: np.ndarray) -> int:
    """The last place in a recording of a sample that occurs once in the song; -1 where it was not heard."""
    found = np.flatnonzero((heard == sample).all(axis=1))
    return int(found[-1]) if len(found) else -1


@contextmanager
def playing(qtbot: QtBot, stems: dict[str, Path], device: Callable[[Samples], Recorder]) -> Iterator[Player]:
    """A player that is ready, and is closed with the block."""
    player = Player(stems, open_device=device)
    try:
        qtbot.waitUntil(lambda: player.duration > 0)
        yield player
    finally:
        player.close()
