"""CREPE's network for a processor: the same function of the sound, with a tenth of the multiplications."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.pitch.crepe_network import HOP, KERNEL, PADDING, STRIDE, WINDOW, CrepeNetwork, normalised

GROUP = 16
"""Positions at a window's edge whose kernels are cut off alike."""


class SpectralCrepe:
    """Hears what `network` hears. Its norms are folded into the convolutions after them.

    A norm that follows a rectifier may as well follow the maximum over pairs of positions, because its scale
    is positive; only the last one's is not, and stays where it is.
    """

    def __init__(self, network: CrepeNetwork) -> None:
        with torch.inference_mode():
            length = WINDOW // STRIDE // 2
            self._first = FirstConvolution(network.convolution(1))
            self._rest = [
                SpectralConvolution(network.convolution(i), network.norm(i - 1), length >> (i - 2))
                for i in range(2, 7)
            ]
            self._last_scale, self._last_shift = _scale_and_shift(network.norm(6))
            self._classifier = network.classifier

    def __call__(self, windows: Tensor) -> Tensor:
        """windows: (frames, WINDOW), HOP samples apart. Returns saliences, (frames, bins)."""
        x = self._first(windows)
        for convolution in self._rest[:-1]:
            x = _halved(convolution(x)).relu_()
        x = _halved(self._rest[-1](x).relu_() * self._last_scale + self._last_shift)
        return torch.sigmoid(self._classifier(x.flatten(1)))


class FirstConvolution:
    """The first layer with its rectifier and pooling, as products of matrices.

    Where a kernel lies inside the window, its product with the sound is the same for every window that it
    lies in: it is made once, and normalised afterwards. At the edges it is made for every window, without
    the part of the kernel that meets only padding.
    """

    def __init__(self, convolution: nn.Conv1d) -> None:
        self._kernels = convolution.weight[:, 0]
        self._bias = _bias(convolution)
        self._sums = self._kernels.sum(1)

    def __call__(self, windows: Tensor) -> Tensor:
        """windows: (frames, WINDOW), HOP apart. Returns (frames, 128, channels)."""
        pooled = windows.new_empty(len(windows), WINDOW // STRIDE // 2, len(self._bias))
        inside = -(-PADDING // STRIDE)
        pooled[:, inside // 2 : -inside // 2] = self._inside(windows, inside)
        padded = functional.pad(normalised(windows), (PADDING, PADDING)).unfold(1, KERNEL, STRIDE)
        positions = padded.shape[1]
        for start in range(0, inside, GROUP):
            left = slice(start, start + GROUP), slice(PADDING - STRIDE * (start + GROUP - 1), KERNEL)
            first = positions - inside + start
            right = slice(first, first + GROUP), slice(0, WINDOW + PADDING - STRIDE * first)
            for place, taps in (left, right):
                heard = _product(padded[:, place, taps], self._kernels[:, taps], self._bias)
                pooled[:, place.start // 2 : place.stop // 2] = _halved(heard)
        return pooled.relu_()

    def _inside(self, windows: Tensor, inside: int) -> Tensor:
        """Positions whose kernels lie inside the window, pooled: (frames, 64, channels)."""
        sound = torch.cat([windows[:-1, :HOP].flatten(), windows[-1]])
        start = STRIDE * inside - PADDING
        kernels = sound[start : len(sound) - start].unfold(0, KERNEL, STRIDE)
        shared = _halved(_product(kernels[None], self._kernels, None))[0]
        each = shared.unfold(0, WINDOW // STRIDE // 2 - inside, HOP // STRIDE // 2).transpose(1, 2)
        deviation, mean = torch.std_mean(windows, dim=1, keepdim=True)
        scale = 1 / deviation.clamp_min(1e-10)
        shift = torch.addmm(self._bias, mean * scale, self._sums[None], alpha=-1)
        return torch.addcmul(shift[:, None], each, scale[..., None])


class SpectralConvolution:
    """A norm and a convolution of up to 64 positions, as one product for each of a few frequencies."""

    def __init__(self, convolution: nn.Conv1d, norm_before: nn.BatchNorm1d, length: int) -> None:
        scale, shift = _scale_and_shift(norm_before)
        kernels = convolution.weight
        before, after = (kernels.shape[-1] - 1) // 2, kernels.shape[-1] // 2
        size = length + min(length, after)
        turns = torch.arange(size // 2 + 1)[:, None] * (2 * math.pi / size)
        self._forward = _waves(turns * torch.arange(length), -1)
        self._inverse = (_waves(turns * torch.arange(length), -1) * _parts(size)).T.contiguous()
        reached = kernels[:, :, before - min(before, length - 1) : before + min(after, length - 1) + 1]
        lags = torch.arange(reached.shape[-1]) - min(before, length - 1)
        spectra = torch.einsum("fl,oil->fio", _waves(turns * lags, 1), reached * scale[:, None])
        self._kernels = torch.cat(spectra.chunk(2), dim=2).contiguous()
        padded = functional.pad(shift[:, None].expand(-1, length), (before, after))
        self._bias = functional.conv1d(padded, kernels, _bias(convolution)).T.contiguous()

    def __call__(self, x: Tensor) -> Tensor:
        """x: (frames, length, channels in). Returns (frames, length, channels out)."""
        frames, _, channels = x.shape
        frequencies, _, _ = self._kernels.shape
        spectra = (self._forward @ x).view(2 * frames, frequencies, channels)
        products = torch.bmm(spectra.transpose(0, 1), self._kernels)
        (real_real, real_imag), (imag_real, imag_imag) = (
            row.unbind(2) for row in products.view(frequencies, frames, 2, 2, -1).unbind(2)
        )
        heard = torch.stack([real_real - imag_imag, real_imag + imag_real]).permute(2, 0, 1, 3)
        return self._inverse @ heard.reshape(frames, 2 * frequencies, -1) + self._bias


def _product(x: Tensor, weights: Tensor, bias: Tensor | None) -> Tensor:
    """x @ weights.T + bias for x of shape (frames, positions, taps).

    Written as a convolution of width 1, which oneDNN does at twice the speed of torch's own product.
    """
    rows = x.reshape(1, -1, 1, x.shape[-1]).permute(0, 3, 1, 2)
    return functional.conv2d(rows, weights[:, :, None, None], bias).permute(0, 2, 3, 1).view(*x.shape[:2], -1)


def _halved(x: Tensor) -> Tensor:
    """The maximum over pairs of positions."""
    return torch.maximum(x[:, 0::2], x[:, 1::2])


def _waves(phase: Tensor, sign: int) -> Tensor:
    """Cosines, and below them sines with the sign."""
    return torch.cat([phase.cos(), sign * phase.sin()])


def _parts(size: int) -> Tensor:
    """By how much each row of _waves counts in a real signal of `size` samples."""
    parts = torch.full((size // 2 + 1, 1), 2 / size)
    parts[0] = parts[-1] = 1 / size
    return parts.repeat(2, 1)


def _scale_and_shift(norm: nn.BatchNorm1d) -> tuple[Tensor, Tensor]:
    mean, variance = norm.get_buffer("running_mean"), norm.get_buffer("running_var")
    scale = norm.weight / torch.sqrt(variance + norm.eps)
    return scale, norm.bias - mean * scale


def _bias(convolution: nn.Conv1d) -> Tensor:
    assert convolution.bias is not None
    return convolution.bias
