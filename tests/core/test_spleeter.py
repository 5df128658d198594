"""Spleeter's engine: what it separates, and that no block border can be heard."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor

from core.separation.accompaniment import in_context, split
from core.separation.base import STEMS, Sound
from core.separation.spectra import BINS, num_frames, resynthesise, spectra
from core.separation.spleeter import SpleeterSeparator
from tests.sounds import clicks, tone

RATE = 44_100
VOCALS_SDR = {"song1": 8.5, "song2": 5.5}
"""dB. Spleeter itself, which hears songs at the level that they have, reaches 7.0 and 3.9."""


@pytest.fixture(scope="module")
def spleeter() -> SpleeterSeparator:
    return SpleeterSeparator("cpu")


def separated(separator: SpleeterSeparator, mix: Sound) -> dict[str, Sound]:
    blocks = list(separator.separate(mix))
    return {name: np.concatenate([block[name] for block in blocks]) for name in STEMS}


def decibels(part: Sound, whole: Sound) -> float:
    return float(10 * np.log10((part.astype(float) ** 2).sum() / (whole.astype(float) ** 2).sum()))


def sdr(truth: Sound, estimate: Sound) -> float:
    """Global signal-to-distortion ratio in dB."""
    return decibels(truth, truth - estimate)


@pytest.mark.slow
@pytest.mark.parametrize("song", ["song1", "song2"])
def test_a_song_comes_apart(
    spleeter: SpleeterSeparator,
    mix: Callable[[str], Sound],
    stem: Callable[[str, str], Sound],
    song: str,
) -> None:
    whole = mix(song)
    stems = separated(spleeter, whole)
    accompaniment = whole - stems["vocals"]
    assert sdr(stem(song, "vocals"), stems["vocals"]) >= VOCALS_SDR[song]
    for name in ("drums", "bass", "other"):
        truth = stem(song, name)
        assert sdr(truth, stems[name]) >= sdr(truth, accompaniment) + 3, name
    assert decibels(sum(stems.values()) - whole, whole) < -100


@pytest.mark.parametrize("samples", [1, 500, 8_820, 130_000])
def test_short_songs_keep_their_length_and_sum(spleeter: SpleeterSeparator, samples: int) -> None:
    song = np.random.default_rng(samples).uniform(-0.5, 0.5, (samples, 2)).astype(np.float32)
    stems = separated(spleeter, song)
    assert all(stem.shape == (samples, 2) and stem.dtype == np.float32 for stem in stems.values())
    np.testing.assert_allclose(sum(stems.values()), song, atol=1e-6)


def test_a_soft_song_comes_apart_as_a_loud_one(spleeter: SpleeterSeparator) -> None:
    song = 0.3 * line([440.0, 523.3, 587.3]) + clicks(3, 0.5)[0]
    loud, soft = separated(spleeter, song), separated(spleeter, song / 1000)
    for name in STEMS:
        np.testing.assert_allclose(soft[name] * 1000, loud[name], atol=1e-3, err_msg=name)


def test_silence_stays_exactly_silent(spleeter: SpleeterSeparator) -> None:
    stems = separated(spleeter, np.zeros((RATE, 2), np.float32))
    assert all(not stem.any() for stem in stems.values())


@pytest.mark.parametrize("samples", [1, 1_023, 1_024, 100_001])
@pytest.mark.parametrize("frames", [20, 384])
def test_spectra_become_the_very_song_again(samples: int, frames: int) -> None:
    song = np.random.default_rng(0).normal(0, 0.1, (samples, 2)).astype(np.float32)
    starts = range(0, num_frames(samples), frames)
    sound = torch.cat(list(resynthesise((spectra(song, start, frames) for start in starts), samples)), dim=-1)
    np.testing.assert_allclose(sound.T.numpy(), song, atol=1e-6)


def split_in_blocks(spectrum: Tensor, frames: int) -> tuple[Tensor, Tensor]:
    """Drums and bass of a whole accompaniment, found block by block."""
    blocks = spectrum.expand(2, -1, -1, -1).split(frames, dim=-1)
    parts = [split(block[1]) for block in in_context(iter(blocks))]
    drums, bass = (torch.cat(part, dim=-1) for part in zip(*parts, strict=True))
    return drums, bass


def test_the_split_does_not_depend_on_block_borders(stem: Callable[[str, str], Sound]) -> None:
    song = sum(stem("song1", name)[: 6 * RATE] for name in ("drums", "bass", "other"))
    spectrum = spectra(song, 0, num_frames(len(song)))
    for few, many in zip(split_in_blocks(spectrum, 40), split_in_blocks(spectrum, 100), strict=True):
        assert few.shape == many.shape == (2, BINS, spectrum.shape[-1])
        torch.testing.assert_close(few, many, rtol=0, atol=1e-4)


def kicks(seconds: float) -> Sound:
    """A bass drum every half second: a tone of 60 Hz that rings for 60 ms."""
    time = np.arange(int(seconds * RATE)) / RATE % 0.5
    kick = 0.8 * np.sin(2 * np.pi * 60 * time) * np.exp(-time / 0.06)
    return np.repeat(kick[:, None], 2, axis=1).astype(np.float32)


def line(notes: list[float]) -> Sound:
    """Held notes, half a second each, played twice."""
    return np.concatenate([tone(0.5, hz) for hz in notes * 2])


@pytest.mark.parametrize(
    ("sound", "home"),
    [
        (clicks(4, 0.5)[0], "drums"),
        (kicks(4), "drums"),
        (line([55.0, 73.4, 65.4, 49.0]), "bass"),
        (line([440.0, 523.3, 587.3, 659.3]), "other"),
    ],
    ids=["clicks", "bass drum", "bass line", "melody"],
)
def test_a_sound_goes_to_its_stem(sound: Sound, home: str) -> None:
    frames = num_frames(len(sound))
    whole = spectra(sound, 0, frames)
    drums, bass = split_in_blocks(whole, frames)
    power = {"drums": drums, "bass": bass, "other": whole - drums - bass}
    shares = {
        name: float(part.abs().square().sum() / whole.abs().square().sum()) for name, part in power.items()
    }
    assert max(shares, key=lambda name: shares[name]) == home
    assert shares[home] > 0.7, shares
