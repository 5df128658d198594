"""Slower, faster, higher and lower: at the right time and pitch, around loops, and from one to the other."""

import numpy as np
import pytest

from core.models import SAMPLE_RATE
from tests.web.playing.conftest import STEMS, Files, Listing, Song, Studio, samples

KNOCK = samples(0.045)
DECAY = 0.004
SECONDS = 16
KNOCKS = np.arange(0.7, SECONDS - 0.5, 0.613)
"""Seconds of the song."""
IN_TIME = 0.005
RENDERS = 6
"""Of which the mean is taken where every render is another one."""
UNTIL_CHANGED = 0.3
TONE_HZ = 330.0


@pytest.fixture(scope="module")
def knocks(files: Files) -> Song:
    """Silence with knocks in all stems."""
    time = np.arange(KNOCK) / SAMPLE_RATE
    knock = 0.15 * np.random.default_rng(0).normal(size=KNOCK) * np.exp(-time / DECAY)
    sound = np.zeros((SECONDS * SAMPLE_RATE, 2))
    for at in KNOCKS:
        sound[samples(at) : samples(at) + KNOCK] += knock[:, np.newaxis]
    return files.add("knocks", dict.fromkeys(STEMS, sound))


@pytest.fixture(scope="module")
def tone(files: Files) -> Song:
    """A tone that goes on and on."""
    time = np.arange(12 * SAMPLE_RATE) / SAMPLE_RATE
    sound = 0.1 * np.sin(2 * np.pi * TONE_HZ * time)[:, np.newaxis].repeat(2, axis=1)
    return files.add("tone", dict.fromkeys(STEMS, sound))


def lateness(heard: np.ndarray, clock: float, speed: float) -> float:
    """Seconds by which a knock is heard after a sample of the clock, by the middle of its energy."""
    start, end = int(clock) - samples(0.1), int(clock) + samples(0.2)
    energy = np.square(heard[start:end]).sum(axis=1)
    middle = np.average(np.arange(start, end), weights=energy)
    return float(middle - clock) / SAMPLE_RATE - DECAY / 2 / speed


def clocks(positions: np.ndarray, song: np.ndarray) -> np.ndarray:
    """When samples of the song are heard, by where it was said to be."""
    return np.interp(song, positions[:, 1], positions[:, 0])


@pytest.mark.parametrize(
    ("speed", "semitones"), [(0.25, 0), (0.5, 0), (0.75, -3), (0.9, 0), (1, 5), (1.25, 0), (1.5, 2), (2, 0)]
)
def test_every_knock_is_heard_in_time(studio: Studio, knocks: Song, speed: float, semitones: int) -> None:
    # Below half the speed the stretcher scatters phases at random, and a knock's energy with them.
    renders = 1 if speed >= 0.5 else RENDERS
    late = np.mean([all_lateness(studio, knocks, speed, semitones) for _ in range(renders)], axis=0)
    assert len(late) >= 7
    assert np.abs(late).max() < IN_TIME


def all_lateness(studio: Studio, knocks: Song, speed: float, semitones: int) -> list[float]:
    manner = {"speed": speed, "semitones": semitones}
    steps: list[Listing] = [{"at": 0, "manner": manner}, {"at": 0, "start": True}]
    heard, positions = studio.render(knocks.preview, steps, min(20, SECONDS / speed))
    clock, at = positions[5]
    zero = clock - at / speed
    expected = [each for each in zero + KNOCKS * SAMPLE_RATE / speed if each < len(heard) - samples(0.3)]
    return [lateness(heard, each, speed) for each in expected]


@pytest.mark.parametrize(("speed", "semitones"), [(0.75, 0), (1.5, 0), (1, 12), (1, -12), (0.6, 7)])
def test_only_semitones_change_the_pitch(studio: Studio, tone: Song, speed: float, semitones: int) -> None:
    manner = {"speed": speed, "semitones": semitones}
    steps: list[Listing] = [{"at": 0, "manner": manner}, {"at": 0, "start": True}]
    heard, _ = studio.render(tone.preview, steps, 5)
    steady = heard[SAMPLE_RATE : 4 * SAMPLE_RATE, 0]
    spectrum = np.abs(np.fft.rfft(steady * np.hanning(len(steady)), 16 * SAMPLE_RATE))
    assert np.argmax(spectrum) / 16 == pytest.approx(TONE_HZ * 2 ** (semitones / 12), rel=0.002)
    assert steady.std() == pytest.approx(0.4 / np.sqrt(2), rel=0.05)


