"""The bytes of an upload on a disk that does not take all of them."""

import hashlib
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest

from app.tus.partial import DATA, Info, Partial
from app.tus.protocol import Checksum
from core.errors import StorageError

SONG = bytes(range(256)) * 16_000


@contextmanager
def _files_up_to(size: int) -> Iterator[None]:
    """No file gets larger than so many bytes."""
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)


async def _received(upload: Partial) -> None:
    """The rest of the song, with its checksum."""
    rest = SONG[upload.offset :]

    async def body() -> AsyncIterator[bytes]:
        for at in range(0, len(rest), 65_536):
            yield rest[at : at + 65_536]

    await upload.receive(body(), Checksum("sha1", hashlib.sha1(rest).digest()))


def test_a_checked_part_that_finds_no_room_goes_on_where_it_ended(tmp_path: Path) -> None:
    async def session() -> None:
        upload = Partial.begun(tmp_path / "upload", Info("upload", "phone", len(SONG), ""))
        (tmp_path / "upload" / DATA).write_bytes(SONG[:600_000])
        upload = Partial(tmp_path / "upload", upload.info)
        with _files_up_to(len(SONG) - 300_000), pytest.raises(StorageError):
            await _received(upload)
        await _received(upload)
        assert upload.is_whole
        assert upload.sha256() == hashlib.sha256(SONG).hexdigest()

    anyio.run(session)
    assert (tmp_path / "upload" / DATA).read_bytes() == SONG


def test_an_upload_for_which_there_is_no_room_leaves_nothing(tmp_path: Path) -> None:
    with _files_up_to(10), pytest.raises(StorageError):
        Partial.begun(tmp_path / "upload", Info("upload", "phone", len(SONG), ""))
    assert list(tmp_path.iterdir()) == []
