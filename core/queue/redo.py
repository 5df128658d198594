"""A finished song done again in another quality: its results stay until the new ones are whole."""

import shutil
from pathlib import Path

from core.files import fsync, storage_errors
from core.models import Stage
from core.queue.sharing import link_files
from core.results import JobFolder


def begin(folder: JobFolder) -> None:
    """Make the folder to work in. Raises StorageError.

    Of the stages only the chords can still be of use: the sound that the others start from is gone.
    """
    chords = folder.stage(Stage.CHORDS)
    with storage_errors(folder.path):
        _put_in_place(folder)
        if not folder.again.exists() and chords.is_dir():
            link_files(chords, JobFolder(folder.again).stage(Stage.CHORDS))


def publish(folder: JobFolder) -> None:
    """Put the new results in the place of the old ones. Raises StorageError."""
    with storage_errors(folder.path):
        folder.again.rename(_done(folder))
        fsync(folder.path)
        _put_in_place(folder)


def drop(folder: JobFolder) -> None:
    """Forget an attempt that came to nothing."""
    shutil.rmtree(folder.again, ignore_errors=True)


def _done(folder: JobFolder) -> Path:
    """The new results, once they are whole: from here on the next start goes on putting them in place."""
    return folder.path / "again.done"


def _put_in_place(folder: JobFolder) -> None:
    done = _done(folder)
    if not done.is_dir():
        return
    for new in sorted(done.iterdir()):
        old = folder.path / new.name
        left = folder.path / f"{new.name}.old.part"
        shutil.rmtree(left, ignore_errors=True)
        if old.exists():
            old.rename(left)
        new.rename(old)
    shutil.rmtree(folder.converted, ignore_errors=True)
    done.rmdir()
    folder.sweep()
