"""What a folder of results says beside the labels, where `score.py` has no column for it."""

import json
from collections.abc import Iterator
from pathlib import Path

import mir_eval
import numpy as np

from benchmarks.songs import EVAL

BINS = 5
NEAR_CENTS = 50.0
Interval = tuple[float, float, str]


def notes_f(song: str, results: Path) -> float | None:
    """F of the notes: onset within 50 ms, pitch within 50 cents. None where the song has no such labels."""
    labels = EVAL / song / "notes.csv"
    if not labels.exists():
        return None
    rows = np.loadtxt(labels, delimiter=",")
    solo = song.startswith("vocadito")
    start, stop = rows[:, 0], rows[:, 0] + rows[:, 2] if solo else rows[:, 1]
    hz = rows[:, 1] if solo else _hz(rows[:, 2])
    notes = json.loads((results / "notes.json").read_text())["notes"]
    times = np.array([(note["onset"], note["offset"]) for note in notes]).reshape(-1, 2)
    found = times, _hz(np.array([note["midi_pitch"] for note in notes]))
    score = mir_eval.transcription.precision_recall_f1_overlap
    return float(score(np.stack([start, stop], axis=1), hz, *found, offset_ratio=None)[2])


def pitch_confidence(song: str, results: Path) -> tuple[np.ndarray, np.ndarray] | None:
    """Confidence of every frame, and whether its label is voiced and within 50 cents of what was heard."""
    if not (EVAL / song / "f0.csv").exists():
        return None
    labels = np.loadtxt(EVAL / song / "f0.csv", delimiter=",")
    frames = json.loads((results / "frames.json").read_text())["processed_frames"]
    time, heard, confidence = (
        np.array([f[key] for f in frames]) for key in ("time", "frequency", "confidence")
    )
    label = labels[np.abs(labels[:, 0] - time[:, None]).argmin(axis=1), 1]
    cents = 1200 * np.abs(np.log2(np.maximum(heard, 1e-9) / np.maximum(label, 1e-9)))
    return confidence, (label > 0) & (heard > 0) & (cents < NEAR_CENTS)


def chord_confidence(song: str, results: Path) -> tuple[np.ndarray, np.ndarray] | None:
    """Confidence of every 10 ms of the chords, and whether they are right as major or minor."""
    if not (EVAL / song / "chords.lab").exists():
        return None
    rows = [line.split() for line in (EVAL / song / "chords.lab").read_text().splitlines()]
    labels: list[Interval] = [(float(start), float(end), name) for start, end, name in rows]
    chords = json.loads((results / "chords.json").read_text())["chords"]
    found: list[Interval] = [(c["start_time"], c["end_time"], c["chord_label"]) for c in chords]
    time = np.arange(0.005, min(labels[-1][1], found[-1][1]), 0.01)
    true, heard = _at(labels, time), _at(found, time)
    right = mir_eval.chord.majmin([labels[i][2] for i in true], [found[i][2] for i in heard])
    counted = right >= 0
    return np.array([c["confidence"] for c in chords])[heard][counted], right[counted] > 0


def reliability(confidence: np.ndarray, right: np.ndarray) -> Iterator[tuple[float, float, int]]:
    """Mean confidence, share that is right, and how many, in BINS bins of confidence."""
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    for place in range(BINS):
        inside = places == place
        count = int(inside.sum())
        yield (
            (float(confidence[inside].mean()), float(right[inside].mean()), count) if count else (0.0, 0.0, 0)
        )


def _at(intervals: list[Interval], time: np.ndarray) -> np.ndarray:
    starts = np.array([start for start, _, _ in intervals])
    return np.maximum(np.searchsorted(starts, time, side="right") - 1, 0)


def _hz(midi: np.ndarray) -> np.ndarray:
    return 440 * 2 ** ((midi - 69) / 12)
