"""Onset strength of a song in bands, block by block.

A rectified difference of log spectra with a maximum filter over frequency, so that vibrato raises no onset
(superflux: Böck and Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from core.audio.power import hop_power
from core.audio.samples import Recording
from core.models import ANALYSIS_RATE, Progress

Signal = NDArray[np.float32]

FRAME_RATE = 100
"""Onset frames a second: frame k is centred at k x 10 ms."""
FINE_RATE = 400
"""Frames a second of the fine curve that places a beat in time."""
LEVEL_RATE = 10
"""Levels a second."""
BANDS_HZ = {"low": (30.0, 120.0), "mid": (300.0, 5000.0), "high": (5000.0, 11025.0)}
"""Kick and bass; snare, chords and voice; cymbals."""
LOW, MID = 0, 1

_WINDOW = 1024
_FINE_WINDOW = 128
_LAG = 2
_FINE_LAG = 1
_PER_OCTAVE = 8
_COMPRESSION = 30.0
"""log(1 + 30 a): a is a band's amplitude against the song's loud parts, so that soft notes count too."""
_BLOCK_SECONDS = 20
_INAUDIBLE = 1e-5
"""-100 dB of full scale."""


@dataclass(frozen=True)
class Onsets:
    """What a song does at each moment.

    mix, drums: float32 (frames, 3) onset strength at FRAME_RATE in the bands of BANDS_HZ; no drums are zeros.
    fine: float32 (frames,) at FINE_RATE, all bands together. level: float32, RMS of each 0.1 s of the mix.
    """

    mix: Signal
    drums: Signal
    fine: Signal
    level: Signal


def find_onsets(mix: Recording, drums: Recording | None, progress: Progress) -> Onsets:
    """Read the song once for its level and once for its onsets. mix, drums: mono at 22.05 kHz."""
    level = rms_level(mix)
    loud = max(loudness(level), _INAUDIBLE)
    part = 1.0 if drums is None else 0.5
    coarse, fine = _flux(mix, loud, lambda done: progress(part * done))
    if drums is None:
        return Onsets(coarse, np.zeros_like(coarse), fine, level)
    beaten, fine_drums = _flux(drums, loud, lambda done: progress(part + part * done))
    return Onsets(coarse, beaten, fine + fine_drums, level)


def rms_level(sound: Recording) -> Signal:
    """RMS of each 0.1 s."""
    return np.sqrt(hop_power(sound, ANALYSIS_RATE // LEVEL_RATE)).astype(np.float32)


def loudness(level: Signal) -> float:
    """RMS of the loud parts: the 95th percentile of what is not inaudible; 0.0 if nothing is."""
    heard = level[level > _INAUDIBLE]
    return float(np.quantile(heard, 0.95)) if len(heard) else 0.0


def framed(sound: Recording, window: int, rate: float, lead: int = 0) -> Iterator[Signal]:
    """Blocks of frames (frames, window); frame k is centred at k / rate seconds.

    Outside the song is silence. Each block is led by the last `lead` frames of the one before it.
    """
    count = int(len(sound) * rate / ANALYSIS_RATE) + 1
    size = int(_BLOCK_SECONDS * rate)
    for first in range(0, count, size):
        frames = np.arange(first - lead, min(first + size, count))
        starts = np.rint(frames * (ANALYSIS_RATE / rate)).astype(np.int64) - window // 2
        begin, end = int(starts[0]), int(starts[-1]) + window
        part = np.asarray(sound[max(begin, 0) : min(end, len(sound))], np.float32)
        part = np.pad(part, (max(-begin, 0), max(end - len(sound), 0)))
        yield np.lib.stride_tricks.sliding_window_view(part, window)[starts - begin]


def _flux(sound: Recording, loud: float, progress: Progress) -> tuple[Signal, Signal]:
    """Onset strength in three bands, and the fine curve."""
    bank, groups = _filter_bank(_WINDOW)
    fine_bank, _ = _filter_bank(_FINE_WINDOW)
    coarse, fine = [], []
    blocks = len(sound) // (_BLOCK_SECONDS * ANALYSIS_RATE) + 1
    pairs = zip(
        framed(sound, _WINDOW, FRAME_RATE, _LAG),
        framed(sound, _FINE_WINDOW, FINE_RATE, _FINE_LAG),
        strict=False,  # the last 7 ms may begin a block of fine frames alone
    )
    for done, (long_frames, short_frames) in enumerate(pairs, 1):
        rise = _rise(long_frames, bank / loud, _LAG)
        coarse.append(np.stack([rise[:, group].mean(axis=1) for group in groups], axis=1))
        fine.append(_rise(short_frames, fine_bank / loud, _FINE_LAG).mean(axis=1))
        progress(min(done / blocks, 1.0))
    return np.concatenate(coarse), np.concatenate(fine)


def _rise(frames: Signal, bank: Signal, lag: int) -> Signal:
    """How much each band (columns of the result) grew since `lag` frames ago, in log units."""
    window = np.hanning(frames.shape[1] + 1)[:-1].astype(np.float32)
    spectrum = np.abs(scipy.fft.rfft(frames * window, axis=1))
    bands = np.log1p(_COMPRESSION * (spectrum @ bank))
    before = bands[:-lag].copy()
    np.maximum(before[:, 1:], bands[:-lag, :-1], out=before[:, 1:])
    np.maximum(before[:, :-1], bands[:-lag, 1:], out=before[:, :-1])
    rise: Signal = np.maximum(bands[lag:] - before, 0.0)
    return rise


def _filter_bank(window: int) -> tuple[Signal, list[NDArray[np.bool_]]]:
    """Triangles on a log frequency axis, (bins, bands), and which bands each of BANDS_HZ holds."""
    bins = np.fft.rfftfreq(window, 1 / ANALYSIS_RATE)
    low, high = BANDS_HZ["low"][0], ANALYSIS_RATE / 2
    steps = int(np.log2(high / low) * _PER_OCTAVE)
    edges = np.unique(np.rint(low * 2 ** (np.arange(steps + 1) / _PER_OCTAVE) / bins[1]))
    corners = edges[edges > 0] * bins[1]
    left, centre, right = corners[:-2], corners[1:-1], corners[2:]
    up = (bins[:, None] - left) / (centre - left)
    down = (right - bins[:, None]) / (right - centre)
    bank = np.maximum(np.minimum(up, down), 0.0)
    scaled = (bank / bank.sum(axis=0) * 4 / window).astype(np.float32)
    return scaled, [(centre >= lo) & (centre < hi) for lo, hi in BANDS_HZ.values()]
