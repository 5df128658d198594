import numpy as np
import pytest

from core.pitch.swiftf0 import SwiftF0Tracker
from tests.core.pitch.voices import cents, steady, vibrato, voice_of

MINUTES = 11


def ignore(part: float) -> None:
    """Nobody looks at the progress."""


@pytest.fixture(scope="module")
def tracker() -> SwiftF0Tracker:
    return SwiftF0Tracker("cpu")


@pytest.mark.parametrize("hz", [82.4, 220.0, 440.0, 1046.5])
def test_hears_low_and_high_singers(tracker: SwiftF0Tracker, hz: float) -> None:
    raw = tracker.track(voice_of(steady(0.5, hz)), 50, ignore)
    assert np.abs(cents(raw.f0[5:45], hz)).max() < 30
    assert raw.confidence[5:45].min() > tracker.voicing_threshold


@pytest.mark.slow
def test_a_vibrato_comes_at_its_time_at_the_start_and_after_eleven_minutes(tracker: SwiftF0Tracker) -> None:
    note = vibrato(3, 330)
    voice = voice_of(np.concatenate([note, steady(MINUTES * 60, 0), note]))
    raw = tracker.track(voice, MINUTES * 6000 + 600, ignore)
    t = np.arange(20, 280) / 100
    for f0 in (raw.f0[20:280], raw.f0[-280:-20]):
        swing = np.exp(-2j * np.pi * 5 * t) @ cents(f0, 330)
        late = -(np.angle(swing) + np.pi / 2) / (2 * np.pi * 5)
        assert abs(late) < 0.002


def test_steps_come_at_their_times(tracker: SwiftF0Tracker) -> None:
    """Its own frames are 16 ms apart: single steps lie within 8 ms and a frame, their mean within 5 ms."""
    late = []
    for i in range(8):
        when = 0.5 + 0.0023 * i
        voice = voice_of(np.concatenate([steady(when, 294), steady(0.5, 330)]))
        late.append(np.argmax(tracker.track(voice, 100, ignore).f0 > 311) * 0.01 - 0.005 - when)
    assert np.abs(late).max() < 0.018
    assert abs(np.mean(late)) < 0.005


def test_silence_is_not_heard(tracker: SwiftF0Tracker) -> None:
    raw = tracker.track(np.zeros(16_000, np.float32), 100, ignore)
    assert not raw.confidence.any()
    assert (raw.f0 > 0).all()


def test_gives_as_many_frames_as_asked_for_and_says_how_far_it_is(tracker: SwiftF0Tracker) -> None:
    reports: list[float] = []
    raw = tracker.track(voice_of(steady(1.0, 330)), 100, reports.append)
    assert raw.f0.shape == raw.confidence.shape == (100,)
    assert reports == sorted(reports)
    assert reports[-1] == 1.0
    assert tracker.track(np.zeros(0, np.float32), 20, ignore).f0.shape == (20,)


def test_blocks_leave_no_seam(tracker: SwiftF0Tracker) -> None:
    raw = tracker.track(voice_of(vibrato(61, 260)), 6100, ignore)
    truth = 260 * 2 ** (100 / 1200 * np.sin(2 * np.pi * 5 * np.arange(6100) / 100))
    assert np.abs(cents(raw.f0, truth)[10:-10]).max() < 40
