"""A finished song done again in another quality: its results stay until the new ones are whole."""

import shutil
from pathlib import Path

from core.files import fsync, storage_errors
from core.models import Stage
from core.queue.sharing import link_files
from core.results import JobFolder

_OLD = ".old.part"
"""Behind the name of what makes room for something new."""


def begin(folder: JobFolder) -> None:
    """Make the folder to work in. Raises StorageError.

    Of the stages only the chords can still be of use: the sound that the others start from is gone.
    """
    chords = folder.stage(Stage.CHORDS)
    with storage_errors(folder.path):
        _put_in_place(folder)
        if not folder.again.exists() and chords.is_dir():
            link_files(chords, JobFolder(folder.again).stage(Stage.CHORDS))


def settle(folder: JobFolder) -> None:
    """Go on putting in place what a kill broke off, before anyone reads it. Raises OSError."""
    _put_in_place(folder)


def publish(folder: JobFolder) -> None:
    """Put the new results in the place of the old ones. Raises StorageError."""
    with storage_errors(folder.path):
        folder.again.rename(_done(folder))
        fsync(folder.path)
        _put_in_place(folder)


def drop(folder: JobFolder) -> None:
    """Forget an attempt that came to nothing."""
    for attempted in (folder.again, _done(folder)):
        shutil.rmtree(attempted, ignore_errors=True)


def _done(folder: JobFolder) -> Path:
    """The new results, once they are whole: from here on the next start goes on putting them in place."""
    return folder.path / "again.done"


def _put_in_place(folder: JobFolder) -> None:
    done = _done(folder)
    if not done.is_dir():
        return
    try:
        for new in sorted(done.iterdir()):
            old = folder.path / new.name
            left = folder.path / f"{new.name}{_OLD}"
            if old.exists():
                shutil.rmtree(left, ignore_errors=True)
                old.rename(left)
            new.rename(old)
    except OSError:
        # On Windows a stem that someone hears now; half of each would be neither.
        _take_back(folder, done)
        raise
    shutil.rmtree(folder.converted, ignore_errors=True)
    done.rmdir()
    folder.sweep()


def _take_back(folder: JobFolder, done: Path) -> None:
    for left in folder.path.glob(f"*{_OLD}"):
        old = folder.path / left.name.removesuffix(_OLD)
        if old.exists():
            old.rename(done / old.name)
        left.rename(old)
