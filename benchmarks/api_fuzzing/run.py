"""A server in a process of its own, a song in it, and schemathesis against both."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import httpx
import numpy as np
import orjson
import soundfile as sf
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.api_fuzzing import HOOKS, IDS, SONGS
from benchmarks.child import ROOT
from benchmarks.server import API, serving

EXCLUDED = {
    "positive_data_acceptance": (
        "The document describes forms and headers, not songs: a file of the right type need not be a song, "
        "and a job of the right shape need not be there, or be done."
    ),
    "unsupported_method": "It expects 405 before 401: who has no key is not told which methods there are.",
}
"""Checks of schemathesis that are left out, and why."""
DOCUMENT = ROOT / "docs" / "openapi.json"
CHECKS = Path(__file__).parent / "schemathesis.toml"
ADDRESS = "192.168.1.7"
SETTINGS = {
    "api_host": "127.0.0.1",
    "discovery": False,
    "trusted_proxies": "127.0.0.1",
    "rate_limit": 0,
    "max_file_size_mb": 2,
}
"""The client's address is told as a proxy tells it: it is no desktop."""
SONG_SECONDS = 2
RATE = 44_100
POLL_SECONDS = 0.1


class Amount(NamedTuple):
    """How much is made up, and from which seed."""

    examples: int
    seed: int | None


class Outcome(NamedTuple):
    """What a run did. answers: how many by status. taken: songs that became jobs. told: its report."""

    cases: int
    failures: int
    answers: dict[str, int]
    taken: int
    told: str


def fuzz(folder: Path, examples: int, seed: int | None = None) -> dict[str, Outcome]:
    """What a paired phone and one without a key were answered, by who asked.

    examples: things made up at random for each route and phase, beside those at every limit. seed: of what is
    made up; None takes another one each time. Raises RuntimeError where the server does not survive it.
    """
    songs = [_tone(folder / f"{hz}.flac", hz) for hz in (220, 440, 660)]
    with serving(folder / "data", **SETTINGS) as server:
        ids, key = _with_a_song(server.client, folder / "data", songs[0])
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | _environment(songs, ids)
        outcomes = {
            who: _run(server.client, headers, Amount(examples, seed), folder, environment)
            for who, headers in (("with a key", {"X-API-Key": key}), ("without a key", {}))
        }
        if server.process.poll() is not None:
            raise RuntimeError("The server died.")
    return outcomes


def _run(
    client: httpx.Client,
    headers: dict[str, str],
    amount: Amount,
    folder: Path,
    environment: Mapping[str, str],
) -> Outcome:
    report = folder / "report.json"
    before = _answered(client)
    command = _command(str(client.base_url), {"X-Forwarded-For": ADDRESS} | headers, amount, report)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    answered = _answered(client) - before
    found = orjson.loads(report.read_bytes())
    return Outcome(
        cases=found["test_cases"]["generated"],
        failures=len(found["failures"]) + len(found["errors"]) + (done.returncode != 0),
        answers=_by_status(answered),
        taken=sum(answered[route, "202"] for route in ("/transcribe", "/batch")),
        told=done.stdout + done.stderr,
    )


def _environment(songs: list[Path], ids: dict[str, list[str]]) -> dict[str, str]:
    return {
        "SCHEMATHESIS_HOOKS": HOOKS,
        SONGS: os.pathsep.join(map(str, songs)),
        IDS: orjson.dumps(ids).decode(),
    }


def _answered(client: httpx.Client) -> Counter[tuple[str, str]]:
    """How many requests were answered so far, by route and status."""
    text = client.get("/metrics").raise_for_status().text
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    counted: Counter[tuple[str, str]] = Counter()
    for sample in samples:
        if sample.name == "backline_request_seconds_count":
            counted[sample.labels["route"], sample.labels["status"]] += int(sample.value)
    return counted


def _by_status(answered: Counter[tuple[str, str]]) -> dict[str, int]:
    statuses: Counter[str] = Counter()
    for (_, status), count in answered.items():
        statuses[status] += count
    return dict(sorted(statuses.items()))


def _command(address: str, headers: dict[str, str], amount: Amount, report: Path) -> list[str]:
    said = [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
    return [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CHECKS)),
        *("run", str(DOCUMENT), "--url", address),
        *("--exclude-checks", ",".join(EXCLUDED)),
        *("--max-examples", str(amount.examples)),
        *(() if amount.seed is None else ("--seed", str(amount.seed))),
        *("--generation-database", "none", "--no-color", "--continue-on-failure", "--warnings", "off"),
        *("--report", "json", "--report-json-path", str(report)),
        *said,
    ]


def _with_a_song(client: httpx.Client, data: Path, song: Path) -> tuple[dict[str, list[str]], str]:
    """A finished job, one that waits, an upload and a batch: their ids, and a device's key."""
    client.headers["X-Forwarded-For"] = ADDRESS
    asked = client.post(f"{API}/pair", json={"device_name": "Fuzzer"}).json()
    command = [sys.executable, "-m", "app", "--data-dir", str(data), "devices", "approve", asked["code"]]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    key = client.get(f"{API}/pair/{asked['request_id']}").json()["api_key"]
    client.headers["X-API-Key"] = key
    quick = {"separator": "spleeter", "pitch": "swiftf0"}
    job = client.post(f"{API}/transcribe", files={"file": song.read_bytes()}, data=quick).json()["job_id"]
    while (status := client.get(f"{API}/jobs/{job}").json()["status"]) in ("queued", "processing"):
        time.sleep(POLL_SECONDS)
    if status != "completed":
        raise RuntimeError("The song that the fuzzing needs failed.")
    client.post(f"{API}/queue/pause").raise_for_status()
    batch = client.post(f"{API}/batch", files=[("file", song.read_bytes())]).json()["batch_id"]
    upload = client.post(f"{API}/uploads", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "1000"})
    ids = {
        "job_id": [job, *(each["job_id"] for each in client.get(f"{API}/jobs").json()["jobs"])],
        "batch_id": [batch],
        "upload_id": [upload.headers["Location"].rpartition("/")[2]],
        "request_id": [asked["request_id"]],
        "name": ["vocals", "drums", "original"],
        "segment": ["0"],
        "number": ["0"],
    }
    return ids, key


def _tone(path: Path, hz: float) -> Path:
    time_of = np.arange(SONG_SECONDS * RATE) / RATE
    sf.write(path, 0.2 * np.sin(2 * np.pi * hz * time_of), RATE)
    return path
