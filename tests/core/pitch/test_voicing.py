"""What is sung and what is not, on voices made on the spot and on a real singer."""

from pathlib import Path

import mir_eval
import numpy as np
import pytest
import soundfile as sf
import soxr

from core.models import ANALYSIS_RATE, VOICE_RATE
from core.pitch.base import PitchTrack, RawPitch
from core.pitch.consonants import HUM
from core.pitch.levels import levels
from core.pitch.periodicity import periodicity
from core.pitch.swiftf0 import SwiftF0Tracker
from core.pitch.voicing import sung
from tests.core.pitch.voices import cents, steady, vibrato, voice_of

THRESHOLD = 0.5


def frames_of(f0: np.ndarray) -> np.ndarray:
    """f0 at the frames' centres of a curve at 16 kHz."""
    return f0[::160].copy()


def heard(f0: np.ndarray) -> RawPitch:
    """What a perfect tracker hears of a voice that follows f0 (Hz at 16 kHz)."""
    at = frames_of(f0)
    return RawPitch(np.where(at > 0, at, 440.0), np.where(at > 0, 0.95, 0.05))


def alone(voice: np.ndarray) -> np.ndarray:
    """The accompaniment of a voice that sings alone."""
    return np.zeros(round(len(voice) * ANALYSIS_RATE / VOICE_RATE), np.float32)


def band(seconds: float, level: float) -> np.ndarray:
    """Noise of a steady level in place of a band."""
    noise = np.random.default_rng(0).normal(0, level, round(seconds * ANALYSIS_RATE))
    return noise.astype(np.float32)


def track(f0: np.ndarray, raw: RawPitch | None = None) -> PitchTrack:
    voice = voice_of(f0)
    return sung(raw or heard(f0), voice, alone(voice), THRESHOLD)


def test_notes_and_rests() -> None:
    f0 = np.concatenate([steady(0.5, 0), vibrato(1, 330), steady(0.3, 0), steady(0.5, 262), steady(0.5, 0)])
    pitch = track(f0)
    truth = frames_of(f0)
    assert np.mean(pitch.voiced == (truth > 0)) > 0.97
    both = pitch.voiced & (truth > 0)
    assert np.abs(cents(pitch.f0[both], truth[both])).max() < 30
    assert not pitch.f0[~pitch.voiced].any()
    assert not pitch.voiced[155:175].any()


def test_a_glide_stays_one_note() -> None:
    glide = 220 * 2 ** np.linspace(0, 1, 8000)
    pitch = track(np.concatenate([steady(0.5, 220), glide, steady(0.5, 440)]))
    assert pitch.voiced[2:-2].all()


def test_an_octave_slip_is_mended_and_an_octave_leap_is_kept() -> None:
    f0 = np.concatenate([steady(0.5, 220), steady(0.4, 440), steady(0.6, 220)])
    raw = heard(f0)
    raw.f0[120:130] *= 2
    raw.f0[20:28] /= 2
    pitch = track(f0, raw)
    assert np.abs(cents(pitch.f0[5:-5], frames_of(f0)[5:-5])).max() < 1


@pytest.mark.parametrize("octave", [0.5, 2.0])
def test_a_long_octave_leap_that_the_sound_does_not_bear_out_is_mended(octave: float) -> None:
    f0 = steady(2, 330)
    raw = heard(f0)
    raw.f0[80:120] *= octave
    assert np.abs(cents(track(f0, raw).f0[5:-5], 330)).max() < 1


def test_an_octave_slip_at_an_attack_is_mended() -> None:
    f0 = np.concatenate([steady(0.5, 0), steady(1, 370), steady(0.5, 0)])
    raw = heard(f0)
    raw.f0[50:65] *= 2
    pitch = track(f0, raw)
    assert np.abs(cents(pitch.f0[55:145], 370)).max() < 1


def test_a_sibilant_that_was_taken_for_a_high_note_is_not_sung() -> None:
    f0 = np.concatenate([steady(0.5, 330), steady(0.2, 0), steady(0.5, 330)])
    voice = voice_of(f0)
    voice[8000:11200] += np.random.default_rng(4).normal(0, 0.05, 3200).astype(np.float32)
    raw = heard(f0)
    raw.f0[50:70], raw.confidence[50:70] = 1320.0, 0.9
    assert not sung(raw, voice, alone(voice), THRESHOLD).voiced[53:67].any()
    leap = np.concatenate([steady(0.5, 330), steady(0.2, 660), steady(0.5, 330)])
    assert track(leap).voiced[5:-5].all()


def test_blips_are_removed() -> None:
    f0 = np.concatenate([steady(0.5, 0), steady(0.03, 500), steady(0.5, 0), steady(0.5, 330), steady(0.5, 0)])
    pitch = track(f0)
    assert not pitch.voiced[:95].any()
    assert pitch.voiced[106:150].all()


def consonant(hum: float) -> PitchTrack:
    """Two notes with 120 ms of loud hiss between them, under which the voice hums on or does not."""
    f0 = np.concatenate([steady(0.5, 330), steady(0.12, 330), steady(0.5, 330)])
    raw = heard(f0)
    hiss = np.random.default_rng(1).normal(0, 0.03, len(f0))
    hiss = np.diff(np.diff(np.diff(hiss, prepend=0), prepend=0), prepend=0)
    gap = slice(8000, 9920)
    voice = voice_of(f0)
    voice[gap] = hum * voice[gap] + hiss[gap]
    raw.confidence[50:62] = 0.02
    raw.f0[50:62] = 900.0
    return sung(raw, voice, alone(voice), THRESHOLD)


