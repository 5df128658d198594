"""A rehearsal room full of phones beside one song in work: how soon each is answered, and what it costs."""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import soundfile as sf

from benchmarks import songs
from benchmarks.child import ROOT
from benchmarks.server import API, fresh_server, listening

SENDERS = 20
SENT_SECONDS = 30
"""Length of each song that is sent: 5 MB."""
REPEATS = 3
EXCERPT = ("song2", "song3")
"""78 s, through the best engines: the song in work."""
POLL_SECONDS = 0.2
STUB = [sys.executable, "-m", "benchmarks.reliability.stub"]
PHONES = [sys.executable, "-m", "benchmarks.reliability.phones"]


def load(folder: Path) -> dict[str, Any]:
    """The same load sent to the server that works, and to a stub beside it, in turn."""
    song = folder / "song.wav"
    sf.write(song, np.concatenate([songs.mix(name) for name in EXCERPT]), songs.RATE, subtype="PCM_16")
    sent = [_hiss(folder / f"{number}.wav", number) for number in range(SENDERS)]
    rounds = [(_beside_itself(song, sent), _beside_stub(song, sent)) for _ in range(REPEATS)]
    waits = [wait for busy, _ in rounds for wait in busy["waits"]]
    uploads = [upload for busy, _ in rounds for upload in busy["uploads"]]
    return {
        "polls": len(waits),
        "p50_ms": 1000 * statistics.median(waits),
        "p99_ms": 1000 * statistics.quantiles(waits, n=100)[98],
        "sent": len(uploads),
        "refused": sum(status != httpx.codes.ACCEPTED for status, _ in uploads),
        "longest_upload": max(seconds for _, seconds in uploads),
        "job": statistics.median(busy["job"] for busy, _ in rounds),
        "job_beside_stub": statistics.median(stub["job"] for _, stub in rounds),
    }


def _beside_itself(song: Path, sent: list[Path]) -> dict[str, Any]:
    with fresh_server() as client:
        return _job_under_load(client, song, str(client.base_url), sent)


def _beside_stub(song: Path, sent: list[Path]) -> dict[str, Any]:
    with fresh_server() as client, listening(STUB, {}) as (_, stub):
        return _job_under_load(client, song, stub, sent)


def _job_under_load(client: httpx.Client, song: Path, loaded: str, sent: list[Path]) -> dict[str, Any]:
    """Seconds that the job took while phones besieged the server at `loaded`, and what they saw."""
    with song.open("rb") as file:
        job = client.post(f"{API}/transcribe", files={"file": file}).raise_for_status().json()["job_id"]
    polling = _phones("poll", loaded, job)
    sending = _phones("send", loaded, *map(str, sent))
    while (status := client.get(f"{API}/jobs/{job}").json())["status"] in ("queued", "processing"):
        time.sleep(POLL_SECONDS)
    waits, uploads = (json.loads(phones.communicate()[0]) for phones in (polling, sending))
    return {"job": status["processing_time"], "waits": waits, "uploads": uploads}


def _phones(*command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*PHONES, *command], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _hiss(path: Path, seed: int) -> Path:
    noise = np.random.default_rng(seed).normal(0, 0.1, (SENT_SECONDS * songs.RATE, 2))
    sf.write(path, noise, songs.RATE, subtype="PCM_16")
    return path
