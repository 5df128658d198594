"""Zip files that come in: nothing in them is believed, and they are unpacked one file at a time."""

import hashlib
import io
import struct
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.multipart import too_large
from app.uploads import Upload
from core.errors import InvalidAudioError
from core.files import storage_errors
from core.names import clean_label

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip begins; the second one is empty."""
BLOCK_BYTES = 250_000
MAX_DIRECTORY_BYTES = 300_000
"""Of the list of files at the end, which takes ten times that in memory."""
MAX_RATIO, SMALL_BYTES = 100, 1_000_000
"""What gets larger than so many times its packed size is no song, unless it is small."""
NO_SONGS = frozenset(["__macosx", "thumbs.db", "desktop.ini"])
ENCRYPTED = 0x1
UTF8 = 0x800
"""Bits of an entry's flags."""

_DAMAGE = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)
"""What `zipfile` raises for files that are no good zips."""


def is_zip(path: Path) -> bool:
    """Whether a file begins as a zip does."""
    with path.open("rb") as file:
        return file.read(4) in MAGIC


class Zip:
    """A zip that someone sent, open only while it is read: a batch may have many. filename: its name."""

    def __init__(self, path: Path, filename: str) -> None:
        self._path = path
        self._filename = filename

    def songs(self) -> list["ZippedSong"]:
        """What may be songs in it. Raises InvalidAudioError where nothing may, or it cannot be read."""
        with self._opened(self._filename) as archive:
            found = [info for info in archive.infolist() if _may_be_song(info)]
        if not found:
            raise InvalidAudioError(f"There is no song in {self._filename}.")
        if sum(info.compress_size for info in found) > self._path.stat().st_size:
            raise InvalidAudioError(f"{self._filename} is damaged.")  # Entries share bytes.
        return [ZippedSong(self, info, clean_label(_name(info)) or "song") for info in found]

    def blocks(self, info: ZipInfo, filename: str) -> Iterator[bytes]:
        """The bytes of an entry, never more than it says that it has. Raises InvalidAudioError."""
        left = info.file_size
        with self._opened(filename) as archive, archive.open(info) as entry:
            while block := entry.read(BLOCK_BYTES):
                left -= len(block)
                yield block
            if left:
                raise BadZipFile

    @contextmanager
    def _opened(self, filename: str) -> Iterator[ZipFile]:
        """Raises InvalidAudioError, also for what is done with it, where `filename` is damaged."""
        try:
            with _Archive(self._path, self._filename) as file, ZipFile(file) as archive:
                yield archive
        except _DAMAGE as error:
            raise InvalidAudioError(f"{filename} is damaged.") from error


@dataclass(frozen=True)
class ZippedSong:
    """A file in a zip. filename: its own name, without folders."""

    archive: Zip
    info: ZipInfo
    filename: str

    @property
    def size(self) -> int:
        """Bytes that it says it has; it never has more."""
        return self.info.file_size

    def check(self, max_bytes: int) -> None:
        """Raises InvalidAudioError or FileTooLargeError where it is not to be unpacked."""
        info = self.info
        if info.flag_bits & ENCRYPTED:
            raise InvalidAudioError(f"{self.filename} has a password. Pack it without one.")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise InvalidAudioError(f"{self.filename} is packed in an unusual way. Pack it as a plain zip.")
        if self.size > max_bytes:
            raise too_large(self.filename, max_bytes)
        if self.size > SMALL_BYTES and self.size > MAX_RATIO * info.compress_size:
            raise InvalidAudioError(f"{self.filename} is no song: it is packed too tightly for one.")

    def unpacked(self, folder: Path) -> Upload:
        """As a file of `folder`, which is the caller's to delete. Raises InvalidAudioError, StorageError."""
        path, digest = folder / f"{uuid.uuid4()}.part", hashlib.sha256()
        try:
            with storage_errors(folder), path.open("wb") as file:
                for block in self.archive.blocks(self.info, self.filename):
                    file.write(block)
                    digest.update(block)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Upload(path, self.filename, digest.hexdigest(), self.size, {})


class _Archive(io.FileIO):
    """A file of which no piece is read that is longer than a list of files may be."""

    def __init__(self, path: Path, filename: str) -> None:
        super().__init__(path)
        self._filename = filename
        self.size = path.stat().st_size

    def read(self, size: int | None = -1) -> bytes:
        left = self.size - self.tell()
        if min(left, left if size is None or size < 0 else size) > MAX_DIRECTORY_BYTES:
            raise InvalidAudioError(f"{self._filename} holds too many files, or is damaged.")
        return super().read(size) or b""


def _may_be_song(info: ZipInfo) -> bool:
    """Not a folder, and nothing that a computer adds by itself."""
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return not info.is_dir() and not hidden and NO_SONGS.isdisjoint(part.lower() for part in parts)


def _name(info: ZipInfo) -> str:
    """Many programs write UTF-8 and do not say so; `zipfile` takes that for the letters of old DOS."""
    if not info.flag_bits & UTF8:
        with suppress(UnicodeError):  # Those letters, then.
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename
