"""Where the harmony changes: evidence for beats and bars where no drum tells them."""

from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from core.audio.samples import Recording
from core.models import ANALYSIS_RATE, Progress
from core.rhythm.onsets import Signal, framed

CHROMA_RATE = 20
"""Chroma frames a second."""
_WINDOW = 4096
_RANGES_HZ = ((40.0, 260.0), (130.0, 2100.0))
"""Bass and chords."""


@dataclass(frozen=True)
class Harmony:
    """total: float64 (frames + 1, 2, 12), running sum of the bass's and the chords' pitch classes."""

    total: NDArray[np.float64]

    def change(self, times: NDArray[np.float64], side: float) -> NDArray[np.float64]:
        """How different the notes of `side` seconds after each time are from those before it, 0 to 1."""
        last = len(self.total) - 1
        at = [
            np.clip(np.rint((times + shift) * CHROMA_RATE).astype(int), 0, last) for shift in (-side, 0, side)
        ]
        before, after = (self.total[at[i + 1]] - self.total[at[i]] for i in range(2))
        before, after = (part - part.mean(axis=2, keepdims=True) for part in (before, after))
        sizes = np.linalg.norm(before, axis=2) * np.linalg.norm(after, axis=2)
        cosine = (before * after).sum(axis=2) / np.maximum(sizes, 1e-9)
        different: NDArray[np.float64] = np.where(sizes > 1e-9, 0.5 - 0.5 * cosine, 0.0).mean(axis=1)
        return different


def find_harmony(mix: Recording, drums: Recording | None, progress: Progress) -> Harmony:
    """Pitch classes of what is not drums. mix, drums: mono at 22.05 kHz."""
    folds = np.concatenate([_pitch_classes(*hertz) for hertz in _RANGES_HZ], axis=1)
    window = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
    beaten = framed(drums, _WINDOW, CHROMA_RATE) if drums is not None else None
    chroma, done = [], 0
    for frames in framed(mix, _WINDOW, CHROMA_RATE):
        played = frames if beaten is None else frames - next(beaten)
        chroma.append(np.sqrt(np.abs(scipy.fft.rfft(played * window, axis=1)) @ folds))
        done += len(frames)
        progress(min(1.0, done / CHROMA_RATE * ANALYSIS_RATE / len(mix)))
    classes = np.concatenate(chroma).reshape(-1, 2, 12)
    return Harmony(np.concatenate([np.zeros((1, 2, 12)), np.cumsum(classes, axis=0, dtype=np.float64)]))


def _pitch_classes(low: float, high: float) -> Signal:
    """Weights (bins, 12) that add the spectrum between two frequencies by pitch class."""
    bins = np.fft.rfftfreq(_WINDOW, 1 / ANALYSIS_RATE)
    pitch = 69 + 12 * np.log2(np.maximum(bins, 1.0) / 440)
    distance = np.abs((pitch[:, None] - np.arange(12) + 6) % 12 - 6)
    inside = (bins >= low) & (bins <= high)
    weights: Signal = (np.maximum(1 - distance, 0) * inside[:, None]).astype(np.float32)
    return weights
