"""Notes of sung melodies, on voices made on the spot and on labelled songs."""

from collections.abc import Callable
from pathlib import Path

import mir_eval
import numpy as np
import pytest
import soundfile as sf
import soxr

from core.models import ANALYSIS_RATE, HOP_SECONDS, VOICE_RATE
from core.notes.base import Note
from core.notes.transcribe import transcribe
from core.pitch.base import PitchTrack
from core.pitch.swiftf0 import SwiftF0Tracker
from core.pitch.voicing import sung
from tests.core.pitch.voices import steady, vibrato, voice_of

HOP = 160


def notes_of(f0: np.ndarray, level: np.ndarray | float = 1.0) -> list[Note]:
    """Notes of a voice that follows f0 (Hz at 16 kHz, 0 is a rest), heard by a perfect tracker."""
    at = f0[::HOP].copy()
    track = PitchTrack(at, np.where(at > 0, 0.9, 0.1), at > 0)
    return transcribe(track, (voice_of(f0) * level).astype(np.float32))


def hz(midi: np.ndarray | float) -> np.ndarray:
    return 440 * 2 ** ((np.asarray(midi) - 69) / 12)


def closures(seconds: float, times: list[float], depth_db: float) -> np.ndarray:
    """Gain at 16 kHz of a voice that closes for 60 ms at each time."""
    t = np.arange(round(seconds * VOICE_RATE)) / VOICE_RATE
    dips = sum(np.exp(-0.5 * ((t - time) / 0.02) ** 2) for time in times)
    return 10 ** (-depth_db * dips / 20)


def test_a_scale_is_its_notes() -> None:
    scale = [60, 62, 64, 65, 67, 69, 71, 72]
    found = notes_of(
        np.concatenate([steady(0.5, 0), *(steady(0.3, float(hz(m))) for m in scale), steady(0.5, 0)])
    )
    assert [round(note.pitch) for note in found] == scale
    assert [note.start for note in found] == pytest.approx(range(50, 290, 30), abs=2)
    assert [note.stop for note in found] == pytest.approx(range(80, 320, 30), abs=2)
    assert all(abs(bend) < 1 for note in found for bend in note.bend[3:-3])
    assert {round(note.confidence, 2) for note in found} == {0.9}


@pytest.mark.parametrize("rate", [4.5, 5.5, 7.0])
@pytest.mark.parametrize("depth", [50.0, 100.0, 140.0])
def test_a_vibrato_is_one_note(depth: float, rate: float) -> None:
    f0 = np.concatenate([vibrato(1.5, float(hz(62)), depth, rate), vibrato(1.5, float(hz(65)), depth, rate)])
    first, second = notes_of(f0)
    assert (first.pitch, second.pitch) == pytest.approx((62, 65), abs=0.2)
    assert second.start == pytest.approx(150, abs=5)
    assert first.bend.max() == pytest.approx(depth, rel=0.15)


def test_a_glide_makes_no_notes_on_its_way() -> None:
    glide = hz(np.linspace(57, 69, round(0.25 * VOICE_RATE)))
    found = notes_of(np.concatenate([steady(0.8, 220), glide, steady(0.8, 440)]))
    assert [round(note.pitch) for note in found] == [57, 69]
    assert found[1].start == pytest.approx(80, abs=5), "a note begins where the voice leaves the one before"


def test_a_scoop_and_a_fall_belong_to_their_note() -> None:
    scoop, fall = hz(np.linspace(60, 62, 1600)), hz(np.linspace(62, 59, 1600))
    (note,) = notes_of(np.concatenate([scoop, steady(0.6, float(hz(62))), fall]))
    assert note.pitch == pytest.approx(62, abs=0.05)


def test_a_repeated_note_is_parted_where_the_voice_closes() -> None:
    found = notes_of(steady(2.0, 330), closures(2.0, [0.5, 1.0, 1.5], depth_db=20))
    assert [note.start for note in found] == pytest.approx([0, 50, 100, 150], abs=2)
    swelling = notes_of(steady(2.0, 330), closures(2.0, [0.5, 1.0, 1.5], depth_db=5))
    assert len(swelling) == 1


