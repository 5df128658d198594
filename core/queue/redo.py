"""A finished song done again in another quality: its results stay until the new ones are whole."""

import logging
import shutil
from pathlib import Path

from core.files import fsync, storage_errors
from core.jobs import Summary
from core.models import Stage
from core.queue.sharing import link_files
from core.results import JobFolder
from core.stagefolder import facts_in

log = logging.getLogger(__name__)

_OLD = ".old.part"
"""Behind the name of what makes room for something new."""


def begin(folder: JobFolder) -> None:
    """Make the folder to work in. Raises StorageError.

    Of the stages only the chords can still be of use: the sound that the others start from is gone.
    """
    chords = folder.stage(Stage.CHORDS)
    with storage_errors(folder.path):
        if not folder.again.exists() and chords.is_dir():
            link_files(chords, JobFolder(folder.again).stage(Stage.CHORDS))


def settle(folder: JobFolder) -> Summary | None:
    """Go on putting in place what a kill broke off, before anyone reads it. Raises OSError.

    Returns the summary of new results that were whole and whose job has not been recorded as ended; None
    where the song is still to be done.
    """
    done = _done(folder)
    if not done.is_dir():
        return None
    _put_in_place(folder)
    try:
        return Summary.of(facts_in(folder.documents))
    except (FileNotFoundError, ValueError, LookupError, TypeError) as error:
        log.warning("%s does not tell what it holds, and is made again: %s", folder.documents, error)
        drop(folder)
        return None


def publish(folder: JobFolder) -> None:
    """Put the new results in the place of the old ones; `drop` follows once that is recorded.

    Raises StorageError.
    """
    with storage_errors(folder.path):
        folder.again.rename(_done(folder))
        fsync(folder.path)
        _put_in_place(folder)


def drop(folder: JobFolder, recorded: bool = True) -> None:
    """Forget an attempt. recorded: its end; until then the next start must know of new results."""
    shutil.rmtree(folder.again, ignore_errors=True)
    if recorded:
        shutil.rmtree(_done(folder), ignore_errors=True)


def _done(folder: JobFolder) -> Path:
    """The new results, once they are whole: from here on the next start goes on putting them in place.

    Empty it says that they all are there.
    """
    return folder.path / "again.done"


def _put_in_place(folder: JobFolder) -> None:
    done = _done(folder)
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
    for made_of_old in (folder.converted, folder.peaks):
        shutil.rmtree(made_of_old, ignore_errors=True)
    folder.sweep()


def _take_back(folder: JobFolder, done: Path) -> None:
    for left in folder.path.glob(f"*{_OLD}"):
        old = folder.path / left.name.removesuffix(_OLD)
        if old.exists():
            old.rename(done / old.name)
        left.rename(old)
