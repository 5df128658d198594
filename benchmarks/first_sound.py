"""How long after a job's start its first preview segment can be heard, in a server that has just started."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from benchmarks import songs
from benchmarks.child import ROOT

API = "/api/v1"
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
    with _server() as client:
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


@contextmanager
def _server() -> Iterator[httpx.Client]:
    """A server that has just started, with an empty data folder."""
    environment = os.environ | {
        "BACKLINE_MODELS_DIR": str(songs.MODELS),
        "ENABLE_GPU": "false",
        "MAX_FILE_SIZE_MB": "2000",
    }
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "app", "--serve", "--port", "0", "--data-dir", data]
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            with httpx.Client(base_url=_address(server), timeout=60) as client:
                yield client
        finally:
            server.terminate()
            server.communicate()


def _address(server: "subprocess.Popen[str]") -> str:
    """The address that a server tells when it is ready."""
    assert server.stdout is not None
    told = re.search(r"http://[^/]+", server.stdout.readline())
    if told is None:
        raise RuntimeError("The server did not start.")
    return told[0]
