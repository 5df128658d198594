"""Drums and bass from an accompaniment, by the shapes that sounds have in a spectrogram.

What is struck stands as a vertical line, what is held lies as a horizontal one (Fitzgerald 2010, "Harmonic/
percussive separation using median filtering"); the bass is what is held below the other instruments.
"""

from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from torch import Tensor

from core.models import SAMPLE_RATE
from core.separation.spectra import BINS, WINDOW

CONTEXT = 8
"""Frames before and after, out of which a frame is judged: 0.4 s in all, longer than a drum rings."""
SPREAD = 8
"""Bins below and above: 180 Hz in all, wider than a partial."""
KICK_HZ = 200.0
"""Below it a drum is as narrow as a note; only its shortness tells it."""
BASS_HZ = (100.0, 250.0)
"""Held sound is all bass below the first and no bass above the second."""
_SILENCE = 1e-12

Magnitude = NDArray[np.float32]


def in_context(blocks: Iterator[Tensor]) -> Iterator[Tensor]:
    """Widen blocks of shape (2, 2, BINS, frames) by CONTEXT frames of their neighbours, silence at the ends.

    A block has at least CONTEXT frames.
    """
    silence = torch.zeros(2, 2, BINS, CONTEXT, dtype=torch.complex64)
    before = silence
    for block, after in pairwise(chain(blocks, [silence])):
        yield torch.cat([before, block, after[..., :CONTEXT]], dim=-1)
        before = block[..., -CONTEXT:]


def split(spectrum: Tensor) -> tuple[Tensor, Tensor]:
    """Return the spectra of drums and bass, complex64 of shape (2, BINS, frames).

    spectrum: complex64 of shape (2, BINS, CONTEXT + frames + CONTEXT).
    """
    drums, bass = masks(spectrum.abs().square().mean(0).sqrt().numpy())
    inner = spectrum[..., CONTEXT:-CONTEXT]
    return inner * torch.from_numpy(drums), inner * torch.from_numpy(bass)


def masks(magnitude: Magnitude) -> tuple[Magnitude, Magnitude]:
    """Parts of drums and bass, 0 to 1, of shape (BINS, frames).

    magnitude: of both channels together, shape (BINS, CONTEXT + frames + CONTEXT).
    """
    inner = magnitude[:, CONTEXT:-CONTEXT]
    held = _median(magnitude, axis=1)
    struck = _median(np.pad(inner, ((SPREAD, SPREAD), (0, 0)), mode="reflect"), axis=0)
    kick = int(KICK_HZ * WINDOW / SAMPLE_RATE)
    struck[:kick] = np.maximum(inner[:kick] - held[:kick], 0)
    drums = struck**2 / (struck**2 + held**2 + _SILENCE)
    return drums, (1 - drums) * _bass_band()


def _median(magnitude: Magnitude, axis: int) -> Magnitude:
    width = 2 * (CONTEXT if axis else SPREAD) + 1
    windows = sliding_window_view(magnitude, width, axis)
    return np.partition(windows, width // 2)[..., width // 2]


@cache
def _bass_band() -> Magnitude:
    hertz = np.maximum(np.arange(BINS), 0.5) * SAMPLE_RATE / WINDOW
    band = np.interp(np.log(hertz), np.log(BASS_HZ), (1.0, 0.0))
    return band.astype(np.float32)[:, None]
