from pathlib import Path

import numpy as np
import pytest

from core.models import VOICE_RATE
from core.pitch.crepe import CrepeTracker
from tests.core.pitch.voices import cents, steady, vibrato, voice_of

GOLDEN = Path(__file__).parents[1] / "golden"
BIN_0_CENTS = 1997.3794084376191


def ignore(part: float) -> None:
    """Nobody looks at the progress."""


@pytest.fixture(scope="module")
def tiny() -> CrepeTracker:
    return CrepeTracker("cpu", "tiny")


@pytest.mark.slow
@pytest.mark.parametrize("capacity", ["full", "tiny"])
def test_equals_torchcrepe(capacity: str) -> None:
    """Golden data: python tests/core/golden/make_crepe.py"""
    golden = np.load(GOLDEN / f"crepe-{capacity}.npz")
    voice = golden["audio"].astype(np.float32) / 32768
    raw = CrepeTracker("cpu", capacity).track(voice, len(golden["bins"]), ignore)
    np.testing.assert_allclose(raw.confidence, golden["periodicity"], atol=1e-3)
    centre = 10 * 2 ** ((BIN_0_CENTS + 20 * golden["bins"]) / 1200)
    assert np.abs(cents(raw.f0, centre)).max() < 20
    at_peak = golden["bins"] == golden["peaks"]
    assert at_peak.mean() > 0.9
    assert np.abs(cents(raw.f0, golden["averaged"])[at_peak]).max() < 1


@pytest.mark.parametrize("hz", [82.4, 220.0, 440.0, 1046.5])
def test_hears_low_and_high_singers(tiny: CrepeTracker, hz: float) -> None:
    raw = tiny.track(voice_of(steady(0.5, hz)), 50, ignore)
    assert np.abs(cents(raw.f0[5:45], hz)).max() < 20
    assert raw.confidence[5:45].min() > tiny.voicing_threshold


@pytest.mark.parametrize("start", [0.0, 30.0])
def test_a_vibrato_comes_at_its_time(tiny: CrepeTracker, start: float) -> None:
    voice = voice_of(np.concatenate([steady(start, 0), vibrato(3, 330)]))
    frames = round(start * 100) + 300
    raw = tiny.track(voice, frames, ignore)
    t = np.arange(20, 280) / 100
    swing = np.exp(-2j * np.pi * 5 * t) @ cents(raw.f0[-280:-20], 330)
    late = -(np.angle(swing) + np.pi / 2) / (2 * np.pi * 5)
    assert abs(late) < 0.002


@pytest.mark.parametrize(("low", "high"), [(220.0, 294.0), (330.0, 392.0)])
def test_steps_come_at_their_times(tiny: CrepeTracker, low: float, high: float) -> None:
    late = []
    for i in range(6):
        when = 0.3 + 0.0025 * i
        for before, after in ((low, high), (high, low)):
            voice = voice_of(np.concatenate([steady(when, before), steady(0.3, after)]))
            passed = np.abs(cents(tiny.track(voice, 55, ignore).f0, after)) < 600 * np.log2(high / low)
            late.append((5 + np.argmax(passed[5:])) * 0.01 - 0.005 - when)
    assert np.abs(late).max() < 0.02
    assert abs(np.mean(late)) < 0.005


def test_silence_and_a_constant_offset_are_not_heard(tiny: CrepeTracker) -> None:
    offset = np.full(3 * VOICE_RATE, 0.004, np.float32)
    voice = np.concatenate([offset, voice_of(steady(0.5, 262)) + offset[0], offset])
    raw = tiny.track(voice, 650, ignore)
    assert not raw.confidence[:290].any()
    assert not raw.confidence[360:].any()
    assert raw.confidence[310:340].min() > 0.8
    assert (raw.f0 > 0).all()


def test_gives_as_many_frames_as_asked_for_and_says_how_far_it_is(tiny: CrepeTracker) -> None:
    reports: list[float] = []
    raw = tiny.track(voice_of(steady(1.0, 330)), 130, reports.append)
    assert raw.f0.shape == raw.confidence.shape == (130,)
    assert not raw.confidence[110:].any()
    assert reports == sorted(reports)
    assert reports[-1] == 1.0
    assert len(tiny.track(np.zeros(0, np.float32), 0, ignore).f0) == 0


def test_reads_a_memory_map(tiny: CrepeTracker, tmp_path: Path) -> None:
    voice = voice_of(vibrato(1.0, 300))
    np.save(tmp_path / "voice.npy", voice)
    mapped = tiny.track(np.load(tmp_path / "voice.npy", mmap_mode="r"), 100, ignore)
    np.testing.assert_array_equal(mapped.f0, tiny.track(voice, 100, ignore).f0)
