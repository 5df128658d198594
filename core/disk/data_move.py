"""The data folder, moved to another place."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from core.disk.copying import Copier, Progress, can_link, check_apart, check_fits, entries, filling, settle
from core.disk.data_folder import JOBS, LEFT, UNFINISHED, claimed, lasts
from core.errors import SettingsError
from core.files import write_whole


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
        with filling(target, LEFT, UNFINISHED):
            linked = can_link(source / "lock", target)
            if not linked:
                check_fits(found, target)
            Copier(found, progress, linked).copy(found, source, target)
            settle(target, LEFT)
            known = switch()
        write_whole(source / LEFT, f"The data were moved to {target}. Name that as --data-dir.\n".encode())
    _delete(source, with_note=known)


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
