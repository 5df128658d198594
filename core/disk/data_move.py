"""The data folder, moved to another place."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from core.disk.copying import Copier, Progress, can_link, check_apart, check_fits, entries, filling, settle
from core.disk.data_folder import ARRIVED, JOBS, LEFT, UNFINISHED, claimed, lasts
from core.errors import SettingsError
from core.files import storage_errors, write_whole


def move(source: Path, target: Path, switch: Callable[[], bool], progress: Progress) -> None:
    """Bring a data folder to another place, which must be empty or not exist.

    switch: called when all of it is on the new disk and was read again there; tells whether the next start
    knows the new place by itself. Until then, whatever goes wrong leaves the old place as it was; then the
    old one is deleted, and nothing should interrupt that.
    Raises SettingsError where there is nothing to move or a server works, StorageError.
    """
    if not (source / JOBS).is_dir():
        raise SettingsError(f"{source} is no data folder: there is nothing to move.")
    check_apart(source, target)
    with claimed(source):
        found = list(entries(source, lasts))
        _take_up(source, target)
        with filling(target, LEFT, UNFINISHED):
            linked = can_link(source / "lock", target)
            if not linked:
                check_fits(found, target)
            Copier(found, progress, linked).copy(found, source, target)
            with storage_errors(target):
                write_whole(target / ARRIVED, _name_of(source))
            settle(target, LEFT)
            known = switch()
        (target / ARRIVED).unlink()
        write_whole(source / LEFT, f"The data were moved to {target}. Name that as --data-dir.\n".encode())
    _delete(source, with_note=known)


def _take_up(source: Path, target: Path) -> None:
    """Let a copy that was whole, but never counted, be made anew: the folder may have changed since."""
    arrived = target / ARRIVED
    with storage_errors(target):
        if arrived.is_file() and arrived.read_bytes() == _name_of(source):
            arrived.replace(target / LEFT)


def _name_of(source: Path) -> bytes:
    return os.fsencode(source.resolve())


def _delete(root: Path, with_note: bool) -> None:
    """Delete what was moved, the note last, so that nobody takes the rest for the whole."""
    for path in root.iterdir():
        if path.name != LEFT:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
    if with_note:
        (root / LEFT).unlink()
        with suppress(OSError):
            root.rmdir()
