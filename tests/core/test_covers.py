"""A song comes in with its cover; with a bad one it comes in all the same."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.jobs import Job, JobRequest, JobStatus
from core.reception import COVER_SECONDS
from core.service import Service
from core.settings import Settings
from tests.sounds import picture_of, tone, write, write_with_cover


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """Takes songs, and does not work on them."""
    service = Service(Settings(storage_path=tmp_path / "data", enable_gpu=False))
    yield service
    service.stop()


def sent(service: Service, song: Path) -> Job:
    upload = service.reception.incoming / "upload.part"
    upload.write_bytes(song.read_bytes())
    digest = hashlib.sha256(song.read_bytes()).hexdigest()
    return service.reception.submit(upload, song.name, digest, JobRequest("spleeter", "swiftf0"))


def test_a_song_keeps_its_cover_in_a_small_size(service: Service, tmp_path: Path) -> None:
    picture = picture_of(np.full((900, 900, 3), 200))
    song = write_with_cover(tmp_path / "song.mp3", picture, "libmp3lame")
    first, again = sent(service, song), sent(service, song)
    for job in (first, again):
        cover = service.library.cover(job.id)
        assert cover
        assert cover.name == "cover.jpg"
        assert cover.read_bytes().startswith(b"\xff\xd8\xff")
        assert cover.stat().st_size < 20_000
    service.delete(first.id)
    assert service.library.cover(again.id)


def test_without_a_picture_or_with_a_bad_one_it_has_none(service: Service, tmp_path: Path) -> None:
    bad = write_with_cover(tmp_path / "bad.flac", b"\xff\xd8\xff but no picture", "flac")
    for song in (bad, write(tmp_path / "plain.mp3", tone(1.0), codec="libmp3lame")):
        job = sent(service, song)
        assert job.status is JobStatus.QUEUED
        assert service.library.cover(job.id) is None


def endless_jpeg(scans: int = 60_000, side: int = 4900) -> bytes:
    """A progressive JPEG of 3 MB, in which each 43 bytes say something about all pixels."""

    def segment(kind: int, data: bytes) -> bytes:
        return bytes([0xFF, kind]) + (len(data) + 2).to_bytes(2) + data

    frame = bytes([8]) + side.to_bytes(2) * 2 + bytes([1, 1, 0x11, 0])
    one_code = bytes([1, *[0] * 15])
    blocks = (-(-side // 8)) ** 2
    runs = "".join("0" + 14 * "1" for _ in range(-(-blocks // 32_767)))
    runs += -len(runs) % 8 * "0"
    empty = int(runs, 2).to_bytes(len(runs) // 8).replace(b"\xff", b"\xff\0")
    head = segment(0xDB, b"\0" + bytes(64 * [1])) + segment(0xC2, frame)
    codes = segment(0xC4, b"\x00" + one_code + b"\x00") + segment(0xC4, b"\x10" + one_code + b"\xe0")
    first = segment(0xDA, bytes([1, 1, 0, 0, 0, 0])) + bytes(blocks // 8 + 1)
    more = segment(0xDA, bytes([1, 1, 0, 1, 63, 0])) + empty
    return b"\xff\xd8" + head + codes + first + more * scans + b"\xff\xd9"


def test_a_picture_that_takes_too_long_is_left_out(service: Service, tmp_path: Path) -> None:
    song = write_with_cover(tmp_path / "endless.mp3", endless_jpeg(), "libmp3lame")
    started = time.monotonic()
    job = sent(service, song)
    assert COVER_SECONDS < time.monotonic() - started < COVER_SECONDS + 10
    assert job.status is JobStatus.QUEUED
    assert service.library.cover(job.id) is None
