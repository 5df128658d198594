"""Backline's own engines and its worker, as tools to measure."""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soundfile as sf

from benchmarks.child import Figures
from benchmarks.songs import MODELS
from core.jobs import JobRequest
from core.models import HOP_SECONDS, Stage
from core.processes.worker import StageProgress, Task, Worker, WorkerSettings

VOICE_RATE = 16_000
STAGES = {
    Stage.SEPARATION: "separation",
    Stage.TRANSCRIPTION: "transcription",
    Stage.CHORDS: "rhythm and chords",
}


def separation(song: Path, target: Path) -> Figures:
    """HTDemucs in the precision that suits this processor; stems as an array (stem, 2, samples)."""
    from core.separation.htdemucs import HTDemucsSeparator

    separator = HTDemucsSeparator("cpu", "htdemucs", [MODELS / "htdemucs.th"])
    mix, _ = sf.read(song, dtype="float32", always_2d=True)
    start = time.perf_counter()
    blocks = list(separator.separate(mix))
    seconds = time.perf_counter() - start
    np.save(
        target,
        [
            np.concatenate([block[stem] for block in blocks]).T
            for stem in ("drums", "bass", "other", "vocals")
        ],
    )
    return {"seconds": seconds}


def separation_fp32(song: Path, target: Path) -> Figures:
    """The same on a processor without bfloat16."""
    import torch

    import core.separation.htdemucs as engine

    engine.precision = lambda _: torch.float32  # type: ignore[assignment, attr-defined]
    return separation(song, target)


def crepe(voice: Path, target: Path) -> Figures:
    """CREPE over all that is not digital silence, before anyone asks what is sung."""
    from core.pitch.crepe import CrepeTracker

    tracker = CrepeTracker("cpu")
    sound, _ = sf.read(voice, dtype="float32")
    tracker.track(sound[:VOICE_RATE], 100, lambda _: None)
    start = time.perf_counter()
    raw = tracker.track(sound, 1 + round(len(sound) / VOICE_RATE / HOP_SECONDS), lambda _: None)
    seconds = time.perf_counter() - start
    np.savez(target, f0=raw.f0, confidence=raw.confidence)
    return {"seconds": seconds}


def chain(song: Path, target: Path) -> Figures:
    """A song through a fresh worker as the server sends it: HTDemucs, CREPE full, chords, six MP3s."""
    return _analysed(song, target, "htdemucs", "crepe", tuple(Stage))


def quick_chain(song: Path, target: Path) -> Figures:
    """The same with Spleeter and SwiftF0."""
    return _analysed(song, target, "spleeter", "swiftf0", tuple(Stage))


def stems_only(song: Path, target: Path) -> Figures:
    """HTDemucs and six MP3s through the worker."""
    return _analysed(song, target, "htdemucs", "auto", (Stage.SEPARATION,))


def twice(song: Path, target: Path) -> Figures:
    """By how much the first song of a new worker with an empty home takes longer than the same song again."""
    return _twice(song, target, "htdemucs", "crepe")


def quick_twice(song: Path, target: Path) -> Figures:
    """The same with Spleeter and SwiftF0."""
    return _twice(song, target, "spleeter", "swiftf0")


def _twice(song: Path, folder: Path, separator: str, pitch: str) -> Figures:
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, XDG_CACHE_HOME=home, NUMBA_CACHE_DIR=home)
        with worker_on("cpu") as worker:
            first, again = (
                run_timed(worker, task_of(song, folder / str(number), separator, pitch, tuple(Stage)))[
                    "seconds"
                ]
                for number in range(2)
            )
    return {"seconds": first - again, "first": first, "again": again}


def _analysed(song: Path, folder: Path, separator: str, pitch: str, stages: tuple[Stage, ...]) -> Figures:
    with worker_on("cpu") as worker:
        return run_timed(worker, task_of(song, folder, separator, pitch, stages))


@contextmanager
def worker_on(device: str) -> Iterator[Worker]:
    """A new worker process, as the server would start one that is alone."""
    worker = Worker(WorkerSettings(device, MODELS, threads=os.cpu_count() or 1, background=False))
    yield worker
    worker.stop()


def task_of(song: Path, folder: Path, separator: str, pitch: str, stages: tuple[Stage, ...]) -> Task:
    """A song to analyse as the server would have it done."""
    return Task(
        job_id="benchmark",
        song=song.absolute(),
        song_name=song.name,
        sha256="",
        folder=folder.absolute(),
        request=JobRequest(separator, pitch, stages),
        stem_format="mp3",
        max_seconds=float("inf"),
        api=True,
    )


def run_timed(worker: Worker, task: Task) -> Figures:
    """Analyse a song: how many seconds that took, and each stage."""
    task.folder.mkdir(parents=True)
    clock = _StageClock()
    worker.run(task, clock, threading.Event())
    return clock.figures()


class _StageClock:
    """Takes the worker's reports; knows how long each stage took, the start of the process with the first."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._begun: dict[Stage, float] = {}

    def __call__(self, progress: StageProgress) -> None:
        self._begun.setdefault(progress.stage, time.perf_counter())

    def figures(self) -> Figures:
        """Seconds in all, and by stage."""
        end = time.perf_counter()
        begun = [self._start, *list(self._begun.values())[1:], end]
        stages = [STAGES[stage] for stage in self._begun]
        seconds = dict(zip(stages, np.diff(begun).tolist(), strict=True))
        return {"seconds": end - self._start} | seconds
