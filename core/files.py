"""Files that are either whole or not there."""

import errno
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.errors import StorageError


@contextmanager
def attempt(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` by rename when the block ends well."""
    work = folder.with_name(f"{folder.name}.{uuid.uuid4().hex[:8]}.part")
    work.mkdir(parents=True)
    try:
        yield work
        for path in (work, *work.rglob("*")):
            fsync(path)
        shutil.rmtree(folder, ignore_errors=True)
        work.rename(folder)
        fsync(folder.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def drop(folder: Path) -> None:
    """Delete a folder, all at once for whoever reads it; what a kill leaves is half-written by its name."""
    left = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(left, ignore_errors=True)
    with suppress(OSError):
        folder.replace(left)
    shutil.rmtree(left, ignore_errors=True)


PRIVATE = 0o600
"""Mode of a file that is nobody else's business."""


def write_whole(path: Path, data: bytes, previous: Path | None = None, mode: int = 0o666) -> None:
    """Write a file so that a reader, or the next start after a power cut, sees the old one or the new one.

    previous: where the old one goes; for a moment it is there alone. mode: less what the umask takes.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with open(part, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    if previous and path.exists():
        path.replace(previous)
    part.replace(path)
    fsync(path.parent)


def fsync(path: Path) -> None:
    """Make sure that a file, or on POSIX a folder's list of names, is on the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name; where the disk knows no hard links, a copy."""
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:
        # A disk of a camera or a stick; and some network's.
        shutil.copyfile(source, target)


def file_stats(folder: Path) -> Iterator[os.stat_result]:
    """What the system knows of the files below a folder, but for those that are gone meanwhile."""
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                yield Path(place, name).lstat()


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turn what the system says of a full disk or a closed folder into a StorageError."""
    try:
        yield
    except OSError as error:
        sentence = _STORAGE_SENTENCES.get(error.errno or 0)
        if sentence is None:
            raise
        raise StorageError(sentence.format(folder)) from error


_FULL = "The disk that holds {} is full. Free some space and try again."
_CLOSED = "The folder {} may not be written. Choose another one, or change its permissions."
_IN_THE_WAY = "A file or folder is in the way of {}. Choose another place, or move it."
_STORAGE_SENTENCES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "The disk that holds {} cannot take files of this size.",
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EISDIR: _IN_THE_WAY,
    errno.ENAMETOOLONG: "The name of {} is too long for its disk. Choose a shorter one.",
    errno.EIO: "The disk that holds {} does not answer as it should. Choose another one.",
    errno.EROFS: "The folder {} is on a disk that can only be read. Choose another one.",
}
