"""Documents of songs, as the API has them."""

from itertools import pairwise
from typing import Any

import numpy as np

from core.chords.base import Chord
from core.documents import chord_entries

Document = dict[str, Any]


def beats_document(times: list[float], first: int = 1, signature: str = "4/4", in_bar: int = 4) -> Document:
    """Beats at these times. first: the position of the first one."""
    return {
        "job_id": "x",
        "tempo_bpm": 60 / float(np.median(np.diff(times))) if len(times) > 1 else 0.0,
        "time_signature": signature,
        "beats": [
            {"time": time, "position": (first - 1 + number) % in_bar + 1} for number, time in enumerate(times)
        ],
    }


def chords_document(edges: list[float], labels: list[str], key: str | None = "C major") -> Document:
    """Chords from edge to edge."""
    chords = [
        Chord(start, end, label, 0.9) for (start, end), label in zip(pairwise(edges), labels, strict=True)
    ]
    tonic, _, mode = (key or "").partition(" ")
    return {
        "job_id": "x",
        "chords": chord_entries(chords),
        "duration": edges[-1],
        "sample_rate": 44100,
        "tempo_bpm": 120.0,
        "key_info": {"key": key, "tonic": tonic, "mode": mode, "confidence": 1.0} if key else {},
        "num_chords": len(chords),
    }


def notes_document(*notes: tuple[float, float, float, list[float]]) -> Document:
    """Notes: onset, offset, pitch, bend."""
    listed = [
        {"onset": onset, "offset": offset, "midi_pitch": pitch, "confidence": 0.9, "bend_cents": bend}
        for onset, offset, pitch, bend in notes
    ]
    return {"job_id": "x", "notes": listed, "num_notes": len(listed)}


def played_beats(seconds: float, bpm: float, start: float, seed: int = 0) -> list[float]:
    """Beats as people play them: each some milliseconds early or late, the tempo drifting by a tenth."""
    random = np.random.default_rng(seed)
    times = [start]
    while times[-1] < seconds:
        drift = 1 + 0.1 * np.sin(times[-1] / 40)
        times.append(times[-1] + 60 / bpm * drift + random.normal(0, 0.008))
    return times[:-1]
