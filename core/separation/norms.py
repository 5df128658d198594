"""The norms of HTDemucs. Each scales and shifts what it has normalised, a weight and a bias a channel."""

from dataclasses import dataclass
from typing import Self

import torch
from torch import Tensor
from torch.nn import functional

from core.separation.weights import Weights

EPSILON = 1e-5
"""Added to variances."""


@dataclass(frozen=True)
class Affine:
    """weight, bias: (channels,), in float32."""

    weight: Tensor
    bias: Tensor

    @classmethod
    def read(cls, weights: Weights, name: str) -> Self:
        """Read `name`.weight and `name`.bias."""
        return cls(weights.take(f"{name}.weight"), weights.take(f"{name}.bias"))


class GroupNorm(Affine):
    """With one group: over all frames and channels of a row."""

    def __call__(self, x: Tensor) -> Tensor:
        """(rows, frames, channels) -> the same."""
        weight, bias = self.weight.to(x.dtype), self.bias.to(x.dtype)
        if x.device.type == "cuda":
            return torch.addcmul(bias, weight, normal(x))
        rows = x[:, None].permute(0, 3, 1, 2)
        return functional.group_norm(rows, 1, weight, bias).permute(0, 2, 3, 1)[:, 0]


def normal(x: Tensor) -> Tensor:
    """Zero mean and unit deviation in each row, for a GPU.

    CUDA's group norm gives each row to one multiprocessor: half of HTDemucs's time went into that.
    """
    variance, mean = torch.var_mean(x, dim=(1, 2), correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + EPSILON)


class LayerNorm(Affine):
    """Over the channels of a token."""

    def __call__(self, x: Tensor) -> Tensor:
        """(tokens, channels) -> the same."""
        return functional.layer_norm(x, self.weight.shape, self.weight, self.bias)
