"""The corrected documents on the disk: made of the found ones, anew when those or the corrections change."""

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import orjson

from core.corrections.corrections import Corrections
from core.corrections.documents import Corrected
from core.documents import Document, with_other_head, write_compressed
from core.files import attempt, drop, link_or_copy, storage_errors
from core.jobs import Job
from core.release import release
from core.results import JobFolder
from core.stagefolder import MARKER

KEPT = 2
"""Corrected documents of before that stay: somebody may just be reading them."""


def corrected(folder: JobFolder, corrections: Corrections) -> JobFolder:
    """The folder that shows the present results with these corrections, whether they are made yet or not.

    Their name says of which results and corrections they are. Raises FileNotFoundError without results.
    """
    if corrections.are_none:
        return folder
    results = folder.documents / folder.results.name
    made_of = (results.read_bytes(), orjson.dumps(corrections), release().version.encode())
    return replace(folder, shown_as=hashlib.sha256(b"\0".join(made_of)).hexdigest()[:16])


def make(folder: JobFolder, corrections: Corrections) -> None:
    """Write the documents that a folder shows. Not for two threads at once.

    Raises FileNotFoundError where the results are just being replaced or deleted, StorageError.
    """
    if folder.shown.is_dir():
        return
    with storage_errors(folder.path):
        _drop_old(folder.corrected)
        found = _read(folder.documents / folder.chords.name)
        with attempt(folder.shown) as work:
            _write(folder, Corrected.of(corrections, found), work)


def counted(job: Job, folder: JobFolder) -> Job:
    """The job with the number of its chords, where some are corrected by hand: lists show it."""
    count = None
    if job.corrections.chords:
        with suppress(FileNotFoundError):
            found = _read(folder.documents / folder.chords.name)
            count = len(Corrected.of(job.corrections, found).chords)
    return replace(job, num_chords=count)


def _drop_old(folder: Path) -> None:
    """Delete what was made long ago, and what a kill left half made."""
    for left in folder.glob("*.part"):
        shutil.rmtree(left, ignore_errors=True)
    made = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime_ns)
    for old in made[:-KEPT]:
        drop(old)


def _write(folder: JobFolder, corrected: Corrected, work: Path) -> None:
    """Fill a folder with the documents that differ, and with second names of the others."""
    edits: dict[str, Callable[[Document], Document]] = {
        folder.results.name: corrected.results_document,
        folder.chords.name: corrected.chords_document,
        folder.beats.name: corrected.beats_document,
    }
    with_bpm = {folder.frames.name, folder.frames_columns.name} if corrected.corrections.tempo_bpm else set()
    for found in folder.documents.iterdir():
        target = work / found.name
        if edit := edits.get(found.name):
            target.write_bytes(orjson.dumps(edit(_read(found))))
        elif found.name in with_bpm:
            write_compressed(target, with_other_head(found, corrected.frames_head))
        elif found.name != MARKER:
            link_or_copy(found, target)


def _read(path: Path) -> Document:
    document: Document = orjson.loads(path.read_bytes())
    return document
