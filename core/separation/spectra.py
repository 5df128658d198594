"""Short-time spectra of a song and back, block by block, exact from the first sample to the last."""

from collections.abc import Iterator
from functools import cache

import torch
from torch import Tensor

from core.separation.base import Song
from core.separation.blocks import OverlapAdd, read_block

WINDOW = 4096
"""Samples, Hann."""
HOP = 1024
"""Samples. Frame k spans [k - LEAD, k - LEAD + 4) hops, so that every sample lies in four frames."""
BINS = WINDOW // 2 + 1
LEAD = WINDOW // HOP - 1
"""Hops by which the first frame starts before the song."""
_GAIN = 1.5
"""Sum of the four squared Hann windows over any sample."""


def num_frames(samples: int) -> int:
    """Number of frames that touch a song of `samples` samples."""
    return -(-samples // HOP) + LEAD


def spectra(mix: Song, first: int, frames: int) -> Tensor:
    """Frames [first, first + frames): complex64 of shape (2, BINS, frames)."""
    sound = read_block(mix, (first - LEAD) * HOP, (frames - 1) * HOP + WINDOW)
    return torch.stft(sound, WINDOW, HOP, window=hann(), center=False, return_complex=True)


def resynthesise(blocks: Iterator[Tensor], samples: int) -> Iterator[Tensor]:
    """Turn consecutive blocks of frames, (..., BINS, frames), into sound, (..., samples of this block).

    The blocks hold num_frames(samples) frames or more, from frame 0; what comes out has `samples` samples.
    """
    sums = OverlapAdd()
    start = -LEAD * HOP
    for block in blocks:
        sound = sums.add(overlapped(block), block.shape[-1] * HOP)
        yield sound[..., max(-start, 0) : max(samples - start, 0)]
        start += sound.shape[-1]


def overlapped(spectrum: Tensor) -> Tensor:
    """Sum the sounds of frames where they overlap: (..., BINS, frames) -> (..., (frames + LEAD) * HOP).

    All but the first and the last LEAD hops are whole. Highest bins that are left out are silent.
    """
    window = hann().to(spectrum.device)
    frames: Tensor = torch.fft.irfft(spectrum.transpose(-1, -2), WINDOW) * (window / _GAIN)
    count = frames.shape[-2]
    total = frames.new_zeros(*frames.shape[:-2], count + LEAD, HOP)
    for hop, part in enumerate(torch.split(frames, HOP, dim=-1)):
        total[..., hop : hop + count, :] += part
    return total.flatten(start_dim=-2)


@cache
def hann() -> Tensor:
    """The window."""
    return torch.hann_window(WINDOW)
