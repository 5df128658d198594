"""A large network hears what could be sung, and little else."""

import numpy as np
import pytest
import soxr

from core.models import ANALYSIS_RATE, SAMPLE_RATE, VOICE_RATE
from core.pitch.crepe import CrepeTracker
from core.pitch.gate import worth_hearing
from core.pitch.swiftf0 import SwiftF0Tracker
from core.pitch.voicing import sung
from tests.conftest import Stem
from tests.core.pitch.voices import steady, vibrato, voice_of


@pytest.fixture(scope="module")
def scout() -> SwiftF0Tracker:
    return SwiftF0Tracker("cpu")


def band(seconds: float, level: float) -> np.ndarray:
    """Noise of a steady level in place of a band."""
    noise = np.random.default_rng(1).normal(0, level, round(seconds * ANALYSIS_RATE))
    return noise.astype(np.float32)


def test_phrases_are_heard_whole_and_leakage_between_them_is_not(scout: SwiftF0Tracker) -> None:
    voice = voice_of(np.concatenate([vibrato(2, 330), steady(2, 262), vibrato(2, 392)]))
    voice[2 * VOICE_RATE : 4 * VOICE_RATE] *= 0.02
    heard = worth_hearing(scout, voice, band(6, 0.1), 600)
    assert heard[:200].all()
    assert heard[400:].all()
    assert not heard[210:390].any()


def test_nothing_is_heard_where_nobody_sings(scout: SwiftF0Tracker) -> None:
    for leakage in (voice_of(vibrato(3, 330), 0.002), np.zeros(3 * VOICE_RATE, np.float32)):
        assert not worth_hearing(scout, leakage, band(3, 0.2), 300).any()


@pytest.mark.slow
def test_the_same_is_sung_when_the_rest_is_left_out(scout: SwiftF0Tracker, stem: Stem) -> None:
    """song2 from its first note: a third of it is not sung."""
    vocals, drums, bass, other = (
        stem("song2", name)[4 * SAMPLE_RATE : 24 * SAMPLE_RATE].mean(axis=1)
        for name in ("vocals", "drums", "bass", "other")
    )
    voice = soxr.resample(vocals, SAMPLE_RATE, VOICE_RATE)
    rest = soxr.resample(drums + bass + other, SAMPLE_RATE, ANALYSIS_RATE)
    tracker = CrepeTracker("cpu", "tiny")
    heard = worth_hearing(scout, voice, rest, 2000)
    whole, gated = (
        sung(tracker.track(voice, 2000, lambda _: None, mask), voice, rest, tracker.voicing_threshold)
        for mask in (None, heard)
    )
    assert heard.mean() < whole.voiced.mean() + 0.08
    assert np.mean(whole.voiced != gated.voiced) < 0.001
    both = whole.voiced & gated.voiced
    assert np.mean(np.abs(1200 * np.log2(whole.f0[both] / gated.f0[both])) > 1) < 0.005
