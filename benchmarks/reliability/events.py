"""Two hundred readers of one job's events: how soon each hears of a change, and what they cost."""

import json
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.child import ROOT
from benchmarks.reliability.listeners import EACH, SILENT
from benchmarks.server import API, fresh_server

FAST = {"separator": "spleeter", "pitch": "swiftf0"}
LISTENERS = [sys.executable, "-m", "benchmarks.reliability.listeners"]
POLL_SECONDS = 0.2
Read = list[tuple[float, str]]
"""When a reader read which object."""


def events(song: Path) -> dict[str, Any]:
    """A job with nobody listening, and one with all readers; cpu: of the server's process, in seconds."""
    with fresh_server() as client:
        _wait(client, _send(client, song))  # The worker loads its models.
        before = _cpu(client)
        alone = _wait(client, _send(client, song))
        between = _cpu(client)
        job = _send(client, song)
        listeners = subprocess.Popen(
            [*LISTENERS, str(client.base_url), job], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        heard = _wait(client, job)
        readers: list[Read] = json.loads(listeners.communicate()[0])
        after = _cpu(client)
    return {
        "readers": 2 * EACH + SILENT,
        "objects": statistics.median(len(read) for read in readers),
        "complete": sum(json.loads(read[-1][1])["status"] == "completed" for read in readers),
        "end_heard_ms": 1000 * (max(read[-1][0] for read in readers) - _ended(heard)),
        "spread_p99_ms": 1000 * statistics.quantiles(_spreads(readers), n=100)[98],
        "cpu_alone": between - before,
        "cpu_heard": after - between,
        "job_alone": alone["processing_time"],
        "job_heard": heard["processing_time"],
    }


def _send(client: httpx.Client, song: Path) -> str:
    wanted = FAST | {"again": "true"}
    answer = client.post(f"{API}/transcribe", files={"file": song.read_bytes()}, data=wanted)
    return str(answer.raise_for_status().json()["job_id"])


def _wait(client: httpx.Client, job: str) -> dict[str, Any]:
    while (found := client.get(f"{API}/jobs/{job}").json())["status"] in ("queued", "processing"):
        time.sleep(POLL_SECONDS)
    return dict(found)


def _cpu(client: httpx.Client) -> float:
    """Seconds of processor time that the server's process has taken. On Linux only."""
    metrics = text_string_to_metric_families(client.get("/metrics").text)
    return next(family.samples[0].value for family in metrics if family.name == "process_cpu_seconds")


def _ended(job: dict[str, Any]) -> float:
    return datetime.fromisoformat(job["completed_at"]).timestamp()


def _spreads(readers: list[Read]) -> list[float]:
    """Seconds by which each reader heard each object later than the first one did, once all were there."""
    all_there = max(read[0][0] for read in readers)
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    for read in readers:
        equal: Counter[str] = Counter()  # Counted from the end, which all of them heard.
        for heard, text in reversed(read):
            if heard > all_there:
                times[text, equal[text]].append(heard)
            equal[text] += 1
    return [heard - min(all_heard) for all_heard in times.values() for heard in all_heard]
