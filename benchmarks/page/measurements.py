"""All that is measured of the page, on one server with songs that its worker analysed."""

import time
from pathlib import Path
from typing import Any

import httpx

from benchmarks.page.browser import chromium, missing
from benchmarks.page.frames import frames
from benchmarks.page.loading import loading
from benchmarks.page.memory import memory
from benchmarks.page.visits import House
from benchmarks.server import API, serving
from benchmarks.songs import write_example
from core.example import SONG

MINUTES = 10
SONGS = 10
"""Short ones, that are opened one after the other."""
QUICK = {"separator": "spleeter", "pitch": "swiftf0"}
POLL_SECONDS = 0.5


def page(folder: Path) -> dict[str, Any]:
    """Figures of loading, frames and memory. Raises RuntimeError where the browser or the page is missing."""
    if what := missing():
        raise RuntimeError(f"This is missing: {what}.")
    data, long = folder / "data", write_example(folder / "long.flac", MINUTES * 60)
    with serving(data) as server, chromium() as browser:
        song, *songs = (_analysed(server.client, path) for path in (long, *[SONG] * SONGS))
        house = House(browser, server, data)
        return {"loading": loading(house), "frames": frames(house, song), "memory": memory(house, songs)}


def _analysed(client: httpx.Client, song: Path) -> str:
    sent = client.post(f"{API}/transcribe", files={"file": (song.name, song.read_bytes())}, data=QUICK)
    job = str(sent.raise_for_status().json()["job_id"])
    while (status := client.get(f"{API}/jobs/{job}/status").json())["status"] != "completed":
        if status["status"] == "failed":
            raise RuntimeError(status["error_message"])
        time.sleep(POLL_SECONDS)
    return job
