"""The convolutional layers of HTDemucs, in one memory order: (rows, frames, channels).

Rows are frequency bands in the spectral branch; the branch in time has one row. With the channels last, every
convolution, product and norm reads the tensor as it lies. (In demucs's order a CPU copies it before and after
each residual branch, and half of the convolutions run at a fraction of oneDNN's speed.)
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from core.separation.norms import GroupNorm
from core.separation.weights import Weights

BAND_ELEMENTS = 1 << 20
"""In a band of rows: what is done to it, one step after the other, stays in the cache."""


@dataclass(frozen=True)
class Convolution:
    """weight: (out, in, rows, frames). Kernels of 8 divide their axis by 4, all others keep its length."""

    weight: Tensor
    bias: Tensor
    dilation: int = 1

    @classmethod
    def read(cls, weights: Weights, name: str, dilation: int = 1) -> "Convolution":
        """Read `name`.weight and `name`.bias; a weight without rows gets one."""
        weight = weights.take(f"{name}.weight")
        weight = weight.unsqueeze(2) if weight.dim() == 3 else weight
        ordered = weight.to(weights.dtype, memory_format=torch.channels_last)
        return cls(ordered, weights.take(f"{name}.bias").to(weights.dtype), dilation)

    def __call__(self, x: Tensor) -> Tensor:
        """(rows, frames, in) -> (rows, frames, out)."""
        kernel = self.weight.shape[2:]
        padding = [2 if size == 8 else size // 2 * self.dilation for size in kernel]
        y = functional.conv2d(_image(x), self.weight, self.bias, _strides(kernel), padding, self.dilation)
        return _from_image(y)


@dataclass(frozen=True)
class Upsampling:
    """Transposed convolution by 4; weight: (in, out, rows, frames)."""

    weight: Tensor
    bias: Tensor

    @classmethod
    def read(cls, weights: Weights, name: str, outputs: Tensor | slice = slice(None)) -> "Upsampling":
        """Read `name`.weight and `name`.bias; a weight without rows gets one. outputs: channels to keep."""
        weight = weights.take(f"{name}.weight")[:, outputs]
        weight = weight.unsqueeze(2) if weight.dim() == 3 else weight
        ordered = weight.to(weights.dtype, memory_format=torch.channels_last)
        return cls(ordered, weights.take(f"{name}.bias")[outputs].to(weights.dtype))

    def __call__(self, x: Tensor) -> Tensor:
        """(rows, frames, in) -> (rows, frames, out), four times as many of one of them."""
        kernel = self.weight.shape[2:]
        padding = [2 if size == 8 else 0 for size in kernel]
        return _from_image(
            functional.conv_transpose2d(_image(x), self.weight, self.bias, _strides(kernel), padding)
        )


@dataclass(frozen=True)
class ResidualLayer:
    """One layer of a residual branch: few channels, wider and wider along the frames."""

    narrow: Convolution
    narrow_norm: GroupNorm
    wide: Convolution
    wide_norm: GroupNorm

    @classmethod
    def read(cls, weights: Weights, name: str, dilation: int) -> "ResidualLayer":
        """Read what demucs numbers 0 to 6; the last, a factor a channel, goes into the norm before it."""
        norm = GroupNorm.read(weights, f"{name}.4")
        scale = weights.take(f"{name}.6.scale")
        # A gated linear unit is a product of its first half with something made of its second.
        factors = torch.cat([scale, torch.ones_like(scale)])
        return cls(
            Convolution.read(weights, f"{name}.0", dilation),
            GroupNorm.read(weights, f"{name}.1"),
            Convolution.read(weights, f"{name}.3"),
            GroupNorm(norm.weight * factors, norm.bias * factors),
        )

    def __call__(self, x: Tensor) -> Tensor:
        """(rows, frames, channels) -> the same."""
        hidden = functional.gelu(self.narrow_norm(self.narrow(x)))
        return x + functional.glu(self.wide_norm(self.wide(hidden)), dim=-1)


def read_residual(weights: Weights, name: str) -> list[ResidualLayer]:
    """The layers of a residual branch; none where the network has none there."""
    return [
        ResidualLayer.read(weights, f"{name}.layers.{depth}", dilation=2**depth)
        for depth in range(2)
        if weights.has(f"{name}.layers.{depth}.0.weight")
    ]


@dataclass(frozen=True)
class Encoder:
    """Divides rows or frames by 4."""

    conv: Convolution
    residual: list[ResidualLayer]
    rewrite: Convolution

    @classmethod
    def read(cls, weights: Weights, name: str) -> "Encoder":
        """Read the layer of that name."""
        return cls(
            Convolution.read(weights, f"{name}.conv"),
            read_residual(weights, f"{name}.dconv"),
            Convolution.read(weights, f"{name}.rewrite"),
        )

    def __call__(self, x: Tensor) -> Tensor:
        """(rows, frames, in) -> (rows, frames, out); frames are filled up with zeros until 4 divides them."""
        if len(x) == 1:
            x = functional.pad(x, (0, 0, 0, -x.shape[1] % 4))
        return by_bands(self._refine, self.conv(x))

    def _refine(self, band: Tensor) -> Tensor:
        band = functional.gelu(band)
        for layer in self.residual:
            band = layer(band)
        return functional.glu(self.rewrite(band), dim=-1)


@dataclass(frozen=True)
class Decoder:
    """Multiplies rows or frames by 4."""

    rewrite: Convolution
    residual: list[ResidualLayer]
    upsampling: Upsampling

    @classmethod
    def read(cls, weights: Weights, name: str, outputs: Tensor | slice = slice(None)) -> "Decoder":
        """Read the layer of that name. outputs: channels to keep."""
        return cls(
            Convolution.read(weights, f"{name}.rewrite"),
            read_residual(weights, f"{name}.dconv"),
            Upsampling.read(weights, f"{name}.conv_tr", outputs),
        )

    def __call__(self, x: Tensor, skip: Tensor) -> Tensor:
        """(rows, frames, in) twice -> (rows, frames, out)."""
        joined = (x + skip).to(self.rewrite.weight.dtype)
        return self.upsampling(by_bands(self._refine, self.rewrite(joined)))

    def _refine(self, band: Tensor) -> Tensor:
        band = functional.glu(band, dim=-1)
        for layer in self.residual:
            band = layer(band)
        return band


def by_bands(step: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """step(x), for a step that treats every row alone, on a CPU a band of rows at a time."""
    if x.device.type == "cuda":
        return step(x)
    rows = max(1, BAND_ELEMENTS // x[0].numel())
    return step(x) if rows >= len(x) else torch.cat([step(band) for band in torch.split(x, rows)])


def _image(x: Tensor) -> Tensor:
    """(rows, frames, channels) as conv2d wants it, (1, channels, rows, frames), nothing moved."""
    return x[None].permute(0, 3, 1, 2)


def _from_image(y: Tensor) -> Tensor:
    return y.permute(0, 2, 3, 1)[0].contiguous()


def _strides(kernel: torch.Size) -> list[int]:
    return [4 if size == 8 else 1 for size in kernel]
