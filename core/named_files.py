"""A song's files under names that tell the song: for other programs, which know nothing of jobs."""

from pathlib import Path
from typing import Any

import orjson

from core.export.chord_sheet import chord_sheet
from core.export.midi import midi_file
from core.files import link_or_copy, storage_errors, write_whole
from core.jobs import Job
from core.names import file_name
from core.results import JobFolder

CHORD_SHEET, MIDI = "chords", "midi"


def named_files(job: Job, folder: JobFolder) -> dict[str, Path]:
    """What a finished song has to give: stems by their names, CHORD_SHEET and MIDI, as far as they are there.

    `Song - vocals.mp3` is a second name of the job's own file; all of them go with its folder. Raises
    StorageError.
    """
    named, title = folder.converted / "named", job.display_name
    with storage_errors(folder.path):
        named.mkdir(parents=True, exist_ok=True)
        files = {
            name: _linked(path, named / file_name(title, f" - {name}{path.suffix}"))
            for name, path in folder.tracks().items()
        }
        chords, beats, notes = map(_document, (folder.chords, folder.beats, folder.notes))
        if chords:
            sheet = chord_sheet(title, chords, beats).encode()
            files[CHORD_SHEET] = _written(sheet, named / file_name(title, " - chords.txt"))
        if chords or notes:
            midi = midi_file(title, notes, beats, chords)
            files[MIDI] = _written(midi, named / file_name(title, ".mid"))
        return files


def _linked(source: Path, target: Path) -> Path:
    if not (target.exists() and target.samefile(source)):
        target.unlink(missing_ok=True)
        link_or_copy(source, target)
    return target


def _written(data: bytes, target: Path) -> Path:
    write_whole(target, data)
    return target


def _document(path: Path) -> Any:
    return orjson.loads(path.read_bytes()) if path.is_file() else None
