"""Results in the shapes of the API document, written once and sent as they are."""

import gzip
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from core.chords.base import Chord, Harmony
from core.chords.harte import parse
from core.chords.naming import chord_name
from core.jobs import Summary
from core.models import HOP_SECONDS, SAMPLE_RATE, StemFormat
from core.notes.base import Note
from core.pitch.base import PitchTrack
from core.processes.worker import Task
from core.rhythm.base import Rhythm

Document = dict[str, Any]

FRAMES_PER_CHUNK = 6000
FRAME_RATE = round(1 / HOP_SECONDS)
BLOCK_BYTES = 1_000_000


@dataclass(frozen=True)
class Links:
    """Where a client finds the parts of a result: URLs of the API, or files beside results.json."""

    stem: str
    frames: str
    chords: str
    beats: str
    notes: str


def api_links(job_id: str) -> Links:
    """Server-relative URLs of a job."""
    base = f"/api/v1/jobs/{job_id}"
    return Links(f"{base}/stems/{{}}", f"{base}/frames", f"{base}/chords", f"{base}/beats", f"{base}/notes")


def file_links(stem_format: StemFormat) -> Links:
    """Names of the files that the command line writes."""
    return Links(f"stems/{{}}.{stem_format}", "frames.json", "chords.json", "beats.json", "notes.json")


def results(job_id: str, filename: str, summary: Summary, stems: list[str], links: Links) -> Document:
    """The Results object. stems: names."""
    facts = {
        "duration": summary.duration,
        "tempo_bpm": summary.tempo_bpm,
        "key": summary.key,
        "time_signature": summary.time_signature,
    }
    counts = {"num_frames": summary.num_frames, "num_chords": summary.num_chords}
    return {
        "job_id": job_id,
        "status": "completed",
        "progress": 100,
        "input_filename": filename,
        **facts,
        "stems": stems,
        "frames_available": summary.engines.pitch is not None,
        "chords_available": summary.engines.chords is not None,
        **counts,
        "processing_time": summary.processing_time,
        "results": {
            "stems": {name: links.stem.format(name) for name in stems},
            "processed_frames": links.frames,
            "chords": links.chords,
            "beats": links.beats,
            "notes": links.notes,
            "metadata": facts | counts | {"engines": asdict(summary.engines), "device": summary.device},
        },
    }


def chords(job_id: str, harmony: Harmony, summary: Summary) -> Document:
    """The Chords object."""
    key = harmony.key
    return {
        "job_id": job_id,
        "chords": chord_entries(harmony.chords),
        "duration": summary.duration,
        "sample_rate": SAMPLE_RATE,
        "tempo_bpm": summary.tempo_bpm,
        "key_info": {"key": summary.key, **asdict(key)} if key else {},
        "num_chords": len(harmony.chords),
    }


def chord_entries(chords: Sequence[Chord]) -> list[Document]:
    """The entries of a Chords object."""
    return [
        {
            "start_time": chord.start,
            "end_time": chord.end,
            "duration": chord.end - chord.start,
            "confidence": round(chord.confidence, 3),
            **chord_words(chord.label),
        }
        for chord in chords
    ]


def chord_words(label: str) -> Document:
    """A chord in an entry of a Chords object: its label, the parts of that, and what musicians write."""
    return {"chord_label": label, **asdict(parse(label)), "chord_name": chord_name(label, signs=True)}


def beats(job_id: str, rhythm: Rhythm) -> Document:
    """The object of the beats route."""
    return {
        "job_id": job_id,
        "tempo_bpm": rhythm.tempo_bpm,
        "time_signature": rhythm.time_signature,
        "beats": [asdict(beat) for beat in rhythm.beats],
    }


