"""Chord changes put on the attack that makes them."""

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from core.chords.base import Sound
from core.models import ANALYSIS_RATE

Magnitudes = NDArray[np.float32]
"""float32 of shape (instants, bins up to 5 kHz)."""

_FFT = 1024
_HOP = 32
_HIGHEST = 5000.0
"""Hz."""
_REACH, _SPREAD = 0.12, 0.06
"""Seconds around a change in which its attack is looked for, and the deviation of its usual distance."""
_SUMMIT = 7
"""Hops (10 ms) that the usual distance may have drawn the peak to its side."""


def at_attack(sound: Sound, time: float) -> float:
    """The instant near `time` (seconds) at which the spectrum rises most, `time` itself in silence.

    Networks that see frames of 23 ms through filters of up to 1.6 s place a change within some 60 ms; a sharp
    attack is mostly placed within 3 ms, a soft one (pads) some 20 ms late.
    """
    steps = int(_REACH * ANALYSIS_RATE / _HOP)
    instants = round(time * ANALYSIS_RATE) + _HOP * np.arange(-steps, steps + 1)
    before, after = _spectra(sound, int(instants[0]), len(instants))
    rise = np.maximum(np.sqrt(after) - np.sqrt(before), 0).sum(1)
    if not rise.any():
        return time
    seconds = instants / ANALYSIS_RATE
    usual = np.exp(-0.5 * ((seconds - time) / _SPREAD) ** 2)
    likeliest = int(np.argmax(rise * usual))
    first = max(likeliest - _SUMMIT, 0)
    return float(seconds[first + np.argmax(rise[first : likeliest + _SUMMIT + 1])])


def _spectra(sound: Sound, first: int, count: int) -> tuple[Magnitudes, Magnitudes]:
    """Magnitudes of the 46 ms before and after each of `count` instants, the first at sample `first`.

    Half windows, highest at the instant, so that neither a click nor a held tone is seen early or late.
    """
    start, end = first - _FFT, first + (count - 1) * _HOP + _FFT
    inside = sound[max(start, 0) : max(end, 0)]
    piece = np.zeros(end - start, np.float32)
    piece[max(-start, 0) : max(-start, 0) + len(inside)] = inside
    frames = np.lib.stride_tricks.sliding_window_view(piece, _FFT)[::_HOP]
    falling = (np.cos(np.pi / 2 * np.arange(_FFT) / _FFT) ** 2).astype(np.float32)
    return _magnitudes(frames[:count] * falling[::-1]), _magnitudes(frames[_FFT // _HOP :][:count] * falling)


def _magnitudes(frames: NDArray[np.float32]) -> Magnitudes:
    magnitudes: Magnitudes = abs(scipy.fft.rfft(frames))
    return magnitudes[:, : int(_HIGHEST * _FFT / ANALYSIS_RATE)]
