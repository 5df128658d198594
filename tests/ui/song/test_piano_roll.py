"""The sung pitch by columns, and its rows."""

import numpy as np
import pytest

from core.models import HOP_SECONDS
from ui.song.analysis import Pitch
from ui.song.piano_roll import columns
from ui.song.pitches import PitchScale, is_black, note_name

NAN = float("nan")


def track(*midi: float, confidence: float = 0.9) -> Pitch:
    return Pitch(np.array(midi, np.float32), np.full(len(midi), confidence, np.float32))


@pytest.mark.parametrize("step", [HOP_SECONDS / 6, HOP_SECONDS * 2, HOP_SECONDS * 20])
def test_a_held_note_is_a_line_at_its_pitch(step: float) -> None:
    low, high, confidence = columns(track(*[60.5] * 200), 0.0, step, round(1.9 / step))
    assert np.allclose(low, 60.5)
    assert np.allclose(high, 60.5)
    assert np.allclose(confidence, 0.9)


@pytest.mark.parametrize("step", [HOP_SECONDS / 6, HOP_SECONDS * 2])
def test_nothing_is_drawn_where_nothing_is_sung(step: float) -> None:
    pitch = track(*[60.0] * 50, *[NAN] * 50, *[62.0] * 50)
    low, _, _ = columns(pitch, 0.0, step, round(1.5 / step))
    times = (np.arange(len(low)) + 0.5) * step
    assert np.isnan(low[(times > 0.52) & (times < 0.98)]).all()
    assert not np.isnan(low[times < 0.46]).any()


def test_a_leap_is_no_glide() -> None:
    low, high, _ = columns(track(*[50.0] * 20, *[62.0] * 20), 0.0, HOP_SECONDS / 5, 195)
    assert np.nanmax(high - low) < 0.1


def test_a_glide_has_no_gaps() -> None:
    low, high, _ = columns(track(*np.linspace(50, 62, 60)), 0.0, HOP_SECONDS * 3, 18)
    assert np.all(low[1:] <= high[:-1] + 1e-4)


@pytest.mark.parametrize("frames", [0, 1, 2, 30])
@pytest.mark.parametrize("step", [HOP_SECONDS / 6, HOP_SECONDS * 2, HOP_SECONDS * 20])
def test_before_and_after_the_song_there_is_nothing(frames: int, step: float) -> None:
    pitch = track(*[60.0] * frames)
    for start in (-5.0, frames * HOP_SECONDS + 0.1):
        assert np.isnan(columns(pitch, start, step, 10)[0]).all()


def test_rows_and_names() -> None:
    scale = PitchScale(48, 71)
    assert scale.y(71, 240) == pytest.approx(5)
    assert scale.y(48, 240) == pytest.approx(235)
    assert [note_name(midi) for midi in (60, 61, 57.4, 70)] == ["C4", "C♯4", "A3", "B♭4"]
    assert [is_black(midi) for midi in (60, 61)] == [False, True]