def notes(job_id: str, sung: Sequence[Note]) -> Document:
    """The Notes object, rounded to 0.01 semitones and 0.1 cents."""
    return {
        "job_id": job_id,
        "notes": [
            {
                "onset": note.start / FRAME_RATE,
                "offset": note.stop / FRAME_RATE,
                "midi_pitch": round(note.pitch, 2),
                "confidence": round(note.confidence, 3),
                "bend_cents": np.round(note.bend, 1).tolist(),
            }
            for note in sung
        ],
        "num_notes": len(sung),
    }


@dataclass(frozen=True)
class _Frames:
    """A pitch track as the API rounds it: 0.01 Hz, 0.001 of confidence and semitones."""

    time: list[float]
    frequency: list[float]
    confidence: list[float]
    midi_pitch: list[float]
    is_voiced: list[bool]


def _frames(track: PitchTrack, start: int, end: int) -> _Frames:
    f0 = np.where(track.voiced[start:end], track.f0[start:end], 0.0)
    midi = np.where(f0 > 0, 69 + 12 * np.log2(np.maximum(f0, 1e-9) / 440), 0.0)
    return _Frames(
        np.round(np.arange(start, end) * HOP_SECONDS, 2).tolist(),
        np.round(f0, 2).tolist(),
        np.round(track.confidence[start:end], 3).tolist(),
        np.round(midi, 3).tolist(),
        track.voiced[start:end].tolist(),
    )


def _chunks(track: PitchTrack) -> Iterator[_Frames]:
    for start in range(0, len(track.f0), FRAMES_PER_CHUNK):
        yield _frames(track, start, min(start + FRAMES_PER_CHUNK, len(track.f0)))


def frames_head(task: Task, summary: Summary) -> Document:
    """What stands before the frames in a Frames object."""
    metadata = {
        "bpm": summary.tempo_bpm,
        "hop_seconds": HOP_SECONDS,
        "engine": summary.engines.pitch,
        "original_song_path": task.song_name,
        "vocal_file_path": f"vocals.{task.stem_format}",
    }
    return {"job_id": task.job_id, "metadata": metadata}


def frames_json(track: PitchTrack, head: Document) -> Iterator[bytes]:
    """The Frames object, piece by piece. head: `job_id` and `metadata`."""
    yield orjson.dumps(head)[:-1] + b',"processed_frames":['
    for number, chunk in enumerate(_chunks(track)):
        rows = zip(*asdict(chunk).values(), strict=True)
        names = asdict(chunk).keys()
        listed = orjson.dumps([dict(zip(names, row, strict=True)) for row in rows])
        yield (b"," if number else b"") + listed[1:-1]
    yield b'],"frame_count":%d}' % len(track.f0)


def frames_columns(track: PitchTrack, head: Document) -> Iterator[bytes]:
    """The Frames object with one array a field in place of `processed_frames`."""
    columns = asdict(_frames(track, 0, len(track.f0)))
    yield orjson.dumps(head | {"columns": columns, "frame_count": len(track.f0)})


def frames_csv(track: PitchTrack, head: Document) -> Iterator[bytes]:  # noqa: ARG001 - one signature for all forms
    """One line a frame, after a line of names."""
    yield b"time,frequency,confidence,midi_pitch,is_voiced\n"
    for chunk in _chunks(track):
        rows = zip(*asdict(chunk).values(), strict=True)
        yield "".join(
            f"{t:.2f},{f:.2f},{c:.3f},{m:.3f},{str(v).lower()}\n" for t, f, c, m, v in rows
        ).encode()


def write_plain(path: Path, pieces: Iterator[bytes]) -> None:
    """Write pieces one after the other."""
    with path.open("wb") as file:
        file.writelines(pieces)


def write_compressed(path: Path, pieces: Iterator[bytes]) -> None:
    """Write pieces as gzip, the same bytes every time."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as file:
        for piece in pieces:
            file.write(piece)


def with_other_head(document: Path, edit: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """A compressed document piece by piece. edit: of its first block, in which all but the frames stands."""
    with gzip.open(document) as file:
        yield edit(file.read(BLOCK_BYTES))
        while block := file.read(BLOCK_BYTES):
            yield block
