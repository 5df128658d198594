"""Whole songs on this computer's fastest device beside its CPU: their time, and how far the results are."""

import json
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import soundfile as sf
import torch

from benchmarks import backline
from benchmarks.songs import EVAL, MODELS, RATE, SECONDS, STEMS, mix, write_example
from core.example import SONG
from core.models import Stage
from core.results import JobFolder

ENGINES = {"HTDemucs, CREPE": ("htdemucs", "crepe"), "Spleeter, SwiftF0": ("spleeter", "swiftf0")}
LOOK_SECONDS = 0.02
TIMES = """
## A whole song of four minutes

Seconds through a new worker process with six MP3s, its start and the loading of networks included; `again`:
the same song once more. `stages`: of the second, separation, pitch, rhythm and chords. `GPU MB`: all that the
worker took at most, CUDA's own part included.

| engines | device | first | again | stages | GPU MB |
|---|---|---|---|---|---|
"""
DISTANCES = """
## How far the results are from the CPU's in float32

`stems`: dB by which vocals, drums, bass and other lie above their difference. `f0`: frames within 1 cent of
the CPU's, where both hear a voice, and how far 99.9 % of them are. `voiced`: frames that both call sung, or
both not. `chords`: time with the same label. `beats`: the one that is furthest off, where there are as many.

| song | engines | stems | f0 | voiced | chords | beats |
|---|---|---|---|---|---|---|
"""
Result = dict[str, Any]


def tables(device: str) -> Iterator[str]:
    """The page's parts on songs, line by line."""
    engines = {name: pair for name, pair in ENGINES.items() if pair[0] == "spleeter" or _weights_here()}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        song = write_example(place / "four-minutes.flac", SECONDS)
        yield TIMES
        for name, pair in engines.items():
            for where in dict.fromkeys((device, "cpu")):
                yield _row(name, where, *_timed(song, place / f"{pair[0]}-{where}", pair, where))
        if device == "cpu":
            return
        yield DISTANCES
        for title, path in _songs(place):
            for name, pair in engines.items():
                yield _row(title, name, *_distance(path, place / f"{title}-{pair[0]}", pair, device))


def _timed(song: Path, folder: Path, engines: tuple[str, str], device: str) -> Iterator[str]:
    with backline.worker_on(device) as worker, _GpuMemory() as memory:
        first, again = (
            backline.run_timed(worker, backline.task_of(song, folder / str(number), *engines, tuple(Stage)))
            for number in range(2)
        )
    yield f"{first['seconds']:.1f}"
    yield f"{again['seconds']:.1f}"
    yield ", ".join(f"{again[stage]:.1f}" for stage in backline.STAGES.values())
    yield f"{memory.peak / 1e6:.0f}" if device == "cuda" else ""


class _GpuMemory:
    """How many bytes of the GPU all other processes take at most while this is entered."""

    def __init__(self) -> None:
        self.peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "_GpuMemory":
        self._before = _gpu_bytes_free()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            self.peak = max(self.peak, self._before - _gpu_bytes_free())


def _gpu_bytes_free() -> int:
    return int(torch.cuda.mem_get_info()[0]) if torch.cuda.is_available() else 0


def _songs(place: Path) -> Iterator[tuple[str, Path]]:
    """The song that comes with the program, and labelled ones where they are."""
    yield "example", SONG
    for folder in (path for path in sorted(EVAL.glob("*")) if (path / "chords.lab").exists()):
        if (folder / "mix.ogg").exists():
            yield folder.name, folder / "mix.ogg"
        else:
            sf.write(place / f"{folder.name}.flac", mix(folder.name), RATE, "PCM_16")
            yield folder.name, place / f"{folder.name}.flac"


def _distance(song: Path, folder: Path, engines: tuple[str, str], device: str) -> Iterator[str]:
    found, expected = (_analysed(song, folder / where, engines, where) for where in (device, "cpu"))
    yield ", ".join(f"{_decibels(found[stem], expected[stem]):.0f}" for stem in STEMS)
    yield _pitch(found["f0"], expected["f0"])
    yield f"{np.mean((found['f0'] > 0) == (expected['f0'] > 0)):.2%}"
    yield f"{_alike(found['chords'], expected['chords']):.2%}"
    yield _beats(found["beats"], expected["beats"])


def _analysed(song: Path, folder: Path, engines: tuple[str, str], device: str) -> Result:
    """What the program finds in a song, all in float32."""
    import core.separation.htdemucs as engine
    from core.engines import Engines
    from core.pipeline import analyse

    engine.precision = lambda _: torch.float32  # type: ignore[assignment, attr-defined]
    folder.mkdir(parents=True)
    task = backline.task_of(song, folder, *engines, tuple(Stage))
    analyse(replace(task, stem_format="flac", api=False), Engines(device, MODELS), lambda _: None)
    job = JobFolder(folder)
    frames = _read(job.documents / "frames.json")["processed_frames"]
    return {name: sf.read(path)[0] for name, path in job.tracks().items()} | {
        "f0": np.array([frame["frequency"] for frame in frames]),
        "chords": _read(job.chords)["chords"],
        "beats": np.array([beat["time"] for beat in _read(job.beats)["beats"]]),
    }


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _decibels(found: np.ndarray, expected: np.ndarray) -> float:
    error = np.square(found - expected).sum()
    return float(10 * np.log10(np.square(expected).sum() / error)) if error else np.inf


def _pitch(found: np.ndarray, expected: np.ndarray) -> str:
    both = (found > 0) & (expected > 0)
    if not both.any():
        return ""
    cents = np.abs(1200 * np.log2(found[both] / expected[both]))
    return f"{np.mean(cents <= 1):.2%}, {np.quantile(cents, 0.999):.2f} cents"


def _alike(found: list[Result], expected: list[Result]) -> float:
    """Part of the song's time that has the same chord in both."""
    ends = sorted({chord["end_time"] for chord in [*found, *expected]})
    starts = [0.0, *ends[:-1]]
    same = [
        end - start
        for start, end in zip(starts, ends, strict=True)
        if _label(found, (start + end) / 2) == _label(expected, (start + end) / 2)
    ]
    return float(sum(same) / ends[-1])


def _label(chords: list[Result], time: float) -> str:
    return next((c["chord_label"] for c in chords if c["start_time"] <= time < c["end_time"]), "")


def _beats(found: np.ndarray, expected: np.ndarray) -> str:
    if len(found) != len(expected):
        return f"{len(found)} for {len(expected)}"
    return f"{1000 * np.abs(found - expected).max(initial=0.0):.2f} ms"


def _weights_here() -> bool:
    return (MODELS / "htdemucs.th").exists()


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"
