"""The results of one job for another of the same song: files that both have, with the names of each."""

from functools import partial
from pathlib import Path

import orjson

from core.documents import with_other_head, write_compressed
from core.files import attempt, link_or_copy
from core.jobs import Job
from core.models import Stage
from core.results import JobFolder


def share(source: JobFolder, shared: Job, target: JobFolder, job: Job) -> None:
    """Give a job all that was found for a finished one of the same song. Each of the two can be deleted.

    What does not change lies on the disk once, where the disk knows hard links. Raises OSError, also where
    the finished job is deleted meanwhile.
    """
    _link_in_place(source.original, target.original)
    for folder in (source.stage(Stage.CHORDS), source.stage(Stage.TRANSCRIPTION), source.stems):
        if folder.is_dir():
            link_files(folder, target.path / folder.name)
    with attempt(target.documents) as documents:
        for document in source.documents.iterdir():
            _rename(document, documents / document.name, shared, job)
    # Last: without its sound this stage is of use to nobody who lacks the documents.
    link_files(source.stage(Stage.SEPARATION), target.stage(Stage.SEPARATION))


def link_files(source: Path, target: Path) -> None:
    """Make a folder with the same files."""
    with attempt(target) as folder:
        for path in source.iterdir():
            if path.is_file():
                link_or_copy(path, folder / path.name)


def _link_in_place(source: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    link_or_copy(source, part)
    part.replace(target)
    # Of two names of one file POSIX drops neither.
    part.unlink(missing_ok=True)


def _rename(document: Path, target: Path, before: Job, after: Job) -> None:
    """Copy a document for another job: with its id, and the file name that its sender chose."""
    if document.suffixes == [".csv", ".gz"]:
        link_or_copy(document, target)
    elif document.suffix == ".gz":
        write_compressed(target, with_other_head(document, partial(_names, before=before, after=after)))
    else:
        target.write_bytes(_names(document.read_bytes(), before, after))


def _names(text: bytes, before: Job, after: Job) -> bytes:
    text = text.replace(before.id.encode(), after.id.encode())
    for field in (b"input_filename", b"original_song_path"):
        text = text.replace(_field(field, before.input_filename), _field(field, after.input_filename), 1)
    return text


def _field(name: bytes, value: str) -> bytes:
    return b'"%b":%b' % (name, orjson.dumps(value))
