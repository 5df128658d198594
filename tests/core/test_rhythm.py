"""Tempo, beats and bars of songs whose beats are known."""

import json
from collections.abc import Callable
from pathlib import Path

import mir_eval
import numpy as np
import pytest
import soundfile as sf
import soxr

from core.rhythm.base import Rhythm
from core.rhythm.embedded import EmbeddedBeatTracker
from tests.core.band import RATE, Band, clicks, steady

ROCK = {"kick": "x.......x.x.....", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.x."}


def track(mix: np.ndarray, drums: np.ndarray | None = None) -> Rhythm:
    return EmbeddedBeatTracker("cpu").track(mix, drums, lambda _: None)


def times(rhythm: Rhythm) -> np.ndarray:
    return np.array([beat.time for beat in rhythm.beats])


def downbeats(rhythm: Rhythm) -> np.ndarray:
    return np.array([beat.time for beat in rhythm.beats if beat.position == 1])


def beat_f(truth: np.ndarray, found: np.ndarray) -> float:
    trimmed = [mir_eval.beat.trim_beats(beats) for beats in (truth, found)]
    return float(mir_eval.beat.f_measure(*trimmed))


def worst(truth: np.ndarray, found: np.ndarray) -> float:
    """Seconds from the true beat that is found worst to the nearest found one."""
    return max(float(np.abs(found - time).min()) for time in truth)


def rock(bpm: float, bars: int) -> Band:
    band = Band(steady(bpm, 4 * bars), 4)
    for drum, pattern in ROCK.items():
        band.play(drum, pattern)
    return band.play("bass", "x...x.x.").play("chord", "x.xx.xx.")


class TestOneClock:
    def test_a_click_track_of_31_minutes_stays_within_5_ms(self) -> None:
        truth = np.arange(0.25, 31 * 60, 0.5)
        rhythm = track(clicks(truth, 31 * 60 + 1))
        assert rhythm.tempo_bpm == pytest.approx(120, abs=0.01)
        assert len(rhythm.beats) == len(truth)
        assert worst(truth, times(rhythm)) < 0.005

    def test_a_drifting_click_track_is_followed_within_5_ms(self) -> None:
        intervals = 0.5 * np.exp(0.12 * np.sin(np.arange(240) / 40))
        truth = 0.4 + np.cumsum(intervals)
        found = times(track(clicks(truth, truth[-1] + 1)))
        assert len(found) == len(truth)
        assert worst(truth, found) < 0.005

    @pytest.mark.parametrize("bpm", [60, 90, 133.3, 150])
    def test_tempo_is_not_rounded(self, bpm: float) -> None:
        truth = np.arange(0.5, 40, 60 / bpm)
        assert track(clicks(truth, 41)).tempo_bpm == pytest.approx(bpm, rel=0.001)


class TestNoPulse:
    @pytest.mark.parametrize("seconds", [0, 0.01, 0.2, 1.0, 20.0])
    def test_silence_has_no_tempo(self, seconds: float) -> None:
        silence = np.zeros(int(seconds * RATE), np.float32)
        assert track(silence, silence) == Rhythm(0.0, "4/4", ())

    @pytest.mark.parametrize("seconds", [0.2, 1.0])
    def test_a_sound_shorter_than_two_beats_has_no_tempo(self, seconds: float) -> None:
        assert track(rock(120, 1).mix[: int(seconds * RATE)]).beats == ()

    @pytest.mark.parametrize("seconds", [2.5, 4, 12, 40])
    def test_noise_has_no_tempo(self, seconds: float) -> None:
        noise = 0.1 * np.random.default_rng(1).standard_normal(int(seconds * RATE)).astype(np.float32)
        assert track(noise).tempo_bpm == 0.0

    @pytest.mark.parametrize("hertz", [100.0, 440.0, 1234.5])
    def test_a_held_tone_has_no_tempo(self, hertz: float) -> None:
        tone = 0.3 * np.sin(2 * np.pi * hertz * np.arange(12 * RATE) / RATE)
        assert track(tone.astype(np.float32)).tempo_bpm == 0.0

    @pytest.mark.parametrize("bpm", [60, 120])
    def test_three_seconds_of_music_have_one(self, bpm: float) -> None:
        assert track(rock(bpm, 2).mix[: 4 * RATE]).tempo_bpm > 0

    def test_irregular_events_have_no_tempo(self) -> None:
        gaps = np.random.default_rng(2).uniform(0.15, 1.2, 150)
        assert track(clicks(np.cumsum(gaps), gaps.sum() + 1)).tempo_bpm == 0.0

    @pytest.mark.parametrize("offset", [0.0, 0.1])
    def test_a_long_silence_holds_no_beats(self, offset: float) -> None:
        truth = np.concatenate([np.arange(12, 30, 0.5), np.arange(50, 70, 0.5)])
        found = times(track(clicks(truth, 85) + np.float32(offset)))
        assert worst(truth, found) < 0.005
        assert not np.any(found < 11.9)
        assert not np.any((found > 30.6) & (found < 49.4))
        assert not np.any(found > 70.1)


class TestLevel:
    @pytest.mark.parametrize("bpm", [70, 92, 120, 150])
    def test_a_backbeat_tells_the_beat_from_its_half_and_double(self, bpm: float) -> None:
        band = rock(bpm, 14)
        rhythm = track(band.mix, band.drums)
        assert rhythm.tempo_bpm == pytest.approx(bpm, rel=0.01)
        assert rhythm.time_signature == "4/4"
        assert beat_f(band.beats[:-1], times(rhythm)) > 0.95
        assert beat_f(band.beats[:-1:4], downbeats(rhythm)) > 0.9

    def test_live_playing_is_followed(self) -> None:
        drift = np.cumsum(np.random.default_rng(3).normal(0, 0.01, 81))
        band = Band(0.3 + np.cumsum(0.6 * np.exp(drift)), 4)
        for drum, pattern in ROCK.items():
            band.play(drum, pattern)
        assert beat_f(band.beats[:-1], times(track(band.mix, band.drums))) > 0.95

    def test_beats_go_on_where_the_drums_have_not_begun(self) -> None:
        band = Band(steady(98, 80), 4)
        for drum, pattern in ROCK.items():
            band.play(drum, pattern, range(10, 20))
        band.play("chord", "x...x...", range(10)).play("chord", "x.x.x.x.", range(10, 20))
        found = times(track(band.mix, band.drums))
        assert beat_f(band.beats[:-1], found) > 0.95

    def test_no_drums_is_no_hindrance(self) -> None:
        band = Band(steady(84, 64), 4).play("bass", "x...x...").play("chord", "x.xxx.xx")
        rhythm = track(band.mix)
        assert rhythm.tempo_bpm == pytest.approx(84, rel=0.01)
        assert beat_f(band.beats[:-1:4], downbeats(rhythm)) > 0.9


class TestBars:
    @pytest.mark.parametrize("bpm", [96, 130])
    def test_a_waltz_has_three_beats(self, bpm: float) -> None:
        band = Band(steady(bpm, 72), 3).play("bass", "x..").play("chord", ".xx")
        band.play("kick", "x.....").play("snare", "..x.x.").play("hat", "x.x.x.")
        rhythm = track(band.mix, band.drums)
        assert rhythm.time_signature == "3/4"
        assert rhythm.tempo_bpm == pytest.approx(bpm, rel=0.01)
        assert beat_f(band.beats[:-1:3], downbeats(rhythm)) > 0.9

    def test_a_waltz_of_a_piano_alone_has_three_beats(self) -> None:
        band = Band(steady(110, 72), 3).play("bass", "x..").play("chord", ".xx")
        assert track(band.mix, np.zeros_like(band.mix)).time_signature == "3/4"

    def test_six_eighths_have_two_beats_of_three(self) -> None:
        band = Band(steady(60, 48), 2).play("kick", "x.....").play("snare", "...x..").play("hat", "xxxxxx")
        band.play("bass", "x..x..").play("chord", "xxxxxx")
        rhythm = track(band.mix, band.drums)
        assert rhythm.time_signature == "6/8"
        assert rhythm.tempo_bpm == pytest.approx(60, rel=0.01)
        assert beat_f(band.beats[:-1:2], downbeats(rhythm)) > 0.9

    def test_a_shuffle_is_not_six_eighths(self) -> None:
        band = Band(steady(100, 64), 4).play("kick", "x.....x.....").play("snare", "...x.....x..")
        band.play("hat", "x.xx.xx.xx.x").play("bass", "x..x..x..x..").play("chord", "x.....x.....")
        rhythm = track(band.mix, band.drums)
        assert (rhythm.time_signature, round(rhythm.tempo_bpm)) == ("4/4", 100)

    def test_positions_count_up_to_the_bar(self) -> None:
        band = rock(110, 10)
        positions = [beat.position for beat in track(band.mix, band.drums).beats]
        assert positions[:40] == [1, 2, 3, 4] * 10


class TestLabelledSongs:
    @pytest.mark.parametrize("song", ["song1", "song2", "song3"])
    def test_beats_and_tempo(
        self,
        shared: Path,
        mix: Callable[[str], np.ndarray],
        stem: Callable[[str, str], np.ndarray],
        song: str,
    ) -> None:
        label = json.loads((shared / "eval" / song / "song.json").read_text())
        sounds = (
            soxr.resample(sound.mean(axis=1), 44_100, RATE) for sound in (mix(song), stem(song, "drums"))
        )
        rhythm = track(*sounds)
        truth = np.arange(0, label["duration"] - 1.5, 60 / label["tempo_bpm"])
        assert rhythm.tempo_bpm == pytest.approx(label["tempo_bpm"], rel=0.005)
        assert rhythm.time_signature == "4/4"
        assert beat_f(truth, times(rhythm)) > 0.95
        assert beat_f(truth[::4], downbeats(rhythm)) > 0.9

    def test_a_piano_without_drums(self, shared: Path) -> None:
        folder = shared / "eval" / "pop909_001"
        sound, rate = sf.read(folder / "mix.ogg", dtype="float32", always_2d=True)
        truth = np.loadtxt(folder / "beats.txt")[:, 0]
        rhythm = track(soxr.resample(sound.mean(axis=1), rate, RATE))
        assert beat_f(truth, times(rhythm)) > 0.95


def test_progress_never_falls_and_ends_at_one() -> None:
    band = rock(120, 24)
    told: list[float] = []
    EmbeddedBeatTracker("cpu").track(band.mix, band.drums, told.append)
    assert told == sorted(told)
    assert len(told) > 4
    assert told[-1] == 1.0


def test_memory_maps_give_what_arrays_give(tmp_path: Path) -> None:
    band = rock(120, 8)
    np.save(tmp_path / "mix.npy", band.mix)
    np.save(tmp_path / "drums.npy", band.drums)
    mapped = [np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in ("mix", "drums")]
    assert track(*mapped) == track(*(np.array(sound) for sound in mapped))
