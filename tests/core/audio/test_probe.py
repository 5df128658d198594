"""A file may claim what it likes: what is in it counts."""

from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from benchmarks.reliability.damaged_inputs import damaged_inputs, encoded, noise
from core.audio.decode import LOUDEST, decode
from core.audio.probe import probe
from core.errors import InvalidAudioError

HOUR = 3600.0


@pytest.fixture(scope="module")
def lying() -> dict[str, bytes]:
    return damaged_inputs()


@pytest.mark.parametrize(
    "name",
    [
        *("4 GB.wav", "64 billion samples.flac", "blocks of 65535.flac", "a billion frames.mp3"),
        *("a billion a chunk.m4a", "a billion chunks.m4a", "the end of time.opus"),
    ],
)
def test_a_song_that_claims_more_is_as_long_as_its_sound(
    lying: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(lying[name])
    assert probe(path, max_seconds=HOUR).duration == pytest.approx(1.0, abs=0.05)
    assert sum(map(len, decode(path, max_seconds=HOUR))) / 44_100 == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("name", ["bomb.flac", "bomb.wv", "bomb.opus"])
def test_silence_without_end_is_refused_before_it_is_decoded(
    lying: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(lying[name])
    with pytest.raises(InvalidAudioError, match="longer than the limit of 10 minutes"):
        probe(path, max_seconds=600)
    decoded: list[int] = []
    with pytest.raises(InvalidAudioError, match="longer than the limit of 12 minutes"):
        decoded.extend(map(len, decode(path, max_seconds=720)))
    assert sum(decoded) <= 720 * 44_100
    assert probe(path, max_seconds=HOUR).duration == pytest.approx(1200, abs=1)


def test_a_short_claim_hides_no_long_song(tmp_path: Path) -> None:
    """The header of a FLAC file says 1 s, its sound lasts 30."""
    long = bytearray(encoded(noise(30.0), "flac", "flac"))
    long[21] &= 0xF0
    long[22:26] = (48_000).to_bytes(4)
    path = tmp_path / "short.flac"
    path.write_bytes(long)
    assert probe(path).duration == pytest.approx(30.0, abs=0.1)
    with pytest.raises(InvalidAudioError, match="longer than the limit"):
        probe(path, max_seconds=20)


def test_a_song_without_a_claim_has_a_length(tmp_path: Path) -> None:
    (tmp_path / "stream.aac").write_bytes(encoded(noise(2.0), "adts", "aac"))
    cut = encoded(noise(4.0), "matroska", "aac")
    (tmp_path / "cut.mkv").write_bytes(cut[: len(cut) // 2])
    assert probe(tmp_path / "stream.aac").duration == pytest.approx(2.0, abs=0.1)
    assert probe(tmp_path / "cut.mkv").duration == pytest.approx(2.0, abs=0.2)


def test_a_song_of_the_limit_is_not_too_long(tmp_path: Path) -> None:
    for kind, codec in (("mp3", "libmp3lame"), ("ipod", "aac"), ("ogg", "libopus"), ("flac", "flac")):
        (tmp_path / kind).write_bytes(encoded(noise(3.0), kind, codec))
        assert probe(tmp_path / kind, max_seconds=3.0).duration == pytest.approx(3.0, abs=0.05)


@pytest.mark.parametrize("name", ["not a number.wav", "endless.wav", "1e38.wav", "as loud as integers.wav"])
def test_values_that_are_no_sound_become_silence(lying: dict[str, bytes], tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(lying[name])
    sound = np.concatenate(list(decode(tmp_path / name)))
    assert np.abs(sound).max() < 2 * LOUDEST
    if "integers" not in name:
        assert np.abs(sound).max() < 0.6


@pytest.mark.parametrize("channels", [3, 5, 7, 8, 16, 24])
def test_many_channels_are_mixed(tmp_path: Path, channels: int) -> None:
    sf.write(tmp_path / "many.wav", np.full((44_100, channels), 0.1), 44_100)
    assert probe(tmp_path / "many.wav").channels == channels
    sound = np.concatenate(list(decode(tmp_path / "many.wav")))
    assert sound.shape == (44_100, 2)
    assert 0.09 < np.abs(sound[20_000:30_000]).max() < 1


def test_more_channels_than_a_mixer_has_are_refused(tmp_path: Path) -> None:
    sf.write(tmp_path / "many.wav", np.full((44_100, 100), 0.1), 44_100)
    with pytest.raises(InvalidAudioError, match=r"many\.wav holds sound that cannot be converted"):
        probe(tmp_path / "many.wav")
