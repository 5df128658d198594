"""Stems on disk line up with the song, to the sample."""

from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from core.audio.convert import convert
from core.audio.decode import decode
from core.audio.encode import StemEncoder
from core.audio.probe import probe
from core.errors import InvalidAudioError
from core.models import StemFormat
from tests.sounds import RATE, clicks, tone


def encoded(path: Path, sound: np.ndarray, stem_format: StemFormat) -> Path:
    encoder = StemEncoder(path, stem_format)
    for start in range(0, len(sound), 10_000):
        encoder.write(sound[start : start + 10_000])
    encoder.close()
    return path


@pytest.mark.parametrize("stem_format", get_args(StemFormat))
def test_a_stem_has_the_songs_length_and_place(tmp_path: Path, stem_format: StemFormat) -> None:
    sound, times = clicks(5, 0.5)
    found = np.concatenate(list(decode(encoded(tmp_path / "x", sound, stem_format))))
    assert len(found) == len(sound)
    for time in times:
        start = round(time * RATE) - 1000
        assert np.argmax(np.abs(found[start : start + 2000, 0])) == 1000


def test_an_mp3_has_320_kilobits_a_second(tmp_path: Path) -> None:
    path = encoded(tmp_path / "x.mp3", tone(10.0), "mp3")
    assert path.stat().st_size * 8 / 10 == pytest.approx(320_000, rel=0.02)


def test_lossless_formats_lose_nothing(tmp_path: Path) -> None:
    sound = np.random.default_rng(1).normal(0, 0.2, (RATE, 2)).clip(-0.99, 0.99).astype(np.float32)
    flac = np.concatenate(list(decode(encoded(tmp_path / "x.flac", sound, "flac"))))
    wav = np.concatenate(list(decode(encoded(tmp_path / "x.wav", sound, "wav"))))
    assert np.abs(flac - sound).max() <= 2**-24 + 1e-9
    assert np.array_equal(wav, sound)


def test_a_stem_louder_than_full_scale_is_clipped_and_does_not_wrap(tmp_path: Path) -> None:
    found = np.concatenate(list(decode(encoded(tmp_path / "x.flac", 4 * tone(1.0), "flac"))))
    assert found.max() == pytest.approx(1.0, abs=1e-5)
    assert np.all(found[np.where(4 * tone(1.0) > 1)] > 0.999)


def test_silence_can_be_encoded(tmp_path: Path) -> None:
    assert probe(encoded(tmp_path / "x.mp3", np.zeros((8820, 2), np.float32), "mp3")).codec == "mp3float"


def test_conversion_leaves_a_whole_file_or_none(tmp_path: Path) -> None:
    mp3 = encoded(tmp_path / "x.mp3", tone(1.0), "mp3")
    convert(mp3, tmp_path / "made" / "x.flac", "flac")
    assert probe(tmp_path / "made" / "x.flac").codec == "flac"
    (tmp_path / "bad.mp3").write_text("no song")
    with pytest.raises(InvalidAudioError):
        convert(tmp_path / "bad.mp3", tmp_path / "made" / "bad.flac", "flac")
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["x.flac"]
