"""From beat to beat."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.song_view import example
from ui.song.beat_steps import BeatSteps

SONG = replace(example(20.0), beats=np.arange(1.0, 19.0, 0.5), positions=np.arange(36) % 4 + 1)


def test_steps_go_from_beat_to_beat() -> None:
    steps = BeatSteps(SONG)
    assert steps.beat(1.0, 1) == 1.5
    assert steps.beat(1.2, 1) == 1.5
    assert steps.beat(1.5, -1) == 1.0
    assert steps.beat(1.7, -1) == 1.5
    assert steps.beat(1.7, -1, slack=0.3) == 1.0
    assert steps.bar(1.2, 1) == 3.0
    assert steps.bar(3.0, -1) == 1.0
    assert (steps.beat(0.5, -1), steps.beat(19.0, 1)) == (0.0, 20.0)


def test_places_are_counted_as_musicians_do() -> None:
    steps = BeatSteps(SONG)
    assert steps.bar_and_beat(0.5) is None
    assert steps.bar_and_beat(1.0) == (1, 1)
    assert steps.bar_and_beat(4.1) == (2, 3)


def test_a_loop_is_of_whole_bars() -> None:
    assert BeatSteps(SONG).loop_from(3.7) == (3.0, 7.0)
    assert BeatSteps(SONG).loop_from(18.9) == (17.0, 20.0)


@pytest.mark.parametrize("duration", [0.5, 2.0, 20.0])
def test_without_beats_there_are_seconds(duration: float) -> None:
    steps = BeatSteps(replace(SONG, duration=duration, beats=np.zeros(0), positions=np.zeros(0, np.int64)))
    assert steps.bar_and_beat(1.0) is None
    assert steps.beat(0.2, 1) == min(1.2, duration)
    start, end = steps.loop_from(duration)
    assert 0 <= start < end <= duration
