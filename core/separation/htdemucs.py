"""HTDemucs v4 and its relatives: the best stems, in a quarter of a song's time on a CPU."""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from core.devices.choice import precision
from core.devices.network import DeviceNetwork, Network, Say, silent
from core.errors import WeightsError
from core.separation.base import TRACKS, Song, StemBlock
from core.separation.blocks import MEASURED_SAMPLES, OverlapAdd, read_block
from core.separation.checkpoint import read_settings, read_state
from core.separation.hybrid import HybridNetwork
from core.separation.weights import Weights
from core.weights.store import is_whole

OVERLAP = 0.25
"""Part of a segment that the next one covers again; 0.1 would cost 0.26 dB of SDR."""


class HTDemucsSeparator:
    """Gives block by block what `demucs.apply.apply_model` (shifts 0, overlap 0.25) gives for a whole song.

    weights: one network that makes all stems, or a network a stem, in the order of the stems that each knows.
    say: takes a sentence when the device changes. Raises WeightsError when a file is none of the model's.
    """

    def __init__(self, device: str, name: str, weights: Sequence[Path], say: Say = silent) -> None:
        self.name = name
        files = [checked(name, path) for path in weights]
        settings = read_settings(files[0])
        self._sources, self._segment = settings.stems, settings.segment
        self.stems = tuple(stem for stem in TRACKS if stem in self._sources)
        self._network = DeviceNetwork(name, partial(_bag, files, len(self._sources)), device, say)

    @property
    def device(self) -> str:
        """The device that really computes."""
        return self._network.device

    def separate(self, mix: Song) -> Iterator[StemBlock]:
        """Yield blocks of 5.85 s."""
        mean, deviation = mono_level(mix)
        stride = int((1 - OVERLAP) * self._segment)
        fade = _triangle(self._segment)
        sums, weights = OverlapAdd(), OverlapAdd()
        for start in range(0, len(mix), stride):
            length = min(self._segment, len(mix) - start)
            estimate = self._estimate(mix, start, length, mean, deviation)
            weight = fade[:length]
            sounds = sums.add(estimate * weight, stride) / weights.add(weight, stride)
            block = dict(zip(self._sources, sounds.transpose(1, 2).contiguous().numpy(), strict=True))
            yield {stem: block[stem] for stem in self.stems}

    def _estimate(self, mix: Song, start: int, length: int, mean: float, deviation: float) -> Tensor:
        """Separate [start, start + length) into (stems, 2, length); short rests with their neighbours."""
        if not mix[start : start + length].any():
            return torch.zeros(len(self._sources), 2, length)
        before = (self._segment - length) // 2
        segment = (read_block(mix, start - before, self._segment, outside=mean) - mean) / deviation
        with torch.inference_mode():
            estimate = self._network(segment[None])[0]
        return estimate[..., before : before + length] * deviation + mean


def checked(name: str, weights: Path) -> Path:
    """Return `weights` if its SHA-256 is one of the model's. Raises WeightsError."""
    if not weights.is_file() or not is_whole(name, weights):
        raise WeightsError(f"{weights} does not hold weights of {name}: delete it and start again.")
    return weights


def _bag(files: list[Path], stems: int, device: str) -> Network:
    """One network for all stems, or each for the stem in its own place."""
    kept = [[stem] for stem in range(stems)] if len(files) > 1 else [list(range(stems))]
    networks = [
        HybridNetwork(Weights(read_state(file), device, precision(device)), stems, keep)
        for file, keep in zip(files, kept, strict=True)
    ]
    return lambda segments: torch.stack(
        [torch.cat([network(segment) for network in networks]) for segment in segments]
    )


def mono_level(mix: Song) -> tuple[float, float]:
    """Mean and standard deviation of the mono mix, by which demucs normalises; 1.0 where nothing deviates."""
    total = squares = 0.0
    for start in range(0, len(mix), MEASURED_SAMPLES):
        block = mix[start : start + MEASURED_SAMPLES]
        mono = np.add(block[:, 0], block[:, 1], dtype=np.float64) / 2
        total += float(mono.sum())
        squares += float(mono @ mono)
    mean = total / max(len(mix), 1)
    variance = (squares - total * mean) / max(len(mix) - 1, 1)
    return mean, math.sqrt(variance) if variance > 0 else 1.0


def _triangle(length: int) -> Tensor:
    rise = torch.arange(1, length // 2 + 1)
    fall = torch.arange(length - length // 2, 0, -1)
    return torch.cat([rise, fall]) / (length - length // 2)
