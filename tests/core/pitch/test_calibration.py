"""Of the frames that are called sung with 70 %, seven in ten are."""

from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
import soxr

from core.models import ANALYSIS_RATE, SAMPLE_RATE, VOICE_RATE
from core.pitch.base import RawPitch
from core.pitch.swiftf0 import SwiftF0Tracker
from core.pitch.voicing import sung
from tests.conftest import Stem
from tests.core.pitch.voices import vibrato, voice_of

BINS = np.linspace(0, 1, 6)
LEAKAGE = 0.03
"""Part of the band's amplitude that a good separator leaves in a vocal stem."""


def judged(voice: np.ndarray, band: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The confidence of each frame, and whether it is sung at that pitch by the labels (seconds, Hz).

    voice: 16 kHz. band: 22.05 kHz.
    """
    tracker = SwiftF0Tracker("cpu")
    raw = tracker.track(voice, len(voice) // 160, lambda _: None)
    pitch = sung(raw, voice, band, tracker.voicing_threshold)
    at = np.searchsorted(labels[:, 0], np.arange(len(raw.f0)) / 100).clip(max=len(labels) - 1)
    truth = labels[at, 1]
    f0 = np.where(pitch.voiced, pitch.f0, raw.f0)
    right = (truth > 0) & (np.abs(1200 * np.log2(f0 / np.maximum(truth, 1))) < 50)
    return pitch.confidence, right


def singer(shared: Path) -> tuple[np.ndarray, np.ndarray]:
    """A real singer alone."""
    sound, rate = sf.read(shared / "eval" / "vocadito_1" / "vocals.flac", dtype="float32")
    voice = soxr.resample(sound, rate, VOICE_RATE)
    labels = np.loadtxt(shared / "eval" / "vocadito_1" / "f0.csv", delimiter=",")
    return judged(voice, np.zeros(round(len(voice) * ANALYSIS_RATE / VOICE_RATE), np.float32), labels)


def song(shared: Path, stem: Stem, name: str) -> tuple[np.ndarray, np.ndarray]:
    """A synthetic singer with a little of the band in the vocal stem."""
    vocals, drums, bass, other = (
        stem(name, part).mean(axis=1) for part in ("vocals", "drums", "bass", "other")
    )
    band = drums + bass + other
    voice = soxr.resample(vocals + LEAKAGE * band, SAMPLE_RATE, VOICE_RATE)
    labels = np.loadtxt(shared / "eval" / name / "f0.csv", delimiter=",")
    return judged(voice, soxr.resample(band, SAMPLE_RATE, ANALYSIS_RATE), labels)


@pytest.mark.slow
def test_confidence_is_the_share_of_frames_that_are_right(shared: Path, stem: Stem) -> None:
    heard = [singer(shared), *(song(shared, stem, name) for name in ("song1", "song2", "song3"))]
    confidence, right = (np.concatenate(values) for values in zip(*heard, strict=True))
    bins = np.digitize(confidence, BINS[1:-1])
    for b in range(5):
        assert abs(confidence[bins == b].mean() - right[bins == b].mean()) < 0.1


def test_what_is_clear_is_certain_and_what_is_leakage_is_not() -> None:
    f0 = vibrato(3, 330)
    raw = RawPitch(f0[::160].copy(), np.full(300, 0.95))
    band = np.random.default_rng(0).normal(0, 0.1, 3 * ANALYSIS_RATE).astype(np.float32)
    clear = sung(raw, voice_of(f0), band, 0.5)
    assert clear.confidence[5:-5].min() > 0.95
    leakage = sung(raw, voice_of(f0, 0.001), band, 0.5)
    assert leakage.confidence.max() < 0.15
    unheard = RawPitch(raw.f0, np.zeros(300))
    assert sung(unheard, voice_of(f0), band, 0.5).confidence.max() < 0.05
