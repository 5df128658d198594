"""What was found in a song, as its view reads it."""

import gzip
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from core.chords.base import Chord
from core.chords.harte import NO_CHORD
from core.corrections.corrections import ChordCorrection
from core.jobs import Job
from core.models import HOP_SECONDS
from core.results import JobFolder
from core.separation.base import INSTRUMENTAL, ORIGINAL

BETWEEN = {INSTRUMENTAL, ORIGINAL}
"""Tracks that are no stems but sums of them."""


@dataclass(frozen=True)
class Pitch:
    """The sung pitch. Frame k is centred at k x 10 ms.

    midi: float32 of shape (frames,), NaN where nothing is sung. confidence: float32, 0 to 1.
    """

    midi: NDArray[np.float32]
    confidence: NDArray[np.float32]


@dataclass(frozen=True)
class SungNote:
    """start, end: seconds. pitch: MIDI, not rounded."""

    start: float
    end: float
    pitch: float


@dataclass(frozen=True)
class Analysis:
    """A finished song. pitch, chords: None where they were not asked for.

    made_at: when; corrections by hand leave it. beats: float64 seconds of shape (beats,). positions: int64,
    1 is a downbeat. tracks: sound files by name, stems or, where there are none, the song as it was sent.
    corrected: chords that were named by hand.
    """

    made_at: datetime | None
    duration: float
    tracks: dict[str, Path]
    has_stems: bool
    pitch: Pitch | None
    notes: tuple[SungNote, ...]
    chords: tuple[Chord, ...] | None
    beats: NDArray[np.float64]
    positions: NDArray[np.int64]
    tempo_bpm: float
    time_signature: str
    key: str | None
    corrected: tuple[ChordCorrection, ...] = ()

    @property
    def has_music(self) -> bool:
        """Whether any chord sounds."""
        return any(chord.label != NO_CHORD for chord in self.chords or ())


def read_analysis(folder: JobFolder, job: Job) -> Analysis:
    """Read the documents of a finished song; a part of a second for an hour. Raises OSError, ValueError."""
    finished = job.finished_before or job
    summary = finished.corrected
    engines = summary.engines
    stems = {name: path for name, path in folder.tracks().items() if name not in BETWEEN}
    rhythm = _document(folder.beats) if engines.beats else {"beats": []}
    return Analysis(
        made_at=finished.completed_at,
        duration=summary.duration,
        tracks=stems or {ORIGINAL: folder.original},
        has_stems=bool(stems),
        pitch=read_pitch(folder.frames_columns) if engines.pitch else None,
        notes=_notes(folder.notes) if engines.pitch else (),
        chords=_chords(folder.chords) if engines.chords else None,
        beats=np.array([beat["time"] for beat in rhythm["beats"]], np.float64),
        positions=np.array([beat["position"] for beat in rhythm["beats"]], np.int64),
        tempo_bpm=summary.tempo_bpm,
        time_signature=summary.time_signature,
        key=summary.key,
        corrected=job.corrections.chords,
    )


def _document(path: Path) -> dict[str, Any]:
    return dict(orjson.loads(path.read_bytes()))


def _notes(path: Path) -> tuple[SungNote, ...]:
    return tuple(
        SungNote(note["onset"], note["offset"], note["midi_pitch"]) for note in _document(path)["notes"]
    )


def _chords(path: Path) -> tuple[Chord, ...]:
    return tuple(
        Chord(chord["start_time"], chord["end_time"], chord["chord_label"], chord["confidence"])
        for chord in _document(path)["chords"]
    )


def read_pitch(path: Path) -> Pitch:
    """The Frames object in columns."""
    text = gzip.decompress(path.read_bytes())
    midi = _column(text, "midi_pitch")
    midi[midi == 0] = np.nan
    return Pitch(midi, _column(text, "confidence"))


def _column(text: bytes, name: str) -> NDArray[np.float32]:
    """One column of the frames. As objects, those of an hour would take 40 MB and hold up the windows."""
    start = text.index(f'"{name}":['.encode()) + len(name) + 4
    numbers = text[start : text.index(b"]", start)]
    return np.fromstring(numbers, dtype=np.float32, sep=",") if numbers else np.zeros(0, np.float32)


def frame_at(pitch: Pitch, seconds: float) -> int:
    """The frame that is heard at a time."""
    return min(max(round(seconds / HOP_SECONDS), 0), max(len(pitch.midi) - 1, 0))
