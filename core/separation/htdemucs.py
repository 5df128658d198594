"""HTDemucs v4 (Rouard, Massa and Défossez 2023): the best stems, in about half a song's time on a CPU."""

import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import torch
from demucs.htdemucs import HTDemucs
from demucs.states import load_model
from torch import Tensor

from core.errors import WeightsError
from core.models_store import is_whole
from core.separation.base import Sound, StemBlock
from core.separation.blocks import MEASURED_SAMPLES, OverlapAdd, read_block

OVERLAP = 0.25
"""Part of a segment that the next one covers again; 0.1 would cost 0.26 dB of SDR."""
SAFE_GLOBALS = [
    HTDemucs,
    Fraction,
    # The training log in the published file holds scalars, under the name that NumPy 1 gave their maker.
    (np.float64().__reduce__()[0], "numpy.core.multiarray.scalar"),
    np.dtype,
    type(np.dtype(np.float64)),
]
"""All that the weights' pickle may name beside tensors and plain Python objects."""


class HTDemucsSeparator:
    """Gives block by block what `demucs.apply.apply_model` (shifts 0, overlap 0.25) gives for a whole song.

    Raises WeightsError when `weights` is none of the files that were tested.
    """

    name = "htdemucs"

    def __init__(self, device: str, weights: Path) -> None:
        self.device = device
        self._model = read_model(checked(weights)).to(device).eval()
        self._segment = int(self._model.segment * self._model.samplerate)

    def separate(self, mix: Sound) -> Iterator[StemBlock]:
        """Yield blocks of 5.85 s. mix: float32 of shape (samples, 2) at 44.1 kHz, may be a memory map."""
        mean, deviation = mono_level(mix)
        stride = int((1 - OVERLAP) * self._segment)
        fade = _triangle(self._segment)
        stems, weights = OverlapAdd(), OverlapAdd()
        for start in range(0, len(mix), stride):
            length = min(self._segment, len(mix) - start)
            estimate = self._estimate(mix, start, length, mean, deviation)
            weight = fade[:length]
            stem_blocks = stems.add(estimate * weight, stride) / weights.add(weight, stride)
            yield dict(
                zip(self._model.sources, stem_blocks.transpose(1, 2).contiguous().numpy(), strict=True)
            )

    def _estimate(self, mix: Sound, start: int, length: int, mean: float, deviation: float) -> Tensor:
        """Separate [start, start + length) into (stems, 2, length); short rests with their neighbours."""
        if not mix[start : start + length].any():
            return torch.zeros(len(self._model.sources), 2, length)
        before = (self._segment - length) // 2
        segment = (read_block(mix, start - before, self._segment, outside=mean) - mean) / deviation
        with torch.inference_mode():
            estimate: Tensor = self._model(segment[None].to(self.device))[0].cpu()
        return estimate[..., before : before + length] * deviation + mean


def checked(weights: Path) -> Path:
    """Return `weights` if its SHA-256 is known. Raises WeightsError."""
    if not weights.is_file() or not is_whole("htdemucs", weights):
        raise WeightsError(f"{weights} does not hold the weights of HTDemucs: delete it and start again.")
    return weights


def read_model(weights: Path) -> HTDemucs:
    """Build the network from demucs's own kind of file, trusting nothing in it but SAFE_GLOBALS."""
    with torch.serialization.safe_globals(SAFE_GLOBALS):
        package = torch.load(weights, map_location="cpu", weights_only=True)
    return load_model(package, strict=True)


def mono_level(mix: Sound) -> tuple[float, float]:
    """Mean and standard deviation of the mono mix, by which demucs normalises; 1.0 where nothing deviates."""
    total = squares = 0.0
    for start in range(0, len(mix), MEASURED_SAMPLES):
        mono = mix[start : start + MEASURED_SAMPLES].mean(axis=1, dtype=np.float64)
        total += float(mono.sum())
        squares += float(mono @ mono)
    mean = total / max(len(mix), 1)
    variance = (squares - total * mean) / max(len(mix) - 1, 1)
    return mean, math.sqrt(variance) if variance > 0 else 1.0


def _triangle(length: int) -> Tensor:
    rise = torch.arange(1, length // 2 + 1)
    fall = torch.arange(length - length // 2, 0, -1)
    return torch.cat([rise, fall]) / (length - length // 2)
