"""Any file in, 44.1 kHz stereo out, or a sentence that says why not."""

import contextlib
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
from PIL import Image

from core.audio.decode import decode
from core.audio.probe import probe
from core.errors import InvalidAudioError
from tests.sounds import RATE, clicks, tone, write


def decoded(path: Path) -> np.ndarray:
    return np.concatenate(list(decode(path)))


def pitch_of(sound: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound))))
    return float(np.argmax(spectrum)) * RATE / len(sound)


@pytest.mark.parametrize(
    ("name", "rate", "codec", "layout"),
    [
        ("mono-8k.wav", 8_000, "pcm_s16le", "mono"),
        ("studio.flac", 192_000, "flac", "stereo"),
        ("surround.wav", 48_000, "pcm_s16le", "5.1"),
        ("song.mp3", 44_100, "libmp3lame", "stereo"),
        ("song.m4a", 44_100, "aac", "stereo"),
        ("song.ogg", 48_000, "flac", "stereo"),
        ("song.opus", 48_000, "libopus", "stereo"),
    ],
)
def test_every_format_becomes_the_same_timeline(
    tmp_path: Path, name: str, rate: int, codec: str, layout: str
) -> None:
    channels = {"mono": 1, "stereo": 2, "5.1": 6}[layout]
    path = write(tmp_path / name, tone(2.0, 440, rate, channels), rate, codec, layout)
    sound = decoded(path)
    assert sound.dtype == np.float32
    assert len(sound) == pytest.approx(2 * RATE, abs=0.05 * RATE)
    assert pitch_of(sound) == pytest.approx(440, abs=2)
    assert np.allclose(sound[:, 0], sound[:, 1], atol=0.03)
    assert probe(path).sample_rate == rate
    assert probe(path).duration == pytest.approx(2, abs=0.1)


def test_mono_keeps_its_level(tmp_path: Path) -> None:
    path = write(tmp_path / "mono.wav", tone(1.0, channels=1), layout="mono")
    assert np.abs(decoded(path)).max() == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize(
    ("name", "codec"), [("c.wav", "pcm_s16le"), ("c.mp3", "libmp3lame"), ("c.m4a", "aac")]
)
def test_clicks_stay_where_they_are(tmp_path: Path, name: str, codec: str) -> None:
    sound, times = clicks(10, 1.0)
    found = decoded(write(tmp_path / name, sound, codec=codec))[:, 0]
    for time in times:
        start = round((time - 0.1) * RATE)
        assert (start + np.argmax(np.abs(found[start : start + 8820]))) / RATE == pytest.approx(
            time, abs=0.001
        )


def test_resampled_clicks_stay_where_they_are(tmp_path: Path) -> None:
    sound, times = clicks(10, 1.0, rate=48_000)
    found = decoded(write(tmp_path / "c.wav", sound, rate=48_000))[:, 0]
    for time in times:
        start = round((time - 0.1) * RATE)
        assert (start + np.argmax(np.abs(found[start : start + 8820]))) / RATE == pytest.approx(
            time, abs=0.0001
        )


def test_cover_art_and_pictures_are_no_obstacle(tmp_path: Path) -> None:
    cover = write(tmp_path / "cover.m4a", tone(1.0), codec="aac", cover=True)
    video = write(tmp_path / "video.mp4", tone(1.0), codec="aac", picture=True)
    for path in (cover, video):
        assert pitch_of(decoded(path)) == pytest.approx(440, abs=3)


def test_a_truncated_file_gives_what_is_there(tmp_path: Path) -> None:
    for name, codec in (("t.mp3", "libmp3lame"), ("t.flac", "flac"), ("t.wav", "pcm_s16le")):
        path = write(tmp_path / name, tone(4.0), codec=codec)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        assert 1.0 < len(decoded(path)) / RATE < 3.0


def test_damaged_bytes_in_the_middle_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "d.mp3", tone(4.0), codec="libmp3lame")
    data = bytearray(path.read_bytes())
    data[20_000:22_000] = bytes(2000)
    path.write_bytes(data)
    assert len(decoded(path)) / RATE == pytest.approx(4, abs=0.4)


def test_very_short_and_silent_songs_are_songs(tmp_path: Path) -> None:
    assert len(decoded(write(tmp_path / "short.wav", tone(0.2)))) == round(0.2 * RATE)
    assert not decoded(write(tmp_path / "silence.wav", 0 * tone(1.0))).any()


