"""Attacks are found to the millisecond, early and late in a song."""

import numpy as np
import pytest

from core.chords.onsets import at_attack
from core.chords.silence import silent_frames
from core.models import ANALYSIS_RATE
from tests.core.chords.sounds import progression


@pytest.mark.parametrize("seconds", [0.05, 3.1234, 1800.77])
@pytest.mark.parametrize("off", [-0.03, 0.0, 0.03])
def test_click_is_found_within_2_ms(seconds: float, off: float) -> None:
    sample = round(seconds * ANALYSIS_RATE)
    sound = np.zeros(sample + ANALYSIS_RATE, np.float32)
    sound[sample] = 1.0
    assert at_attack(sound, seconds + off) == pytest.approx(sample / ANALYSIS_RATE, abs=0.002)


def test_chord_changes_are_found_within_3_ms() -> None:
    sound, starts = progression(["C:maj", "A:min", "F:maj", "G:maj"], 1.7731)
    off = np.random.default_rng(0).uniform(-0.05, 0.05, len(starts))
    found = [at_attack(sound, start + error) for start, error in zip(starts, off, strict=True)]
    assert np.abs(found - starts)[1:].max() < 0.003


def test_silence_leaves_the_time_alone() -> None:
    assert at_attack(np.zeros(ANALYSIS_RATE, np.float32), 0.5) == 0.5
    assert at_attack(np.zeros(0, np.float32), 0.0) == 0.0


def test_silent_are_lead_in_long_rest_and_end_but_no_short_rest() -> None:
    loud = np.random.default_rng(0).normal(0, 0.1, 12 * ANALYSIS_RATE).astype(np.float32)
    for start, end in ((0, 0.6), (4, 4.5), (6, 8), (11.5, 12)):
        loud[round(start * ANALYSIS_RATE) : round(end * ANALYSIS_RATE)] *= 1e-4
    silent = silent_frames(loud + np.float32(0.05))
    at = {
        seconds: bool(silent[round(seconds * ANALYSIS_RATE / 512)]) for seconds in (0.3, 2, 4.25, 7, 9, 11.8)
    }
    assert at == {0.3: True, 2: False, 4.25: False, 7: True, 9: False, 11.8: True}


def test_silence_begins_and_ends_at_its_frames() -> None:
    sound = np.random.default_rng(0).normal(0, 0.1, 100 * 512).astype(np.float32)
    sound[: 20 * 512] = sound[80 * 512 :] = 0
    sounding = np.flatnonzero(~silent_frames(sound))
    assert sounding[0] + sounding[-1] == 100, "as early as late"


def test_hiss_is_silence() -> None:
    hiss = np.random.default_rng(0).normal(0, 1e-4, ANALYSIS_RATE).astype(np.float32)
    assert silent_frames(hiss).all()
    assert len(silent_frames(np.zeros(0, np.float32))) == 1
