"""The picture in a song's file becomes a small one, or none; never an error."""

import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from core.audio.cover import LARGEST_SIDE, MAX_PIXELS, small_cover
from core.audio.decode import decode
from core.audio.probe import probe
from core.errors import InvalidAudioError
from tests.sounds import picture_of, tone, write, write_with_cover

CODECS = {"song.mp3": "libmp3lame", "song.m4a": "aac", "song.flac": "flac"}


def corners(height: int, width: int) -> np.ndarray:
    """A red, a green, a blue and a white quarter."""
    colours = np.zeros((height, width, 3))
    colours[: height // 2, : width // 2, 0] = colours[: height // 2, width // 2 :, 1] = 255
    colours[height // 2 :, : width // 2, 2] = colours[height // 2 :, width // 2 :] = 255
    return colours


def seen(jpeg: bytes) -> np.ndarray:
    with av.open(BytesIO(jpeg), format="jpeg_pipe") as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)


def png(width: int, height: int, data: bytes) -> bytes:
    """A PNG of one bit a pixel, with these bytes as its picture."""
    head = width.to_bytes(4) + height.to_bytes(4) + bytes([1, 0, 0, 0, 0])
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    parts = (
        len(part).to_bytes(4) + kind + part + zlib.crc32(kind + part).to_bytes(4) for kind, part in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("name", CODECS)
@pytest.mark.parametrize("kind", ["mjpeg", "png"])
def test_a_cover_is_found_in_every_format(tmp_path: Path, name: str, kind: str) -> None:
    path = write_with_cover(tmp_path / name, picture_of(corners(600, 600), kind), CODECS[name], kind)
    assert probe(path).has_cover
    jpeg = small_cover(path)
    assert jpeg
    assert jpeg.startswith(b"\xff\xd8\xff")
    assert len(jpeg) < 30_000
    picture = seen(jpeg)
    assert picture.shape == (LARGEST_SIDE, LARGEST_SIDE, 3)
    for (row, column), colour in {
        (60, 60): (255, 0, 0),
        (60, 190): (0, 255, 0),
        (190, 60): (0, 0, 255),
        (190, 190): (255, 255, 255),
    }.items():
        assert picture[row, column] == pytest.approx(colour, abs=12)
    assert sum(map(len, decode(path))) == pytest.approx(44_100, abs=3000)


@pytest.mark.parametrize(
    ("height", "width", "size"),
    [
        (300, 900, (85, 256)),
        (1000, 500, (256, 128)),
        (40, 60, (40, 60)),
        (1, 3000, (1, 256)),
        (16, 16, (16, 16)),
    ],
)
def test_a_picture_keeps_its_shape_and_is_not_made_larger(
    tmp_path: Path, height: int, width: int, size: tuple[int, int]
) -> None:
    picture = picture_of(np.full((height, width, 3), 128), "png")
    jpeg = small_cover(write_with_cover(tmp_path / "song.mp3", picture, "libmp3lame", "png"))
    assert jpeg
    assert seen(jpeg).shape[:2] == size


@cache
def broken() -> dict[str, bytes]:
    jpeg, whole_png = picture_of(corners(200, 200)), picture_of(corners(200, 200), "png")
    row = bytes(1 + 40_000 // 8)
    return {
        "no picture": b"This is no picture. " * 50,
        "a head alone": jpeg[:20],
        "a PNG's head alone": whole_png[:33],
        "a playlist": b"#EXTM3U\nhttp://127.0.0.1:9/cover.jpg\n",
        "a picture that names files": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/x"/></svg>',
        "1.6 billion pixels in 200 kB": png(40_000, 40_000, zlib.compress(row * 40_000, 9)),
        "more pixels than there are": png(2**31 - 1, 2**31 - 1, zlib.compress(row)),
        "no pixels": png(0, 0, zlib.compress(b"")),
    }


@pytest.mark.parametrize("name", broken())
def test_a_bad_picture_is_none_and_the_song_is_none_the_worse(tmp_path: Path, name: str) -> None:
    path = write_with_cover(tmp_path / "song.mp3", broken()[name], "libmp3lame")
    assert small_cover(path) is None
    assert probe(path).duration == pytest.approx(1.0, abs=0.05)


def test_a_large_picture_that_is_still_one_is_taken(tmp_path: Path) -> None:
    side = int(0.98 * MAX_PIXELS**0.5)
    row = bytes([0]) + bytes([255]) * (-(-side // 8))
    picture = png(side, side, zlib.compress(row * side))
    jpeg = small_cover(write_with_cover(tmp_path / "song.flac", picture, "flac", "png"))
    assert jpeg
    assert seen(jpeg).min() > 240


def test_a_cut_or_damaged_picture_is_half_a_picture_or_none(tmp_path: Path) -> None:
    chance = np.random.default_rng(4)
    for kind in ("mjpeg", "png"):
        good = np.frombuffer(picture_of(corners(200, 300), kind), np.uint8)
        for round_ in range(20):
            data = good.copy()
            data[chance.integers(2, len(data), 10)] = chance.integers(0, 256, 10)
            cut = data.tobytes()[: len(data) if round_ % 2 else int(chance.integers(10, len(data)))]
            jpeg = small_cover(write_with_cover(tmp_path / "song.mp3", cut, "libmp3lame", kind))
            assert jpeg is None or max(seen(jpeg).shape) <= LARGEST_SIDE


def test_a_song_without_a_cover_and_a_video_have_none(tmp_path: Path) -> None:
    plain = write(tmp_path / "song.mp3", tone(1.0), codec="libmp3lame")
    video = write(tmp_path / "video.mp4", tone(1.0), codec="aac", picture=True)
    for path in (plain, video):
        assert not probe(path).has_cover
        assert small_cover(path) is None


def test_what_is_no_song_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "cover.jpg").write_bytes(picture_of(corners(20, 20)))
    with pytest.raises(InvalidAudioError, match=r"cover\.jpg"):
        small_cover(tmp_path / "cover.jpg")
