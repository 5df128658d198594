"""The server killed again and again in the middle of songs: what is lost, done twice, or different."""

import gzip
import json
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks.server import API, serving
from core.models import Stage
from core.results import JobFolder
from core.stagefolder import MARKER

FAST = {"separator": "spleeter", "pitch": "swiftf0"}
STARTING = "starting"
MOMENTS = (STARTING, *Stage)
"""A job is killed at each of these in turn, somewhere between its beginning and its usual end."""
MOST_OF_IT = 0.6
"""Of a moment's usual time, but for the last one: what is seen late would hit the one after it."""
POLL_SECONDS = 0.005
LEAVE_SECONDS = 10
"""How long children of a killed server are waited for before they count as orphans."""
JOB_SECONDS = 120
SEED = 4
NEWS = {"processing_time", "stage_seconds"}
"""What differs between two analyses of a song."""


def kills(song: Path, folder: Path, times: int) -> dict[str, Any]:
    """Kill the server `times` times, and compare what becomes of the jobs with an undisturbed one.

    song: WAV, some seconds. hits: kills by the stage that was not finished on the disk.
    """
    undisturbed, usual = _undisturbed(song, folder / "undisturbed")
    siege = _Siege(song, folder / "data", usual)
    started = time.monotonic()
    for number in range(times):
        siege.kill_at(MOMENTS[number % len(MOMENTS)])
    return siege.outcome(undisturbed) | {"seconds": time.monotonic() - started}


class _Siege:
    """Jobs on one data folder, through many lives of the server."""

    def __init__(self, song: Path, data: Path, usual: dict[str, float]) -> None:
        self._song = song
        self._data = data
        self._usual = usual
        self._random = random.Random(SEED)
        self._jobs: list[str] = []
        self._hits: Counter[str] = Counter()
        self._markers: dict[Path, int] = {}
        self._redone: set[Path] = set()
        self._orphans = 0
        self._leaving = 0.0

    def kill_at(self, moment: str) -> None:
        """Start a server, with a new job for the first moment, and kill it somewhere in that one."""
        with _server(self._data) as server:
            if moment == STARTING:
                self._jobs.append(server.send(self._song, len(self._jobs)))
            server.wait_for(self._jobs[-1], moment)
            part = 1.0 if moment == MOMENTS[-1] else MOST_OF_IT
            time.sleep(self._random.uniform(0, part * self._usual[moment]))
            children = psutil.Process(server.process.pid).children(recursive=True)
            server.process.kill()
            killed = time.monotonic()
            self._orphans += len(_left_after(children, LEAVE_SECONDS))
            self._leaving = max(self._leaving, time.monotonic() - killed)
        self._hits[_unfinished(self._folder(self._jobs[-1]))] += 1
        self._note_finished_stages()

    def outcome(self, undisturbed: dict[str, bytes]) -> dict[str, Any]:
        """What became of the jobs, after a last start."""
        with _server(self._data) as server:
            for job_id in self._jobs:
                server.wait_for(job_id, "")
            listed = server.jobs()
        self._note_finished_stages()
        ids = [job["id"] for job in listed]
        return {
            "kills": self._hits.total(),
            "hits": dict(self._hits),
            "jobs": len(self._jobs),
            "lost": len({*self._jobs} - {*ids}),
            "twice": len(ids) - len({*ids} & {*self._jobs}),
            "failed": sum(job["status"] != "completed" for job in listed),
            "stages_done_again": len(self._redone),
            "different": sum(_results(self._folder(job_id)) != undisturbed for job_id in self._jobs),
            "left": sorted(str(path.relative_to(self._data)) for path in self._left()),
            "orphans": self._orphans,
            "longest_leave": self._leaving,
        }

    def _folder(self, job_id: str) -> JobFolder:
        return JobFolder(self._data / "jobs" / job_id)

    def _note_finished_stages(self) -> None:
        for marker in self._data.glob(f"jobs/*/*/{MARKER}"):
            finished = marker.stat().st_mtime_ns
            if self._markers.setdefault(marker, finished) != finished:
                self._redone.add(marker)

    def _left(self) -> Iterator[Path]:
        """What has no business in a folder of completed jobs."""
        yield from self._data.glob("jobs/**/*.part")
        yield from self._data.glob("jobs/**/*.f32")
        yield from self._data.glob("incoming/*")
        yield from (path for path in self._data.glob("jobs/*") if path.name not in self._jobs)


