"""The networks' input: as librosa computes it, in blocks as in one piece, at the song's own tuning."""

from pathlib import Path

import numpy as np
import pytest

from core.chords.cqt import BINS, HOP, MARGIN, ConstantQ
from core.chords.tuning import estimate_tuning
from core.models import ANALYSIS_RATE
from tests.core.chords.sounds import TRIADS, progression

GOLDEN = Path(__file__).parents[1] / "golden" / "chords.npz"


@pytest.fixture(scope="module")
def golden() -> dict[str, np.ndarray]:
    with np.load(GOLDEN) as file:
        return dict(file) | {"sound": file["sound"] / np.float32(32768)}


def test_equals_librosas_hybrid_cqt(golden: dict[str, np.ndarray]) -> None:
    """Golden data: tests/core/golden/make_chords.py."""
    found = ConstantQ()(golden["sound"])[::10]
    assert found.shape == golden["constant_q"].shape
    assert np.abs(found - golden["constant_q"]).max() < 1e-4 * golden["constant_q"].max()


def test_blocks_with_margins_equal_the_whole(golden: dict[str, np.ndarray]) -> None:
    sound = np.tile(golden["sound"], 3)
    constant_q = ConstantQ()
    whole = constant_q(sound)
    first, last = 300, 500
    block = constant_q(sound[first * HOP - MARGIN : last * HOP + MARGIN])[MARGIN // HOP :][: last - first]
    assert np.abs(block - whole[first:last]).max() < 1e-5 * whole.max()


@pytest.mark.parametrize("samples", [0, 1, 511, 512, 4410])
def test_short_sounds_have_frames_too(samples: int) -> None:
    spectrogram = ConstantQ()(np.ones(samples, np.float32))
    assert spectrogram.shape == (1 + samples // HOP, BINS)
    assert np.isfinite(spectrogram).all()


@pytest.mark.parametrize("tuning", [-0.4, 0.0, 0.3])
def test_a_tuned_bin_holds_its_tone(tuning: float) -> None:
    t = np.arange(2 * ANALYSIS_RATE) / ANALYSIS_RATE
    tone = np.sin(2 * np.pi * 440.0 * 2 ** (tuning / 12) * t).astype(np.float32)
    a4 = 45 * 3
    assert np.argmax(ConstantQ(tuning)(tone)[43]) == a4


@pytest.mark.parametrize("cents", [-45, -20, 0, 7, 30, 45])
def test_finds_the_tuning_to_two_cents(cents: int) -> None:
    sound, _ = progression(list(TRIADS), 1.0, cents)
    assert estimate_tuning(sound) == pytest.approx(cents / 100, abs=0.02)


def test_noise_and_silence_have_no_tuning() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 10 * ANALYSIS_RATE).astype(np.float32)
    assert estimate_tuning(noise) == 0.0
    assert estimate_tuning(np.zeros(ANALYSIS_RATE, np.float32)) == 0.0
    assert estimate_tuning(np.zeros(0, np.float32)) == 0.0
