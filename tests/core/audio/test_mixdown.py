"""Stems together as one file: their sum, and not clipped."""

from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from core.audio.decode import decode
from core.audio.mixdown import mixdown
from core.errors import InvalidAudioError
from core.models import StemFormat
from tests.core.audio.test_encode import encoded
from tests.sounds import RATE, tone


def decoded(path: Path) -> np.ndarray:
    return np.concatenate(list(decode(path)))


def loud_pair(folder: Path, level: float) -> list[Path]:
    """Two stems that reach `level` together; the second one is shorter."""
    long, short = tone(2.5, 330) * np.float32(level), tone(1.7, 330) * np.float32(level)
    return [encoded(folder / "a.wav", long, "wav"), encoded(folder / "b.wav", short, "wav")]


@pytest.mark.parametrize("stem_format", get_args(StemFormat))
def test_a_mix_is_the_sum_of_its_stems(tmp_path: Path, stem_format: StemFormat) -> None:
    chance = np.random.default_rng(2)
    sounds = [chance.normal(0, 0.05, (round(2.3 * RATE), 2)).astype(np.float32) for _ in range(3)]
    stems = [encoded(tmp_path / f"{i}.mp3", sound, "mp3") for i, sound in enumerate(sounds)]
    mixdown(stems, tmp_path / "made" / f"mix.{stem_format}", stem_format)
    mix = decoded(tmp_path / "made" / f"mix.{stem_format}")
    wanted = sum(decoded(stem) for stem in stems)
    assert mix.shape == wanted.shape
    tolerance = {"wav": 0, "flac": 2**-24 + 1e-9, "mp3": 0.1}[stem_format]
    assert np.abs(mix - wanted).max() <= tolerance


@pytest.mark.parametrize("stem_format", ["flac", "mp3"])
def test_what_would_clip_is_softer_as_a_whole(tmp_path: Path, stem_format: StemFormat) -> None:
    stems = loud_pair(tmp_path, 1.5)
    mixdown(stems, tmp_path / "mix", stem_format)
    mix = decoded(tmp_path / "mix")
    assert np.abs(mix).max() == pytest.approx(1, abs=0.01)
    wanted = decoded(stems[0])
    wanted[: len(decoded(stems[1]))] += decoded(stems[1])
    assert mix == pytest.approx(wanted / np.abs(wanted).max(), abs=0.02)


def test_a_wav_keeps_what_is_louder_than_full_scale(tmp_path: Path) -> None:
    mixdown(loud_pair(tmp_path, 1.5), tmp_path / "mix", "wav")
    assert np.abs(decoded(tmp_path / "mix")).max() == pytest.approx(1.5, abs=1e-3)


def test_a_soft_mix_is_not_made_louder(tmp_path: Path) -> None:
    mixdown(loud_pair(tmp_path, 0.1), tmp_path / "mix", "flac")
    assert np.abs(decoded(tmp_path / "mix")).max() == pytest.approx(0.1, abs=1e-3)


def test_a_mix_of_what_cannot_be_read_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "bad.mp3").write_text("no sound")
    with pytest.raises(InvalidAudioError, match=r"bad\.mp3"):
        mixdown([*loud_pair(tmp_path, 0.1), tmp_path / "bad.mp3"], tmp_path / "mix", "flac")
    assert not list(tmp_path.glob("mix*"))