@dataclass(frozen=True)
class _Server:
    process: "subprocess.Popen[str]"
    client: httpx.Client

    def send(self, song: Path, number: int) -> str:
        """Send the song as a file that was never sent before: its sound is the same."""
        comment = f"{number:08}".encode()
        sound = song.read_bytes() + b"junk" + len(comment).to_bytes(4, "little") + comment
        files = {"file": (song.name, sound)}
        sent = self.client.post(f"{API}/transcribe", files=files, data=FAST).raise_for_status()
        return str(sent.json()["job_id"])

    def wait_for(self, job_id: str, moment: str) -> None:
        """Return when the job is at a moment, or has ended."""
        deadline = time.monotonic() + JOB_SECONDS
        while (at := self.moment(job_id)) not in (moment, ""):
            if time.monotonic() > deadline:
                raise TimeoutError(f"The job is still {at}.")
            time.sleep(POLL_SECONDS)

    def moment(self, job_id: str) -> str:
        """What a job is at: a moment of MOMENTS, `queued`, or empty when it has ended."""
        status = self.client.get(f"{API}/jobs/{job_id}/status").raise_for_status().json()
        if status["status"] in ("completed", "failed"):
            return ""
        starting = status["message"] == "Starting."
        return STARTING if starting else str(status["stage"] or status["status"])

    def jobs(self) -> list[dict[str, Any]]:
        """All jobs."""
        answer = self.client.get(f"{API}/jobs", params={"limit": 1000}).raise_for_status()
        jobs: list[dict[str, Any]] = answer.json()["jobs"]
        return jobs


@contextmanager
def _server(data: Path) -> Iterator[_Server]:
    with serving(data) as (process, client):
        yield _Server(process, client)


def _undisturbed(song: Path, data: Path) -> tuple[dict[str, bytes], dict[str, float]]:
    """A job's results, and the usual seconds of its moments; the first job of a server starts slowly."""
    with _server(data) as server:
        job_id = server.send(song, 0)
        began: dict[str, float] = {}
        while at := server.moment(job_id):
            began.setdefault(at, time.monotonic())
            time.sleep(POLL_SECONDS)
        end = time.monotonic()
    ends = [*list(began.values())[1:], end]
    usual = {moment: later - start for (moment, start), later in zip(began.items(), ends, strict=True)}
    return _results(JobFolder(data / "jobs" / job_id)), {moment: usual.get(moment, 0.1) for moment in MOMENTS}


def _left_after(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Those that still run then; returns sooner when there are none."""
    deadline = time.monotonic() + seconds
    while (left := [*filter(_runs, processes)]) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return left


def _runs(process: psutil.Process) -> bool:
    """Not so a process that has ended and waits for the system to take note of it."""
    with suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def _unfinished(folder: JobFolder) -> str:
    """The stage that the kill hit."""
    done = [stage for stage in Stage if folder.stage(stage).is_dir()]
    if folder.documents.is_dir():
        return "end"
    return "documents" if len(done) == len(Stage) else str(next(s for s in Stage if s not in done))


def _results(folder: JobFolder) -> dict[str, bytes]:
    """What clients get of a finished job, without its id and its times."""
    files = [*sorted(folder.stems.glob("*")), *sorted(folder.documents.glob("*"))]
    job_id = folder.path.name.encode()
    found = {path.name: _unpacked(path) for path in files if path.name != MARKER}
    return {name: _timeless(data.replace(job_id, b"ID")) for name, data in found.items()}


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _timeless(data: bytes) -> bytes:
    if not data.startswith(b"{"):
        return data
    document = json.loads(data)
    for part in (document, document.get("results", {}).get("metadata", {})):
        for name in NEWS & part.keys():
            part[name] = 0
    return json.dumps(document).encode()