def test_a_voiced_consonant_joins_its_notes_and_a_voiceless_one_does_not() -> None:
    voiced = consonant(hum=0.3)
    assert voiced.voiced[50:62].all()
    assert np.abs(cents(voiced.f0[50:62], 330)).max() < 40
    assert not consonant(hum=0.0).voiced[52:60].any()


def phrase(accompaniment: np.ndarray) -> PitchTrack:
    """Half a second of silence, 80 ms of a voiceless consonant, a note, the same consonant, a note."""
    f0 = np.concatenate(
        [steady(0.5, 0), steady(0.08, 0), steady(0.5, 330), steady(0.08, 0), steady(0.5, 440)]
    )
    voice = voice_of(f0)
    hiss = np.random.default_rng(3).normal(0, 0.01, len(f0)).astype(np.float32)
    voice[(f0 == 0) & (np.arange(len(f0)) >= 8000)] += hiss[(f0 == 0) & (np.arange(len(f0)) >= 8000)]
    return sung(heard(f0), voice, accompaniment, THRESHOLD)


def test_in_a_mix_notes_begin_with_their_consonants() -> None:
    mixed = phrase(band(1.66, 0.1))
    assert not mixed.voiced[:50].any()
    assert mixed.voiced[51:108].all()
    assert mixed.voiced[112:].all()
    assert np.abs(cents(mixed.f0[52:56], 330)).max() < 1
    assert np.abs(cents(mixed.f0[113:118], 440)).max() < 10
    solo = phrase(np.zeros(round(1.66 * ANALYSIS_RATE), np.float32))
    assert not solo.voiced[:56].any()
    assert not solo.voiced[110:114].any()


@pytest.mark.parametrize("start", [0, 90])
def test_a_constant_offset_hides_no_hum_at_the_ends_of_a_song(start: int) -> None:
    voice = voice_of(steady(1.0, 330), 0.01)
    strength, hz = periodicity(voice + np.float32(0.3), start, start + 10, 330, 330)
    assert strength.min() > HUM
    assert np.abs(cents(hz, 330)).max() < 5


def test_breath_and_silence_are_not_sung() -> None:
    breath = np.random.default_rng(2).normal(0, 0.02, 3 * VOICE_RATE).astype(np.float32)
    for sound in (breath, np.zeros_like(breath)):
        raw = SwiftF0Tracker("cpu").track(sound, 300, lambda _: None)
        assert not sung(raw, sound, alone(sound), THRESHOLD).voiced.any()


@pytest.mark.parametrize("leakage", [0.0005, 0.002])
def test_leakage_of_the_band_is_not_sung(leakage: float) -> None:
    """A song without singing: in the vocal stem an instrument is left, 34 dB or more under the band."""
    f0 = vibrato(3, 330)
    voice = voice_of(f0, leakage)
    assert not sung(heard(f0), voice, band(3, 0.2), THRESHOLD).voiced.any()


def test_leakage_between_the_phrases_of_a_song_is_not_sung() -> None:
    f0 = vibrato(4, 330)
    voice = voice_of(f0)
    voice[2 * VOICE_RATE :] *= 0.01
    pitch = sung(heard(f0), voice, band(4, 0.1), THRESHOLD)
    assert pitch.voiced[5:195].all()
    assert not pitch.voiced[205:].any()


def test_a_soft_singer_in_front_of_a_band_is_sung() -> None:
    f0 = vibrato(3, 330)
    assert sung(heard(f0), voice_of(f0, 0.03), band(3, 0.1), THRESHOLD).voiced[5:-5].all()


def test_levels_are_centred_and_know_no_constant_offset() -> None:
    sound = np.full(VOICE_RATE, 0.1, np.float32)
    sound[8080] += 0.5
    level = levels(sound, VOICE_RATE, 100, 4)
    assert np.flatnonzero(level > -100).tolist() == [49, 50, 51, 52]
    tone = np.sin(2 * np.pi * 1000 * np.arange(VOICE_RATE) / VOICE_RATE).astype(np.float32)
    assert levels(tone, VOICE_RATE, 100, 4)[50] == pytest.approx(-3.01, abs=0.05)


@pytest.mark.slow
def test_a_real_singer(shared: Path) -> None:
    """vocadito_1, labelled by hand: overall accuracy as mir_eval measures it."""
    sound, rate = sf.read(shared / "eval" / "vocadito_1" / "vocals.flac", dtype="float32")
    voice = soxr.resample(sound, rate, VOICE_RATE)
    tracker = SwiftF0Tracker("cpu")
    raw = tracker.track(voice, len(voice) // 160, lambda _: None)
    pitch = sung(raw, voice, alone(voice), tracker.voicing_threshold)
    labels = np.loadtxt(shared / "eval" / "vocadito_1" / "f0.csv", delimiter=",")
    scores = mir_eval.melody.evaluate(*labels.T, np.arange(len(pitch.f0)) / 100, pitch.f0)
    assert scores["Overall Accuracy"] > 0.955
    assert scores["Raw Pitch Accuracy"] > 0.97
