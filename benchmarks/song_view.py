"""How long the song view takes to paint while it scrolls and zooms and a worker separates a song."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from benchmarks.songs import MODELS, write_example
from core.audio.peaks import PEAK_SAMPLES
from core.chords.base import Chord
from core.jobs import JobRequest
from core.models import HOP_SECONDS, SAMPLE_RATE
from core.service import Service
from core.settings import load_settings
from ui.look import apply_look
from ui.song.analysis import Analysis, Pitch, SungNote
from ui.song.peaks import Peaks
from ui.song.timeline_view import TimelineView

STEMS = ("vocals", "drums", "bass", "other", "guitar", "piano")
MINUTES, BPM = 10.0, 118.0
WIDTH, HEIGHT = 1600, 1000
STEPS = 60
"""Frames of each movement, at each scale."""
FRAME_SECONDS = 1 / 60
"""From one frame to the next: between them a program waits, and the other processes have the cores."""
WORK_SECONDS = 240.0
"""Of the song that the worker has meanwhile."""
LIMIT_MS = 12.0
"""At the 95th percentile, while scrolling."""

Move = Callable[[TimelineView, int], None]


def example(seconds: float = MINUTES * 60, stems: tuple[str, ...] = STEMS) -> Analysis:
    """A song as full as one can be: sung through, a chord a bar, and all that moves moving."""
    rng = np.random.default_rng(1)
    beats = np.arange(0.4, seconds, 60 / BPM)
    labels = ("D:maj", "B:min7", "G:maj7", "A:sus4(b7)", "F#:min", "E:min/b3")
    bars = [*beats[::4].tolist(), seconds]
    chords = [Chord(start, end, labels[k % 6], 0.9) for k, (start, end) in enumerate(pairwise(bars))]
    notes = tuple(
        SungNote(start + 0.02, start + 0.44, 57 + float(rng.integers(0, 17))) for start in beats.tolist()
    )
    return Analysis(
        made_at=None,
        duration=seconds,
        tracks={name: Path(f"{name}.mp3") for name in stems},
        has_stems=True,
        pitch=_pitch(notes, round(seconds / HOP_SECONDS), rng),
        notes=notes,
        chords=(Chord(0, bars[0], "N", 1.0), *chords),
        beats=beats,
        positions=np.arange(len(beats)) % 4 + 1,
        tempo_bpm=BPM,
        time_signature="4/4",
        key="D major",
    )


def _pitch(notes: tuple[SungNote, ...], frames: int, rng: np.random.Generator) -> Pitch:
    midi = np.full(frames, np.nan, np.float32)
    for note in notes:
        first, last = round(note.start / HOP_SECONDS), round(note.end / HOP_SECONDS)
        vibrato = 0.3 * np.sin(np.arange(last - first) * 0.35)
        midi[first:last] = (note.pitch + vibrato)[: max(frames - first, 0)]
    return Pitch(midi, rng.uniform(0.4, 1, frames).astype(np.float32))


def peaks(seconds: float, seed: int) -> NDArray[np.int8]:
    """The outline of something like a stem: hits that die away, over a murmur."""
    rng = np.random.default_rng(seed)
    count = round(seconds * SAMPLE_RATE / PEAK_SAMPLES)
    since_hit = np.arange(count) % (30 + 11 * seed)
    level = (0.15 + 0.8 * np.exp(-since_hit / 14)) * rng.uniform(0.5, 1, count)
    return np.round(np.stack([-level, level * rng.uniform(0.7, 1, count)], axis=1) * 127).astype(np.int8)


@contextmanager
def busy_worker(folder: Path) -> Iterator[None]:
    """While the block runs, a real worker separates a song. folder: for its data."""
    models = MODELS if MODELS.is_dir() else None
    service = Service(load_settings(storage_path=folder / "data", backline_models_dir=models).values)
    service.start()
    try:
        song = write_example(folder / "song.flac", WORK_SECONDS)
        job = service.reception.receive(song, JobRequest())
        while service.job(job.id).progress == 0:
            time.sleep(FRAME_SECONDS)
        yield
        if service.job(job.id).status.ended:
            raise RuntimeError("The worker had nothing left to do.")
    finally:
        service.stop()


def view(seconds: float = MINUTES * 60) -> TimelineView:
    """The view of the example, shown."""
    widget = TimelineView(example(seconds))
    widget.resize(WIDTH, HEIGHT)
    for number, stem in enumerate(STEMS):
        widget.show_peaks(stem, Peaks(peaks(seconds, number)))
    widget.show()
    QApplication.processEvents()
    widget.set_loop((60.0, 90.0))
    return widget


def _scroll(widget: TimelineView, step: int) -> None:
    widget.pan(120 if step % STEPS < STEPS / 2 else -173)


def _creep(widget: TimelineView, step: int) -> None:
    widget.pan(1 + step % 3)


def _zoom(widget: TimelineView, step: int) -> None:
    widget.zoom(1.07 if step % STEPS < STEPS / 2 else 1 / 1.07, 700.0)


def _play(widget: TimelineView, step: int) -> None:
    widget.set_position(60 + step / 60, is_playing=True)


MOVES: dict[str, Move] = {"scroll": _scroll, "creep": _creep, "zoom": _zoom, "play": _play}
SCALES = {"whole song": 0.0, "half a minute": 50.0, "four seconds": 400.0}
"""Pixels a second; 0 for all of the song."""


def measure(folder: Path, steps: int = STEPS) -> dict[str, float]:
    """Milliseconds of a painting with the worker busy: `scroll_p50`, `scroll_p95`, `scroll_max`, and so on.

    own_p95: what the processor spent on it, without what it did for others in between.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_look(app, "dark")
    widget = view()
    with busy_worker(folder):
        figures = {name: _figures(widget, move, steps) for name, move in MOVES.items()}
    widget.close()
    return {f"{name}_{what}": value for name, found in figures.items() for what, value in found.items()}


def _figures(widget: TimelineView, move: Move, steps: int) -> dict[str, float]:
    seconds = [_times(widget, move, scale, steps) for scale in SCALES.values()]
    times, own = np.concatenate(seconds).T * 1000
    return {
        "p50": float(np.median(times)),
        "p95": float(np.percentile(times, 95)),
        "max": float(times.max()),
        "own_p95": float(np.percentile(own, 95)),
    }


def _times(widget: TimelineView, move: Move, scale: float, steps: int) -> NDArray[np.float64]:
    """Of shape (steps, 2): seconds by the clock, and of the processor's time."""
    widget.timeline.fit()
    widget.timeline.zoom(max(scale / widget.timeline.scale, 1.0), 0)
    times = []
    for step in range(steps):
        move(widget, step)
        began, spent = time.perf_counter(), time.thread_time()
        widget.repaint()
        times.append((time.perf_counter() - began, time.thread_time() - spent))
        time.sleep(max(FRAME_SECONDS - times[-1][0], 0))
    return np.array(times)


def main() -> None:
    """Measure and print."""
    print(
        f"{WIDTH} x {HEIGHT}, {MINUTES:g} minutes, {len(STEMS)} stems, busy worker; milliseconds a painting"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, value in measure(Path(folder)).items():
            print(f"{name:16} {value:7.2f}")


if __name__ == "__main__":
    main()
