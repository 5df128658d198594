"""How long after a job's start its first preview segment can be heard, in a server that has just started."""

import os
import socket
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
    with tempfile.TemporaryDirectory() as data, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        listener.close()
        command = [
            sys.executable,
            "-m",
            "app",
            "--serve",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--data-dir",
            data,
        ]
        environment = os.environ | {
            "BACKLINE_MODELS_DIR": str(songs.MODELS),
            "ENABLE_GPU": "false",
            "MAX_FILE_SIZE_MB": "2000",
        }
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                _wait_until_ready(client)
                yield client
        finally:
            server.terminate()
            server.wait()


def _wait_until_ready(client: httpx.Client) -> None:
    for _ in range(400):
        try:
            if client.get(f"{API}/health/ready").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(POLL_SECONDS)
    raise TimeoutError("The server did not become ready.")
