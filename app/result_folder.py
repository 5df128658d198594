"""The folder that a song's results go to: changed as a whole or not at all, with nothing else left in it."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import get_args

from filelock import FileLock, Timeout

from core.errors import StorageError
from core.models import StemFormat
from core.results import JobFolder
from core.separation.base import ORIGINAL, TRACKS
from core.songs import STEMS_FOLDER

DOCUMENTS = ("results.json", "frames.json", "notes.json", "chords.json", "beats.json")
PLACES = tuple(map(Path, DOCUMENTS)) + tuple(
    Path(STEMS_FOLDER, f"{stem}.{suffix}")
    for stem in TRACKS
    if stem != ORIGINAL
    for suffix in get_args(StemFormat)
)
"""All files that Backline writes into the folder, results.json first; it touches no other."""
_WORK = ".backline-"
_LOCK = "lock"


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """A folder inside `folder`, so that results reach their place by rename; gone at the end.

    What a killed run left behind goes too. Raises StorageError where the folder cannot be made.
    """
    made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    work = folder / f"{_WORK}{uuid.uuid4().hex[:8]}"
    try:
        _sweep(folder)
        _make(work)
        with FileLock(work / _LOCK):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        for empty in made:
            if empty.is_dir() and not any(empty.iterdir()):
                empty.rmdir()


def publish(job: JobFolder, folder: Path) -> None:
    """Put a finished song's files into `folder`, in place of those of an earlier run.

    results.json comes last: where it lies, all is there. Raises OSError, with everything as it was before.
    """
    old = job.path / "old"
    new = {Path(STEMS_FOLDER, path.name): path for path in job.stems.iterdir()}
    new |= {Path(path.name): path for path in job.documents.iterdir()}
    with ExitStack() as undo:
        for made in (old, old / STEMS_FOLDER, folder / STEMS_FOLDER):
            if not made.is_dir():
                made.mkdir()
                undo.callback(made.rmdir)
        for place in PLACES:
            if (folder / place).is_file():
                _move(folder / place, old / place, undo)
        for place in reversed(PLACES):
            if place in new:
                _move(new[place], folder / place, undo)
        undo.pop_all()


def refuse_to_overwrite(song: Path, folder: Path) -> None:
    """Raise StorageError where the results would replace the song itself."""
    if any(song.resolve() == (folder / place).resolve() for place in PLACES):
        raise StorageError(f"The results in {folder} would replace {song} itself. Choose another folder.")


def _move(source: Path, target: Path, undo: ExitStack) -> None:
    source.replace(target)
    undo.callback(target.replace, source)


def _make(work: Path) -> None:
    try:
        work.mkdir(parents=True)
    except FileNotFoundError as error:
        raise StorageError(f"The folder {work.parent} cannot be made. Choose another one.") from error


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_WORK}*"):
        try:
            FileLock(left / _LOCK, timeout=0).acquire().lock.release()
        except (Timeout, OSError):
            continue
        shutil.rmtree(left, ignore_errors=True)