def test_a_moving_vowel_parts_no_note() -> None:
    """Formants lift and lower single partials by 15 dB, without a syllable's closure."""
    seconds, partials = 2.0, np.arange(1, 15)[:, None]
    t = np.arange(round(seconds * VOICE_RATE)) / VOICE_RATE
    formant = 1200 + 600 * np.sin(2 * np.pi * 1.5 * t)
    gains = 10 ** (-15 / 20 * np.minimum(np.abs(partials * 220 - formant) / 500, 1))
    voice = 0.05 * (gains * np.sin(2 * np.pi * 220 * partials * t + partials**2)).sum(axis=0)
    frames = round(seconds / HOP_SECONDS)
    track = PitchTrack(np.full(frames, 220.0), np.full(frames, 0.9), np.full(frames, True))
    assert len(transcribe(track, voice.astype(np.float32))) == 1


@pytest.mark.parametrize("offset", [-45, -30, 0, 40])
def test_the_singers_tuning_does_not_matter(offset: int) -> None:
    song = [60, 64, 67, 65, 62, 60]
    tuned = [float(hz(midi + offset / 100)) for midi in song]
    found = notes_of(np.concatenate([steady(0.4, note) for note in tuned]))
    assert [note.pitch - offset / 100 for note in found] == pytest.approx(song, abs=0.05)


def test_a_dropout_of_the_tracker_parts_no_note_and_a_rest_does() -> None:
    f0 = steady(1.0, 330)
    at = f0[::HOP].copy()
    at[50:52] = 0
    track = PitchTrack(at, np.full(100, 0.9), at > 0)
    (note,) = transcribe(track, voice_of(f0))
    assert len(note.bend) == note.stop - note.start == 100
    assert np.abs(note.bend).max() < 1
    rest = notes_of(np.concatenate([steady(0.5, 330), steady(0.1, 0), steady(0.4, 330)]))
    assert [(note.start, note.stop) for note in rest] == [(0, 50), (60, 100)]


def test_nobody_sings() -> None:
    for frames in (0, 100):
        track = PitchTrack(np.zeros(frames), np.zeros(frames), np.zeros(frames, bool))
        found = transcribe(track, np.zeros(frames * HOP, np.float32))
        assert found == []


def f_measure(found: list[Note], onsets: np.ndarray, offsets: np.ndarray, midi: np.ndarray) -> float:
    """Onset within 50 ms, pitch within 50 cents."""
    times = np.array([(note.start, note.stop) for note in found]) * HOP_SECONDS
    pitches = hz(np.array([note.pitch for note in found]))
    labels = np.stack([onsets, offsets], axis=1)
    return float(
        mir_eval.transcription.precision_recall_f1_overlap(
            labels, hz(midi), times, pitches, offset_ratio=None
        )[2]
    )


def heard(voice: np.ndarray, rate: int, band: np.ndarray) -> list[Note]:
    """Notes of a voice, float32 mono, as the quick tracker hears it. band: at the same rate."""
    sound = soxr.resample(voice, rate, VOICE_RATE)
    tracker = SwiftF0Tracker("cpu")
    raw = tracker.track(sound, len(sound) // HOP, lambda _: None)
    return transcribe(
        sung(raw, sound, soxr.resample(band, rate, ANALYSIS_RATE), tracker.voicing_threshold), sound
    )


@pytest.mark.slow
@pytest.mark.parametrize(("song", "least"), [("song1", 0.85), ("song2", 0.93), ("song3", 0.9)])
def test_the_notes_of_a_labelled_song(
    song: str, least: float, shared: Path, stem: Callable[[str, str], np.ndarray]
) -> None:
    voice = stem(song, "vocals").mean(axis=1)
    band = sum(stem(song, name).mean(axis=1) for name in ("drums", "bass", "other"))
    labels = np.loadtxt(shared / "eval" / song / "notes.csv", delimiter=",")
    assert f_measure(heard(voice, 44_100, band), *labels.T) > least


@pytest.mark.slow
def test_the_notes_of_a_real_singer(shared: Path) -> None:
    """vocadito_1: start, Hz, length by hand."""
    voice, rate = sf.read(shared / "eval" / "vocadito_1" / "vocals.flac", dtype="float32")
    start, pitch, length = np.loadtxt(shared / "eval" / "vocadito_1" / "notes.csv", delimiter=",").T
    midi = 69 + 12 * np.log2(pitch / 440)
    assert f_measure(heard(voice, rate, np.zeros_like(voice)), start, start + length, midi) > 0.7