def bad_files(folder: Path) -> dict[str, Path]:
    (folder / "empty.mp3").touch()
    (folder / "text.mp3").write_text("This is no song. " * 500)
    (folder / "folder.mp3").mkdir()
    m4a = write(folder / "cut.m4a", tone(4.0), codec="aac")
    m4a.write_bytes(m4a.read_bytes()[:20_000])
    write(folder / "head.mp3", tone(1.0), codec="libmp3lame")
    (folder / "head.mp3").write_bytes((folder / "head.mp3").read_bytes()[:100])
    (folder / "list.mp3").write_text("ffconcat version 1.0\nfile good.wav\n")
    write(folder / "good.wav", tone(0.2))
    sf.write(folder / "slow.wav", tone(0.1), 1)
    return {
        "is not a file": Path(os.devnull),
        "is a list of other files": folder / "list.mp3",
        "without a usable sample rate": folder / "slow.wav",
        "does not exist": folder / "missing.mp3",
        "is empty": folder / "empty.mp3",
        "is not a sound file": folder / "text.mp3",
        "is a folder": folder / "folder.mp3",
        "cut.m4a": m4a,
        "head.mp3": folder / "head.mp3",
    }


def test_bad_files_get_a_sentence_that_names_them(tmp_path: Path) -> None:
    for words, path in bad_files(tmp_path).items():
        for read in (probe, lambda path: list(decode(path))):
            with pytest.raises(InvalidAudioError) as caught:
                read(path)
            assert words in str(caught.value)
            assert path.name in str(caught.value)
            assert str(caught.value).endswith((".", ").", "?"))


def test_the_users_name_for_a_file_is_the_one_in_the_sentence(tmp_path: Path) -> None:
    (tmp_path / "upload.part").write_text("no song")
    with pytest.raises(InvalidAudioError, match="Für Elise"):
        probe(tmp_path / "upload.part", "Für Elise.mp3")


def test_a_picture_alone_has_no_sound(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "p.png")
    with pytest.raises(InvalidAudioError, match="not a sound file or video"):
        probe(tmp_path / "p.png")


def test_a_song_over_the_limit_is_refused_while_it_is_decoded(tmp_path: Path) -> None:
    path = write(tmp_path / "long.wav", tone(3.0))
    with pytest.raises(InvalidAudioError, match=r"longer than the limit of 0\.03"):
        list(decode(path, max_seconds=2.0))


def test_random_damage_is_an_error_of_ours_or_sound(tmp_path: Path) -> None:
    seeds = [
        write(tmp_path / f"s.{suffix}", tone(0.5, rate=48_000), 48_000, codec)
        for suffix, codec in (("mp3", "libmp3lame"), ("m4a", "aac"), ("flac", "flac"), ("ogg", "libopus"))
    ]
    seeds.append(write(tmp_path / "s.wav", tone(0.1)))
    chance = np.random.default_rng(5)
    for round_ in range(200):
        data = np.frombuffer(seeds[round_ % len(seeds)].read_bytes(), np.uint8).copy()
        where = chance.integers(0, min(len(data), (64, 512, 1 << 20)[round_ % 3]), 20)
        data[where] = chance.choice([0, 0x7F, 0xFF, *chance.integers(0, 256, 3)], len(where))
        (tmp_path / "x").write_bytes(data.tobytes())
        with contextlib.suppress(InvalidAudioError):
            assert np.isfinite(np.concatenate(list(decode(tmp_path / "x", max_seconds=600)))).all()


def test_a_file_that_changes_its_channels_midway_is_heard_to_its_end(tmp_path: Path) -> None:
    """As radio streams do that were written to a file."""
    parts = [
        write(tmp_path / f"{layout}.mp3", tone(2.0, 440, channels=count), RATE, "libmp3lame", layout)
        for layout, count in (("stereo", 2), ("mono", 1), ("stereo", 2))
    ]
    (tmp_path / "stream.mp3").write_bytes(b"".join(part.read_bytes() for part in parts))
    sound = decoded(tmp_path / "stream.mp3")
    assert len(sound) == pytest.approx(6 * RATE, abs=0.2 * RATE)
    middle = sound[round(2.5 * RATE) : round(3.5 * RATE)]
    assert pitch_of(middle) == pytest.approx(440, abs=2)
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.05)
