"""What a server does with files that are no songs, and with uploads that break off."""

import os
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks.reliability.damaged_inputs import RATE, damaged_inputs, encoded, noise
from benchmarks.reliability.fuzzing import fuzz
from benchmarks.server import API, serving

ANALYSIS = {"stages": "transcription", "pitch": "swiftf0"}
"""The least that is asked of a song: it is decoded, and its pitch is tracked."""
MAX_MINUTES = 5
MUTATIONS = 5000
SENDERS = 2
POLL_SECONDS = 0.1
UPLOAD_MB = 50
BROKEN_UPLOADS = 20


def inputs(folder: Path) -> dict[str, Any]:
    """All figures of this module. folder: for the servers' data."""
    return {
        "damaged": damaged(folder / "damaged", damaged_inputs()),
        "fuzz": fuzz(MUTATIONS),
        **uploads(folder / "uploads"),
    }


def damaged(data: Path, made: dict[str, bytes]) -> dict[str, Any]:
    """Send inputs to a real server, and wait for the jobs of those that it takes.

    refused: how many got a 422. ends: how many jobs completed, or failed, by error code. odd: names that got
    any other answer. left: files that remain when all jobs are deleted. peak_mb: of the largest process.
    """
    with serving(data, max_duration_minutes=MAX_MINUTES) as (_, client), _peak_memory() as peak:
        with ThreadPoolExecutor(SENDERS) as senders:
            answers = list(senders.map(lambda item: _send(client, *item), made.items()))
        while _busy(client):
            time.sleep(POLL_SECONDS)
        jobs = client.get(f"{API}/jobs", params={"limit": 1000}).json()["jobs"]
        for job in jobs:
            client.delete(f"{API}/jobs/{job['id']}").raise_for_status()
        left = _left(data)
    ends = Counter(job["error_code"] or job["status"] for job in jobs)
    return {
        "inputs": len(made),
        "refused": sum(status == httpx.codes.UNPROCESSABLE_ENTITY for status in answers),
        "ends": dict(ends),
        "odd": [name for name, status in zip(made, answers, strict=True) if status not in (202, 422)],
        "left": left,
        "peak_mb": peak["bytes"] / 1e6,
    }


def uploads(data: Path) -> dict[str, Any]:
    """How long a large upload takes over loopback, and what is left of those that break off."""
    song = encoded(noise(UPLOAD_MB * 1e6 / 4 / RATE), "wav", "pcm_s16le")
    chance = random.Random(5)
    with serving(data, max_duration_minutes=MAX_MINUTES) as (_, client):
        started = time.perf_counter()
        answer = client.post(f"{API}/transcribe", files={"file": ("song.wav", song)}, data=ANALYSIS)
        seconds = time.perf_counter() - started
        client.delete(f"{API}/jobs/{answer.raise_for_status().json()['id']}").raise_for_status()
        for _ in range(BROKEN_UPLOADS):
            _break_off(str(client.base_url), song, chance.randrange(len(song)))
        jobs, left = client.get(f"{API}/jobs").json()["total"], _left(data)
    return {"upload_seconds": seconds, "broken": BROKEN_UPLOADS, "broken_jobs": jobs, "broken_left": left}


def _send(client: httpx.Client, name: str, data: bytes) -> int:
    return client.post(f"{API}/transcribe", files={"file": (name, data)}, data=ANALYSIS).status_code


def _busy(client: httpx.Client) -> bool:
    queue = client.get(f"{API}/queue/status").json()
    return bool(queue["active_jobs"] + queue["queued_jobs"])


def _left(data: Path) -> list[str]:
    """Files of songs; a moment is theirs to go."""
    end = time.monotonic() + 2
    while True:
        # Not `Path.rglob`, which raises where a folder goes away meanwhile.
        walks = (os.walk(data / folder) for folder in ("incoming", "jobs"))
        found = [Path(at, name) for walk in walks for at, folders, files in walk for name in folders + files]
        if not found or time.monotonic() > end:
            return sorted(str(path.relative_to(data)) for path in found)
        time.sleep(POLL_SECONDS)


def _break_off(address: str, song: bytes, sent: int) -> None:
    """Send the first bytes of a song, and hang up."""
    host, port = httpx.URL(address).host, httpx.URL(address).port
    head = (
        f"POST {API}/transcribe HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(song) + 200}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="file"; filename="song.wav"\r\n\r\n'
    )
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(head.encode() + song[:sent])


@contextmanager
def _peak_memory() -> Iterator[dict[str, int]]:
    """Watches the processes that this one started; `bytes` of the largest at any time."""
    peak, done = {"bytes": 0}, threading.Event()

    def watch() -> None:
        while not done.wait(POLL_SECONDS / 2):
            for process in psutil.Process().children(recursive=True):
                try:
                    peak["bytes"] = max(peak["bytes"], process.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield peak
    finally:
        done.set()
        watching.join()
