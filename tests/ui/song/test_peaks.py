"""Outlines at every scale tell no less than the samples do."""

import numpy as np
import pytest

from core.audio.peaks import PEAK_SAMPLES
from core.models import SAMPLE_RATE
from ui.song.peaks import Peaks

SECONDS = PEAK_SAMPLES / SAMPLE_RATE


def blocks(count: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    high = rng.integers(1, 60, count)
    return np.stack([-rng.integers(1, 60, count), high], axis=1).astype(np.int8)


@pytest.mark.parametrize("width", [2, 5, 17, 64, 300])
def test_a_click_is_seen_from_however_far(width: int) -> None:
    raw = blocks(4000)
    raw[1777] = (-127, 127)
    low, high = Peaks(raw).columns(0.0, width * SECONDS, 4000 // width + 1)
    assert (high.max(), low.min()) == (1.0, -1.0)
    assert abs(int(high.argmax()) - 1777 // width) <= 1


def test_columns_of_whole_blocks_are_their_extremes() -> None:
    raw = blocks(64)
    low, high = Peaks(raw).columns(0.0, 2 * SECONDS * (1 + 1e-9), 32)
    np.testing.assert_allclose(high * 127, raw[:, 1].reshape(-1, 2).max(axis=1))
    np.testing.assert_allclose(low * 127, raw[:, 0].reshape(-1, 2).min(axis=1))


def test_between_blocks_the_outline_is_a_line() -> None:
    raw = np.array([[0, 0], [0, 100], [0, 0]], np.int8)
    high = Peaks(raw).columns(0.0, SECONDS / 10, 30)[1] * 127
    assert high.max() == pytest.approx(100, abs=6)
    assert np.all(np.diff(high[5:15]) > 0)


@pytest.mark.parametrize("step", [SECONDS / 7, SECONDS * 3.3])
def test_pieces_fit_together(step: float) -> None:
    peaks = Peaks(blocks(2000))
    whole = peaks.columns(0.0, step, 300)
    parts = [peaks.columns(first * step, step, 100) for first in (0, 100, 200)]
    for side in (0, 1):
        np.testing.assert_allclose(np.concatenate([part[side] for part in parts]), whole[side], atol=0.02)


@pytest.mark.parametrize("step", [SECONDS / 7, SECONDS * 3.3])
@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_outside_of_the_song_there_is_nothing(step: float, count: int) -> None:
    peaks = Peaks(blocks(count))
    low, high = peaks.columns((count + 5) * SECONDS, step, 40)
    assert not low.any()
    assert not high.any()
    assert len(peaks.columns(-3.0, step, 40)[0]) == 40
    assert 0 <= peaks.loudest <= 1
