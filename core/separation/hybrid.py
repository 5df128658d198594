"""HTDemucs v4 (Rouard, Massa and Défossez 2023), the network: a segment of a mix in, its stems out.

One branch sees the spectrum, one the samples; a transformer joins them, and their outputs are added. This is
demucs's network, reordered for speed: the channels lie last, and a CPU only convolves (see layers.py).
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from core.separation.layers import Convolution, Decoder, Encoder
from core.separation.spectra import HOP, WINDOW, hann, overlapped
from core.separation.transformer import Transformer
from core.separation.weights import Weights

DEPTH = 4
CHANNELS = 2
MARGIN = HOP // 2 * 3
"""Samples, mirrored, before and after the segment in its spectrum."""
SPECTRUM_GAIN = WINDOW**0.5
"""By which the network's spectra are smaller than a plain Fourier transform."""
BINS = WINDOW // 2
"""The highest bin is left out."""
ROW_GAIN = 2.0
"""Of the embedding that tells rows: 0.2, and 10 for how it is stored."""
EPSILON = 1e-5


class HybridNetwork:
    """Makes stems of a segment. stems: number of stems the weights know. keep: indices of those wanted.

    Raises KeyError when the weights are not those of such a network.
    """

    def __init__(self, weights: Weights, stems: int, keep: list[int]) -> None:
        self._dtype = weights.dtype
        self._encoders = [Encoder.read(weights, f"encoder.{level}") for level in range(DEPTH)]
        self._encoders_t = [Encoder.read(weights, f"tencoder.{level}") for level in range(DEPTH)]
        self._rows = ROW_GAIN * weights.take("freq_emb.embedding.weight")[:, None]
        self._bottleneck = Bottleneck.read(weights)
        self._decoders = _read_decoders(weights, "decoder", _outputs(stems, keep, 2 * CHANNELS))
        self._decoders_t = _read_decoders(weights, "tdecoder", _outputs(stems, keep, CHANNELS))
        if weights.left():
            raise KeyError(weights.left()[0])

    def __call__(self, segment: Tensor) -> Tensor:
        """segment: float32 of shape (2, samples) -> (stems, 2, samples)."""
        x, mean, deviation = _normal(analysed(_able(segment)).to(segment.device))
        xt, mean_t, deviation_t = _normal(segment.T[None])
        y, yt = self._decoded(x.to(self._dtype), xt.to(self._dtype))
        spectrum = _able(y * deviation + mean)
        stems = synthesised(spectrum, segment.shape[-1]).to(segment.device)
        return stems + (yt[0] * deviation_t + mean_t).T.reshape(stems.shape)

    def _decoded(self, x: Tensor, xt: Tensor) -> tuple[Tensor, Tensor]:
        """x: (bins, frames, 4), xt: (1, samples, 2) -> the stems' in the last axis."""
        skips, skips_t, lengths = [], [], []
        for level in range(DEPTH):
            lengths.append(xt.shape[1])
            x, xt = self._encoders[level](x), self._encoders_t[level](xt)
            if level == 0:
                x = x + self._rows.to(x.dtype)
            skips.append(x)
            skips_t.append(xt)
        x, xt = self._bottleneck(x, xt)
        for level in range(DEPTH):
            x = self._decoders[level](x, skips.pop())
            xt = self._decoders_t[level](xt, skips_t.pop())[:, : lengths.pop()]
            if level < DEPTH - 1:
                x, xt = functional.gelu(x), functional.gelu(xt)
        return x, xt


@dataclass(frozen=True)
class Bottleneck:
    """The transformer between the encoders and the decoders, in more channels than theirs or as many."""

    up: tuple[Convolution, Convolution] | None
    transformer: Transformer
    down: tuple[Convolution, Convolution] | None

    @classmethod
    def read(cls, weights: Weights) -> "Bottleneck":
        """Read the middle of a network."""
        return cls(_pair(weights, "upsampler"), Transformer.read(weights), _pair(weights, "downsampler"))

    def __call__(self, x: Tensor, xt: Tensor) -> tuple[Tensor, Tensor]:
        """x: (rows, frames, channels), xt: (1, frames, channels) -> the same shapes."""
        dtype = x.dtype
        if self.up:
            x, xt = self.up[0](x), self.up[1](xt)
        x, xt = (y.to(dtype) for y in self.transformer(x.float(), xt.float()))
        return (self.down[0](x), self.down[1](xt)) if self.down else (x, xt)


def analysed(segment: Tensor) -> Tensor:
    """(2, samples) -> its spectrum, (BINS, frames, 4): real and imaginary part of each channel."""
    after = MARGIN - segment.shape[-1] % -HOP
    mirrored = functional.pad(segment, (MARGIN, after), mode="reflect")
    spectrum = torch.stft(
        mirrored, WINDOW, HOP, window=hann().to(segment.device), center=False, return_complex=True
    )
    parts = torch.view_as_real(spectrum[:, :BINS] / SPECTRUM_GAIN)
    return parts.permute(1, 2, 0, 3).flatten(2)


def synthesised(spectrum: Tensor, samples: int) -> Tensor:
    """(BINS, frames, 4 x stems) -> (stems, 2, samples)."""
    parts = spectrum.view(*spectrum.shape[:2], -1, CHANNELS, 2).permute(2, 3, 0, 1, 4)
    return torch.stack([_sound(stem)[:, MARGIN : MARGIN + samples] for stem in parts])


def _sound(parts: Tensor) -> Tensor:
    """parts: (2, BINS, frames, 2) of one stem, real and imaginary -> (2, samples)."""
    spectrum = torch.view_as_complex(parts.contiguous()) * SPECTRUM_GAIN
    # A constant has no phase. The CPU's transform ignores the one that the network made up, cuFFT does not.
    spectrum.imag[:, 0] = 0.0
    return overlapped(spectrum)


def _able(x: Tensor) -> Tensor:
    """x on a device that knows complex numbers, which MPS does not."""
    return x.cpu() if x.device.type == "mps" else x


def _normal(x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    deviation, mean = torch.std_mean(x)
    return (x - mean) / (EPSILON + deviation), mean, deviation


def _read_decoders(weights: Weights, name: str, outputs: Tensor) -> list[Decoder]:
    """The last is exact: in bfloat16 it alone would make nine tenths of the error, and no faster."""
    decoders = [Decoder.read(weights, f"{name}.{level}") for level in range(DEPTH - 1)]
    return [*decoders, Decoder.read(weights.exact(), f"{name}.{DEPTH - 1}", outputs)]


def _outputs(stems: int, keep: list[int], parts: int) -> Tensor:
    """Channels of the stems to keep among all, `parts` a stem."""
    return torch.arange(stems * parts).view(stems, parts)[keep].flatten()


def _pair(weights: Weights, name: str) -> tuple[Convolution, Convolution] | None:
    if not weights.has(f"channel_{name}.weight"):
        return None
    return Convolution.read(weights, f"channel_{name}"), Convolution.read(weights, f"channel_{name}_t")
