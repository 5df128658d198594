"""The chord networks' forward pass, a few frames at a time so that these stay in the processor's cache."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from core.chords.lv_package import ChordNet

_TILE = 64
"""Frames at a time on a CPU: their 16 channels of 252 bins (1 MB) stay in cache until they are pooled."""
_REACH = 1
"""Frames on each side that a 3 x 3 convolution sees."""
_EPSILON = 1e-5
"""Added to variances, as instance normalisation has it."""


@dataclass(frozen=True)
class _Layer:
    """A convolution, then the highest of each `pool` bins; normalised and through SELU before the next."""

    weight: Tensor
    bias: Tensor
    padding: tuple[int, int]
    pool: int


class ChordNetwork:
    """One network of the package: the same function as `ChordNet.forward`, twice as fast.

    Instance normalisation needs the whole window's statistics, so each layer is computed tile by tile while
    they are summed up, and the next layer normalises what it reads. SELU and normalisation never reverse an
    order, so pooling may come before them.
    Source: Jiang, Chen, Li and Xia, ISMIR 2019 (see `lvchordia`).
    """

    def __init__(self, network: ChordNet) -> None:
        self._layers = list(_layers(network))
        self._lstm, self._output = network.lstm1, network.final_fc1

    def __call__(self, spectrograms: Tensor) -> Tensor:
        """spectrograms: float32 of shape (windows, frames, bins). Returns logits (windows, frames, 100)."""
        return torch.stack([self._hear(spectrogram) for spectrogram in spectrograms])

    @torch.inference_mode()
    def _hear(self, spectrogram: Tensor) -> Tensor:
        logits: Tensor = self._output(self._lstm(self._features(spectrogram)[None])[0])[0]
        return logits

    def _features(self, spectrogram: Tensor) -> Tensor:
        """What the convolutions make of each frame, of shape (frames, features)."""
        sound, statistics = spectrogram[None, None], None
        for layer in self._layers:
            sound, statistics = _convolved(layer, sound, statistics)
        return _activated(sound, statistics)[0].transpose(0, 1).flatten(1)


def _layers(network: ChordNet) -> Iterator[_Layer]:
    block = network.audio_feature_block
    pools = {"1c": block.pool1, "2c": block.pool2, "3b": block.pool3}
    for name in ("1a", "1b", "1c", "2a", "2b", "2c", "3a", "3b", "4a", "4b"):
        convolution = getattr(block, f"conv{name}")
        weight = convolution.weight.detach().contiguous(memory_format=torch.channels_last)
        pool = pools[name].kernel_size[1] if name in pools else 1
        yield _Layer(weight, convolution.bias.detach(), convolution.padding, pool)


def _convolved(
    layer: _Layer, sound: Tensor, statistics: tuple[Tensor, Tensor] | None
) -> tuple[Tensor, tuple[Tensor, Tensor]]:
    """The layer's output, and each channel's mean and variance before pooling.

    sound: (1, channels, frames, bins), the output of the layer before, whose statistics are given.
    """
    frames = sound.shape[2]
    tiles, sums, squares, count = [], [], [], 0
    step = frames if sound.device.type == "cuda" else _TILE
    for start in range(0, frames, step):
        end = min(start + step, frames)
        first, last = max(start - _REACH, 0), min(end + _REACH, frames)
        piece = _activated(sound[:, :, first:last], statistics)
        tile = functional.conv2d(piece, layer.weight, layer.bias, padding=layer.padding)[
            :, :, start - first : end - first
        ]
        values = tile.permute(0, 2, 3, 1).flatten(0, 2)
        sums.append(values.sum(0))
        squares.append(values.square().sum(0))
        count += len(values)
        tiles.append(_pooled(tile, layer.pool))
    # Summed in double precision, which MPS does not have.
    mean, square = (torch.stack(parts).cpu().double().sum(0) / count for parts in (sums, squares))
    return torch.cat(tiles, 2), (mean.to(sound), (square - mean.square()).to(sound))


def _activated(sound: Tensor, statistics: tuple[Tensor, Tensor] | None) -> Tensor:
    """Normalised by each channel's mean and variance, then SELU; as it is where there are none (the song)."""
    if statistics is None:
        return sound
    return functional.selu(functional.batch_norm(sound, *statistics, eps=_EPSILON), inplace=True)


def _pooled(tile: Tensor, pool: int) -> Tensor:
    """The highest of each `pool` bins; bins over are dropped."""
    end = tile.shape[3] // pool * pool
    highest = tile[..., 0:end:pool]
    for offset in range(1, pool):
        highest = torch.maximum(highest, tile[..., offset:end:pool])
    return highest
