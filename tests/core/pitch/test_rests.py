"""Rests of a few hundredths of a second, which trackers do not hear."""

import numpy as np
import pytest

from core.models import VOICE_RATE
from core.pitch import rests
from core.pitch.levels import LEVEL_HOPS, levels
from tests.core.pitch.voices import steady, voice_of


def cut(voice: np.ndarray) -> np.ndarray:
    """Which frames are left of a voice that a tracker hears in every frame."""
    frames = len(voice) // 160
    voiced = np.ones(frames, bool)
    rests.cut(voiced, levels(voice, VOICE_RATE, frames, LEVEL_HOPS))
    return voiced


def two_notes(rest: float, reverberation: float) -> np.ndarray:
    """Half a second of 220 Hz, a rest in which its reverberation (dB) dies away, half a second of 262 Hz."""
    f0 = np.concatenate([steady(0.5 + rest, 220), steady(0.5, 262)])
    time = np.arange(len(f0)) / VOICE_RATE - 0.5
    dying = (time >= 0) & (time < rest)
    gain = np.where(dying, 10 ** ((reverberation - 60 * time) / 20), 1.0)
    return (gain * voice_of(f0)).astype(np.float32)


@pytest.mark.parametrize("reverberation", [-12.0, -20.0])
def test_a_short_rest_under_its_reverberation_is_found(reverberation: float) -> None:
    voiced = cut(two_notes(0.05, reverberation))
    assert voiced[:49].all()
    assert not voiced[51:54].any()
    assert voiced[57:].all()


def test_after_a_long_rest_the_next_note_is_left_alone() -> None:
    """What else is unvoiced in a long gap is for level and confidence to say: a consonant may lie there."""
    voiced = cut(two_notes(0.2, -15.0))
    assert not voiced[51:54].any()
    assert voiced[57:].all()


def test_a_fading_vowel_is_sung_to_its_end() -> None:
    fade = np.linspace(0, -30, VOICE_RATE)
    voice = voice_of(steady(1.0, 330)) * 10 ** (fade / 20)
    assert cut(voice.astype(np.float32))[:97].all()


@pytest.mark.parametrize("hz", [75.0, 330.0])
def test_a_low_voice_and_a_tremolo_are_not_cut(hz: float) -> None:
    time = np.arange(2 * VOICE_RATE) / VOICE_RATE
    tremolo = 10 ** (3 * np.sin(2 * np.pi * 6 * time) / 20)
    assert cut((tremolo * voice_of(steady(2.0, hz))).astype(np.float32))[2:-2].all()
