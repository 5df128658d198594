"""A copy of a file of this computer, hashed while it is made."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from core.errors import CancelledError, InvalidAudioError
from core.files import storage_errors

BLOCK_BYTES = 1_000_000
"""Copied between two questions whether to go on."""

Cancelled = Callable[[], bool]
"""Whether someone has changed their mind."""


def copy_hashed(source: Path, target: Path, check_space: Callable[[int], None], cancelled: Cancelled) -> str:
    """Copy a file, which may change or go away meanwhile; the SHA-256 of the copy, in hex.

    check_space: called with the file's bytes before the first is copied. Raises InvalidAudioError where the
    source is empty or cannot be read to its end, StorageError for the target, CancelledError, and what
    `check_space` raises; what was copied is left.
    """
    try:
        opened = source.open("rb")
    except OSError as error:
        raise _unreadable(source, error) from error
    with opened, storage_errors(target.parent), target.open("wb") as copy:
        check_space(os.fstat(opened.fileno()).st_size)
        digest = hashlib.sha256()
        while block := _read(opened, source):
            if cancelled():
                raise CancelledError(f"{source.name} was not taken in.")
            digest.update(block)
            copy.write(block)
        if copy.tell() == 0:
            raise InvalidAudioError(f"{source.name} is empty.")
        return digest.hexdigest()


def _read(opened: BinaryIO, source: Path) -> bytes:
    try:
        return opened.read(BLOCK_BYTES)
    except OSError as error:
        raise _unreadable(source, error) from error


def _unreadable(source: Path, error: OSError) -> InvalidAudioError:
    if isinstance(error, FileNotFoundError):
        return InvalidAudioError(
            f"{source.name} is no longer there. Was its disk unplugged, or was it moved?"
        )
    if isinstance(error, PermissionError):
        return InvalidAudioError(
            f"{source.name} may not be read. Change its permissions, or copy it elsewhere."
        )
    return InvalidAudioError(f"{source.name} cannot be read from its disk ({error.strerror}).")
