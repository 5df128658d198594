"""The metronome clicks on the beats of the song, however it is played."""

import numpy as np
import pytest

from core.models import SAMPLE_RATE
from tests.web.playing.conftest import Listing, Song, Studio, samples

BEATS = [{"time": 0.1 + 0.5 * beat, "position": beat % 4 + 1} for beat in range(78)]
MUTED: Listing = {"at": 0, "muted": ["vocals", "drums", "bass", "other"], "metronome": True, "beats": BEATS}


def clicks(heard: np.ndarray) -> np.ndarray:
    """The samples at which clicks begin."""
    loud = np.flatnonzero(np.abs(heard[:, 0]) > 0.001)
    return loud[np.diff(loud, prepend=-SAMPLE_RATE) > samples(0.03)]


def is_high(heard: np.ndarray, click: int) -> bool:
    """Whether it has the pitch of a downbeat."""
    spectrum = np.abs(np.fft.rfft(heard[click : click + samples(0.02), 0], SAMPLE_RATE))
    return bool(np.argmax(spectrum) > 1250)


@pytest.mark.parametrize("manner", [{}, {"speed": 0.75}, {"speed": 1.5, "semitones": 2}])
def test_on_the_beats_at_any_speed(studio: Studio, music: Song, manner: Listing) -> None:
    steps: list[Listing] = [MUTED, {"at": 0, "manner": manner}, {"at": 0, "start": True}]
    heard, positions = studio.render(music.preview, steps, 8)
    speed = manner.get("speed", 1)
    clock, at = positions[5]
    beats = [clock + (samples(beat["time"]) - at) / speed for beat in BEATS]
    found = clicks(heard)
    assert found == pytest.approx(beats[: len(found)], abs=samples(0.001))
    assert [is_high(heard, click) for click in found[:-1]] == [
        beat["position"] == 1 for beat in BEATS[: len(found) - 1]
    ]


def test_around_a_loop_and_after_a_seek(studio: Studio, music: Song) -> None:
    loop = {"start": 10.1, "end": 11.1}
    steps: list[Listing] = [
        MUTED,
        {"at": 0, "start": True},
        {"at": 1.95, "seek": 10.0},
        {"at": 2.6, "manner": {"loop": loop}},
    ]
    heard, _ = studio.render(music.preview, steps, 6)
    since = clicks(heard[samples(1.9) :])
    assert np.diff(since) == pytest.approx(samples(0.5), abs=samples(0.03))
    highs = [is_high(heard, click + samples(1.9)) for click in since[:-1]]
    assert highs == [True, False] * (len(highs) // 2) + [True] * (len(highs) % 2)


def test_it_can_be_switched_while_it_plays(studio: Studio, music: Song) -> None:
    steps: list[Listing] = [
        MUTED | {"metronome": False},
        {"at": 0, "start": True},
        {"at": 2, "metronome": True},
        {"at": 4, "metronome": False},
    ]
    heard, _ = studio.render(music.preview, steps, 6)
    found = clicks(heard) / SAMPLE_RATE
    assert len(found) == 4
    assert 2 < found.min() < found.max() < 4
