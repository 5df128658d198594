"""How long after a job's start its first preview segment can be heard, in a server that has just started."""

import time
from pathlib import Path
from typing import Any

from benchmarks import songs
from benchmarks.server import API, fresh_server

POLL_SECONDS = 0.05
LENGTHS = {"4 minutes": 4, "60 minutes": 60}


def first_sound(folder: Path) -> dict[str, Any]:
    """Seconds from the job's start to its first preview segment, by engine and length of the song."""
    figures: dict[str, Any] = {}
    for length, minutes in LENGTHS.items():
        songs.write_minutes(folder / "song.wav", minutes)
        figures[length] = {
            engine: _seconds(folder / "song.wav", engine) for engine in ("spleeter", "htdemucs")
        }
    return figures


def _seconds(song: Path, separator: str) -> float:
    with fresh_server() as client:
        with song.open("rb") as file:
            sent = client.post(
                f"{API}/transcribe", files={"file": file}, data={"separator": separator}
            ).raise_for_status()
        job = sent.json()["job_id"]
        started = None
        while True:
            now = time.perf_counter()
            if started is None and client.get(f"{API}/jobs/{job}").json()["started_at"]:
                started = now
            segments = client.get(f"{API}/jobs/{job}/preview").raise_for_status().json()["segments"]
            if segments:
                client.get(next(iter(segments[0]["stems"].values()))).raise_for_status()
                return time.perf_counter() - (started or now)
            time.sleep(POLL_SECONDS)
