"""Zips by people who want more unpacked than they sent, and by programs that broke."""

import struct
import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil
import pytest

from app.zips import Zip, is_zip
from core.errors import FileTooLargeError, InvalidAudioError
from tests.app.zipping import zipped

MAX_BYTES = 5_000_000
NOISE = bytes(range(256)) * 40


def _unpacked(folder: Path, content: bytes) -> dict[str, bytes]:
    """What a server takes from a zip: names and contents."""
    (folder / "sent").write_bytes(content)
    found = {}
    for song in Zip(folder / "sent", "a.zip").songs():
        song.check(MAX_BYTES)
        upload = song.unpacked(folder)
        found[upload.filename] = upload.path.read_bytes()
        assert len(found[upload.filename]) == upload.size <= MAX_BYTES
        upload.path.unlink()
    return found


def _refused(folder: Path, content: bytes) -> str:
    """The sentence that refuses a zip, which leaves nothing behind."""
    with pytest.raises((InvalidAudioError, FileTooLargeError)) as refusal:
        _unpacked(folder, content)
    assert [path.name for path in folder.iterdir()] == ["sent"]
    return str(refusal.value)


def test_what_is_packed_comes_out(tmp_path: Path) -> None:
    files = {"a.mp3": NOISE, "b.mp3": NOISE[:100], "c.mp3": b"", "d.mp3": Random(0).randbytes(3_000_000)}
    assert _unpacked(tmp_path, zipped(files)) == files
    assert _unpacked(tmp_path, zipped(files, zipfile.ZIP_STORED)) == files


def test_the_songs_of_many_zips_wait_without_open_files(tmp_path: Path) -> None:
    (tmp_path / "sent").write_bytes(zipped({"a.mp3": NOISE}))
    assert Zip(tmp_path / "sent", "a.zip").songs()
    assert not [file for file in psutil.Process().open_files() if tmp_path in Path(file.path).parents]


def test_the_content_decides_what_is_a_zip(tmp_path: Path) -> None:
    for content, expected in (
        (zipped({"a": b"x"}), True),
        (zipped({}), True),
        (b"PK", False),
        (b"ID3", False),
    ):
        (tmp_path / "a").write_bytes(content)
        assert is_zip(tmp_path / "a") is expected


def test_an_empty_zip_holds_no_song(tmp_path: Path) -> None:
    for content in (zipped({}), zipped({"folder/": b"", ".DS_Store": b"x"})):
        assert _refused(tmp_path, content) == "There is no song in a.zip."


def test_what_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    assert "larger than the 5 MB" in _refused(tmp_path, zipped({"a.mp3": bytes(MAX_BYTES + 1)}))
    assert "too tightly" in _refused(tmp_path, zipped({"a.mp3": bytes(MAX_BYTES)}))


@pytest.mark.parametrize("says", [100, 20_000, 0])
def test_a_size_that_lies_is_damage(tmp_path: Path, says: int) -> None:
    lying = _with_sizes(zipped({"a.mp3": NOISE}), size=says)
    assert _refused(tmp_path, lying) == "a.mp3 is damaged."


def test_entries_that_share_their_bytes_are_damage(tmp_path: Path) -> None:
    assert _refused(tmp_path, _overlapping(NOISE * 20, entries=5)) == "a.zip is damaged."


def test_a_list_of_files_that_fills_the_memory_is_not_read(tmp_path: Path) -> None:
    long = zipped({f"{number:01000d}.mp3": b"" for number in range(300)})
    assert _refused(tmp_path, long) == "a.zip holds too many files, or is damaged."


def test_a_password_is_named(tmp_path: Path) -> None:
    locked = bytearray(zipped({"a.mp3": NOISE}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + at] |= 1
    assert _refused(tmp_path, bytes(locked)) == "a.mp3 has a password. Pack it without one."


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_whose_memory_has_no_bounds_are_refused(tmp_path: Path, method: int) -> None:
    assert "unusual way" in _refused(tmp_path, zipped({"a.mp3": NOISE}, method))


@pytest.mark.parametrize("cut", [1, 30, 60, 200])
def test_a_zip_that_was_cut_off_is_damaged(tmp_path: Path, cut: int) -> None:
    assert _refused(tmp_path, zipped({"a.mp3": NOISE})[:-cut]) == "a.zip is damaged."


def test_any_byte_may_be_wrong(tmp_path: Path) -> None:
    """It is refused or unpacked as it says, and nothing else happens."""
    whole = zipped({"ä.mp3": NOISE[:300], "b.mp3": NOISE[:10]}, zipfile.ZIP_STORED)
    for at in range(len(whole)):
        for flip in (0x01, 0xFF):
            broken = whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :]
            with suppress(InvalidAudioError, FileTooLargeError):
                _unpacked(tmp_path, broken)
            assert [path.name for path in tmp_path.iterdir()] == ["sent"]


def _with_sizes(content: bytes, size: int) -> bytes:
    """A zip of one entry whose headers tell another size."""
    changed = bytearray(content)
    struct.pack_into("<I", changed, changed.index(b"PK\x03\x04") + 22, size)
    struct.pack_into("<I", changed, changed.index(b"PK\x01\x02") + 24, size)
    return bytes(changed)


def _overlapping(data: bytes, entries: int) -> bytes:
    """A zip whose entries are the same bytes."""
    whole = bytearray(zipped({"a.mp3": data}, zipfile.ZIP_STORED))
    start, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    entry, tail = whole[start:end], whole[end:]
    struct.pack_into("<HHI", tail, 8, entries, entries, len(entry) * entries)
    return bytes(whole[:start] + entry * entries + tail)
