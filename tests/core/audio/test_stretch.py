"""Slower and faster, at the same pitch, and every sound where it belongs."""

import numpy as np
import pytest

from core.audio.stretch import Stretch
from tests.sounds import RATE, tone

SPEEDS = [0.25, 0.4, 0.5, 0.75, 1.25, 2.0]


def stretched(sound: np.ndarray, speed: float, block: int = 1024) -> np.ndarray:
    stretch = Stretch(speed)
    parts = [stretch.push(sound[start : start + block]) for start in range(0, len(sound), block)]
    return np.concatenate([*parts, stretch.flush()])


@pytest.mark.parametrize("speed", SPEEDS)
def test_length_changes_and_pitch_does_not(speed: float) -> None:
    sound = tone(6.0, 440)
    slow = stretched(sound, speed)
    assert slow.dtype == np.float32
    assert len(slow) * speed == pytest.approx(len(sound), abs=0.02 * RATE)
    middle = slow[len(slow) // 4 : -len(slow) // 4, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    frequencies = np.fft.rfftfreq(len(middle), 1 / RATE)
    assert frequencies[np.argmax(spectrum)] == pytest.approx(440, abs=1)
    near = np.abs(frequencies - 440) < 30
    assert (spectrum[~near] ** 2).sum() < 1e-4 * (spectrum**2).sum()


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_sound_comes_at_its_time(speed: float) -> None:
    """Bursts of noise on a soft tone."""
    sound, chance = 0.1 * tone(12.0, 220), np.random.default_rng(0)
    for start in range(RATE, 11 * RATE, RATE):
        sound[start : start + 4000] += chance.normal(0, 0.3, (4000, 2)).astype(np.float32)
    slow = np.abs(stretched(sound, speed)[:, 0])
    for start in range(RATE, 11 * RATE, RATE):
        around = int(start / speed) - round(RATE / speed / 4)
        part = slow[around : around + round(RATE / speed / 2)]
        found = around + np.argmax(part > 0.5 * part.max())
        assert found * speed / RATE == pytest.approx(start / RATE, abs=0.03)


@pytest.mark.parametrize("speed", SPEEDS)
def test_it_holds_back_little(speed: float) -> None:
    stretch, sound = Stretch(speed), tone(4.0)
    ready = 0
    for start in range(0, len(sound), 1024):
        ready += len(stretch.push(sound[start : start + 1024]))
        assert start - ready * speed < 0.15 * RATE


def test_silence_stays_silence_and_stereo_stereo() -> None:
    assert not stretched(np.zeros((RATE, 2), np.float32), 0.5).any()
    left = tone(2.0) * np.float32([1, 0])
    slow = stretched(left, 0.5)
    assert np.abs(slow[:, 0]).max() > 0.4
    assert not slow[:, 1].any()


def test_nothing_at_all_can_be_stretched() -> None:
    assert stretched(np.zeros((0, 2), np.float32), 0.5).shape == (0, 2)
