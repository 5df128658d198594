"""Voices made on the spot, whose pitch is known at every sample."""

import numpy as np

from core.models import VOICE_RATE


def voice_of(f0: np.ndarray, level: float = 0.1) -> np.ndarray:
    """A voice of eight harmonics, float32 (samples,), that follows f0 (Hz at 16 kHz; silent where 0)."""
    phase = 2 * np.pi * np.cumsum(f0) / VOICE_RATE
    sound = sum(np.sin(k * phase + k * k) / k for k in range(1, 9))
    fade = np.convolve(f0 > 0, np.full(160, 1 / 160), "same")
    return (level * fade * sound).astype(np.float32)


def vibrato(seconds: float, hz: float, depth_cents: float = 100.0, rate_hz: float = 5.0) -> np.ndarray:
    """f0 in Hz at 16 kHz of a note with a sinusoidal vibrato that starts at its centre, rising."""
    t = np.arange(round(seconds * VOICE_RATE)) / VOICE_RATE
    return hz * 2 ** (depth_cents / 1200 * np.sin(2 * np.pi * rate_hz * t))


def steady(seconds: float, hz: float) -> np.ndarray:
    """f0 in Hz at 16 kHz of a steady note; 0 Hz is a rest."""
    return np.full(round(seconds * VOICE_RATE), hz)


def cents(estimate: np.ndarray, truth: np.ndarray | float) -> np.ndarray:
    """How far an estimate in Hz lies above the truth."""
    return 1200 * np.log2(estimate / truth)
