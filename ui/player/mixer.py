"""The sum of stems, each as loud as it is wanted."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from core.audio.samples import Sound
from core.audio.seeking import StemReader

RAMP_SAMPLES = 441
"""From silence to full volume: a jump would click."""


class Levels:
    """Volume, mute and solo of stems. One thread changes them, others read."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._volumes = dict.fromkeys(stems, 1.0)
        self._muted: frozenset[str] = frozenset()
        self._soloed: frozenset[str] = frozenset()

    def set_volume(self, stem: str, volume: float) -> None:
        """volume: 0 to 1, a factor of the amplitude."""
        self._volumes[stem] = min(max(volume, 0.0), 1.0)

    def set_muted(self, stem: str, muted: bool) -> None:
        """A stem that is muted is silent, soloed or not."""
        self._muted = self._muted | {stem} if muted else self._muted - {stem}

    def set_soloed(self, stem: str, soloed: bool) -> None:
        """While stems are soloed, the others are silent."""
        self._soloed = self._soloed | {stem} if soloed else self._soloed - {stem}

    def gain(self, stem: str) -> float:
        """What a stem's samples are multiplied by."""
        soloed = self._soloed
        is_heard = stem not in self._muted and (not soloed or stem in soloed)
        return self._volumes[stem] if is_heard else 0.0


class Mixer:
    """Adds up stems in their order. A change of level takes at most RAMP_SAMPLES."""

    def __init__(self, readers: Mapping[str, StemReader], levels: Levels) -> None:
        self._readers = readers
        self._levels = levels
        self.samples = max((reader.samples for reader in readers.values()), default=0)
        self.settle()

    def settle(self) -> None:
        """Take the levels as they are: what comes next does not go on from what was read last."""
        self._gains = {stem: self._levels.gain(stem) for stem in self._readers}

    def read(self, start: int, count: int) -> Sound:
        """Samples [start, start + count) of the sum, float32 of shape (count, 2), not clipped."""
        mix = np.zeros((count, 2), np.float32)
        for stem, reader in self._readers.items():
            before, after = self._gains[stem], self._levels.gain(stem)
            if before == after == 0:
                continue
            sound = reader.read(start, count)
            if before != after:
                ramp = _ramp(before, after, count)
                self._gains[stem] = float(ramp[-1])
                sound *= ramp[:, None].astype(np.float32)
            elif after != 1:
                sound *= np.float32(after)
            mix += sound
        return mix


def _ramp(before: float, after: float, count: int) -> NDArray[np.float64]:
    steps = np.arange(1, count + 1) / RAMP_SAMPLES
    return np.asarray(before + np.clip(after - before, -steps, steps))
