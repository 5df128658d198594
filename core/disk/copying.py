"""Folders that are copied whole or not at all, and read again before anyone trusts them."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from core.errors import SettingsError, StorageError
from core.files import fsync, sha256, storage_errors, write_whole

BLOCK_BYTES = 1 << 20
SMALLEST_FILE = 4096
"""Bytes that a disk gives to a file however short it is."""

Progress = Callable[[int, int], None]
"""Called with the bytes that are done, and with those of the whole."""


@dataclass(frozen=True)
class Entry:
    """A file, folder or link by its place below the folder that is copied.

    size: bytes of a file. same_as: what files have in common that are one on the disk, under several names.
    """

    place: Path
    size: int = 0
    same_as: tuple[int, int] | None = None


def entries(root: Path, wanted: Callable[[Path], bool]) -> Iterator[Entry]:
    """What lies below a folder, folders before what is in them. wanted: whether a place counts."""
    for folder, folders, files in os.walk(root):
        here = Path(folder).relative_to(root)
        folders[:] = [name for name in folders if wanted(here / name)]
        yield from (Entry(here / name) for name in folders)
        for name in files:
            if wanted(here / name):
                with suppress(FileNotFoundError):
                    yield _file(here / name, Path(folder, name).lstat())


def _file(place: Path, stat: os.stat_result) -> Entry:
    return Entry(place, stat.st_size, (stat.st_dev, stat.st_ino) if stat.st_nlink > 1 else None)


def check_apart(one: Path, other: Path) -> None:
    """Raises SettingsError where one folder is the other or lies in it."""
    a, b = one.resolve(), other.resolve()
    if a.is_relative_to(b) or b.is_relative_to(a):
        raise SettingsError(f"{other} and {one} lie one in the other. Choose another place.")


def check_fits(found: Iterable[Entry], folder: Path) -> None:
    """Raises StorageError where the disk of an existing folder has no room for them."""
    sizes = {entry.same_as or number: max(entry.size, SMALLEST_FILE) for number, entry in enumerate(found)}
    needed, free = sum(sizes.values()), shutil.disk_usage(folder).free
    if needed > free:
        raise StorageError(
            f"{needed / 1e9:.1f} GB must be copied, and the disk of {folder} has {free / 1e9:.1f} GB free. "
            "Make room there, or choose another place."
        )


def can_link(file: Path, folder: Path) -> bool:
    """Whether a file can have a second name in that folder."""
    trial = folder / "link.part"
    there = _link(file, trial)
    trial.unlink(missing_ok=True)
    return there


def _link(file: Path, name: Path) -> bool:
    try:
        name.hardlink_to(file)
    except OSError:
        return False
    return True


class Copier:
    """Copies entries, and tells how far it is. A file with several names is copied once, if it can be.

    found: all that there will be to copy. linked: give the files, on the same disk, a second name instead,
    which takes neither room nor time.
    """

    def __init__(self, found: Iterable[Entry], progress: Progress, linked: bool = False) -> None:
        self._total = sum(entry.size for entry in found)
        self._done = 0
        self._progress = progress
        self._linked = linked
        self._copies: dict[tuple[int, int], Path] = {}

    def copy(self, found: Iterable[Entry], source: Path, target: Path, renamed: Path | None = None) -> None:
        """Copy entries from one folder into another. renamed: what that is called from then on.

        Raises StorageError where the target's disk refuses them or does not hold what was written.
        """
        with storage_errors(target):
            for entry in found:
                old, new = source / entry.place, target / entry.place
                if old.is_symlink():
                    new.symlink_to(old.resolve(), old.is_dir())
                elif old.is_dir():
                    new.mkdir(exist_ok=True)
                    shutil.copymode(old, new)
                else:
                    self._copy_file(entry, old, new)
                    if entry.same_as:
                        self._copies[entry.same_as] = (renamed or target) / entry.place

    def _copy_file(self, entry: Entry, old: Path, new: Path) -> None:
        first = old if self._linked else self._copies.get(entry.same_as) if entry.same_as else None
        if first and _link(first, new):
            self._tell(entry.size)
            return
        _copy_verified(old, new, self._tell)

    def _tell(self, size: int) -> None:
        self._done += size
        self._progress(self._done, self._total)


def _copy_verified(source: Path, target: Path, done: Callable[[int], None]) -> None:
    digest = hashlib.sha256()
    with source.open("rb") as old, target.open("xb") as new:
        while block := old.read(BLOCK_BYTES):
            new.write(block)
            digest.update(block)
            done(len(block))
        new.flush()
        os.fsync(new.fileno())
        if hasattr(os, "posix_fadvise"):
            # Else the system would read back its own memory, not the disk.
            os.posix_fadvise(new.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if sha256(target) != digest.hexdigest():
        raise StorageError(f"{target} does not hold what was written to it. Its disk may be damaged.")
    # Clients know a file by its size and time, and keep their copies.
    times = source.stat()
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))


@contextmanager
def filling(target: Path, marker: str, sentence: str) -> Iterator[None]:
    """A new or empty folder to copy into, which is as it was where the block does not end well.

    Until it is settled it holds the file `marker` with a sentence; what lies beside one counts for nothing.
    Raises StorageError where something that counts is in the folder.
    """
    made = not target.exists()
    with storage_errors(target):
        target.mkdir(parents=True, exist_ok=True)
        if not (target / marker).exists() and any(target.iterdir()):
            raise StorageError(
                f"{target} is not empty. Name a folder that is, or one that does not exist yet."
            )
        _empty(target)
        write_whole(target / marker, f"{sentence}\n".encode())
    try:
        yield
    except BaseException:
        _empty(target)
        if made:
            target.rmdir()
        raise


def settle(folder: Path, marker: str) -> None:
    """Take the marker away, once all that lies in the folder is on the disk."""
    with storage_errors(folder):
        for place, _, _ in os.walk(folder, topdown=False):
            fsync(Path(place))
        (folder / marker).unlink()
        fsync(folder)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