def test_a_change_while_it_plays_is_heard_at_once_at_the_same_place(studio: Studio, knocks: Song) -> None:
    changes = [(2.0, 0.75, 0), (4.5, 0.75, 2), (6.5, 1.5, 0), (8.5, 1, 0), (10.5, 0.5, 0)]
    steps: list[Listing] = [{"at": 0, "start": True}]
    steps += [{"at": at, "manner": {"speed": speed, "semitones": by}} for at, speed, by in changes]
    heard, positions = studio.render(knocks.preview, steps, 14)
    assert np.all(np.diff(positions[:, 1]) >= 0)
    for time, speed, _ in changes:
        first, last = np.searchsorted(positions[:, 0], [samples(time + UNTIL_CHANGED), samples(time + 1.9)])
        gone = positions[last - 1] - positions[first]
        assert gone[1] / gone[0] == pytest.approx(speed, abs=0.01)
    speeds = np.array([1.0, *(speed for _, speed, _ in changes)])
    expected = clocks(positions, KNOCKS * SAMPLE_RATE)
    for clock in expected[expected < len(heard) - samples(0.3)]:
        since = clock / SAMPLE_RATE - np.array([0, *(time for time, _, _ in changes)])
        if np.any((since > 0) & (since < UNTIL_CHANGED + 0.2)):
            continue  # between two places that are known
        speed = speeds[np.sum(since > 0) - 1]
        assert abs(lateness(heard, clock, speed)) < IN_TIME, f"the knock at {clock / SAMPLE_RATE} s"


def test_a_seek_in_the_midst_of_changes_leaves_nothing_of_them(studio: Studio, music: Song) -> None:
    steps: list[Listing] = [
        {"at": 0, "start": True},
        {"at": 1, "manner": {"speed": 0.75}},
        {"at": 2, "manner": {"speed": 0.6}},
        {"at": 2.05, "manner": {"speed": 1}},
        {"at": 2.08, "seek": 20},
        {"at": 3, "manner": {"speed": 0.75}},
        {"at": 3.05, "stop": True},
    ]
    heard, _ = studio.render(music.preview, steps, 4)
    start, end = samples(2.13), samples(3)
    first = np.flatnonzero(np.abs(music.mix[:, 0] - heard[start, 0]) < 1e-6)
    at = next(at for at in first if np.abs(heard[start : start + 9] - music.mix[at : at + 9]).max() < 1e-6)
    assert at == pytest.approx(samples(20) + start - samples(2.08), abs=samples(0.03))
    assert np.abs(heard[start:end] - music.mix[at : at + end - start]).max() < 1e-6
    assert not heard[samples(3.1) :].any()


def test_two_changes_right_after_each_other_are_heard_in_time(studio: Studio, knocks: Song) -> None:
    steps: list[Listing] = [
        {"at": 0, "start": True},
        {"at": 2, "manner": {"speed": 0.75}},
        {"at": 2.02, "manner": {"speed": 1}},
    ]
    heard, positions = studio.render(knocks.preview, steps, 8)
    assert np.all(np.diff(positions[:, 1]) >= 0)
    gone = positions[-1] - positions[5]
    assert gone[0] - gone[1] < samples(0.1)
    for clock in clocks(positions, KNOCKS * SAMPLE_RATE):
        if samples(2.5) < clock < samples(7.5):
            assert abs(lateness(heard, clock, 1)) < IN_TIME


def test_around_a_loop(studio: Studio, knocks: Song) -> None:
    start, end, speed = 4.0, 6.0, 0.8
    manner = {"loop": {"start": start, "end": end}, "speed": speed}
    steps: list[Listing] = [{"at": 0, "manner": manner}, {"at": 0, "start": True}]
    heard, positions = studio.render(knocks.preview, steps, 12)
    clock, at = positions[4]
    zero = clock - (at - samples(start)) / speed
    inside = KNOCKS[(start < KNOCKS) & (end > KNOCKS)]
    for turn in range(4):
        for knock in inside:
            due = zero + (knock - start + turn * (end - start)) * SAMPLE_RATE / speed
            assert abs(lateness(heard, due, speed)) < IN_TIME
    assert np.all((positions[:, 1] >= samples(start)) & (positions[:, 1] < samples(end)))


def test_nothing_clicks(studio: Studio, tone: Song) -> None:
    """Whatever is done, a tone's samples never differ more from their neighbours than a tone's do."""
    steps: list[Listing] = [
        {"at": 0, "seek": 12_345 / SAMPLE_RATE},
        {"at": 0, "start": True},
        {"at": 0.5, "seek": 3.217},
        {"at": 1, "manner": {"speed": 0.75}},
        {"at": 1.7, "manner": {"semitones": -1}},
        {"at": 2.4, "manner": {"loop": {"start": 3, "end": 5}}},
        {"at": 3.1, "manner": {"speed": 1, "semitones": 0, "loop": None}},
        {"at": 3.8, "muted": ["vocals"]},
        {"at": 4.1, "gains": {"bass": 0.3}},
        {"at": 4.4, "muted": [], "gains": {"bass": 1}},
        {"at": 4.9, "seek": 1},
        {"at": 5.2, "stop": True},
    ]
    heard, _ = studio.render(tone.preview, steps, 6)
    step = 0.4 * 2 * np.pi * TONE_HZ / SAMPLE_RATE
    ramps = 0.4 / samples(0.008)
    assert np.abs(np.diff(heard, axis=0)).max() < 1.1 * (step + 2 * ramps)
    assert not heard[samples(5.3) :].any()
