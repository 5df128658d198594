"""A disk that runs full: songs are refused, wait or fail, and nothing stays behind; with room all goes on."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.app.conftest import Running, serving
from tests.app.strict_client import Job, parse, refused
from tests.sounds import tone, write
from tests.tiny_disk import MEGABYTE, TinyDisk, mounted
from tests.watching import names_below

pytestmark = pytest.mark.slow

QUICK = {"separator": "spleeter", "pitch": "swiftf0"}
SECONDS = 12.0
"""Of the song, which needs 27 MB."""


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyDisk]:
    with mounted(tmp_path_factory.mktemp("disk"), megabytes=60) as disk:
        yield disk


@pytest.fixture(scope="module")
def server(disk: TinyDisk) -> Iterator[Running]:
    with serving(disk.root, start=True, enable_gpu=False) as running:
        yield running


@pytest.fixture(autouse=True)
def room(disk: TinyDisk) -> Iterator[None]:
    yield
    disk.clear()


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("songs") / "song.flac", tone(SECONDS), codec="flac")


def wait_for(server: Running, job_id: str, done: Callable[[Job], bool]) -> Job:
    deadline = time.monotonic() + 60
    while not done(job := parse(Job, server.client.get(f"/api/v1/jobs/{job_id}"))):
        assert time.monotonic() < deadline, f"still {job}"
        time.sleep(0.02)
    return job


def test_a_full_disk_takes_no_song(server: Running, disk: TinyDisk, song: Path) -> None:
    disk.fill(leave=0)
    before = names_below(disk.root)
    problem = refused(server.send(song, **QUICK), 507, "storage_limit_exceeded")
    assert "not enough free disk space" in problem.detail
    assert names_below(disk.root) == before
    assert not server.client.get("/api/v1/queue/status").json()["can_accept_jobs"]
    health = server.client.get("/health").json()
    assert health["status"] == "healthy"
    assert "nearly full" in health["warnings"][0]
    disk.clear()
    assert server.client.get("/health").json()["warnings"] == []
    job = wait_for(server, server.sent(song, **QUICK), lambda job: job.status in ("completed", "failed"))
    assert job.status == "completed", job.error_message


def test_an_upload_that_does_not_say_its_size_ends_where_the_disk_does(
    server: Running, disk: TinyDisk
) -> None:
    disk.fill(leave=4)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="long.wav"\r\n\r\n'
    body = iter([head, *(os.urandom(MEGABYTE) for _ in range(9)), b"\r\n--x--\r\n"])
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = server.client.post("/api/v1/transcribe", content=body, headers=kind)
    refused(answer, 507, "storage_limit_exceeded")
    assert server.incoming() == []
    assert shutil.disk_usage(disk.root).free > 3.9 * MEGABYTE


def test_a_song_that_is_too_long_for_the_disk_is_refused(
    server: Running, disk: TinyDisk, tmp_path: Path
) -> None:
    minute = write(tmp_path / "minute.flac", np.zeros((60 * 44_100, 2), np.float32), codec="flac")
    problem = refused(server.send(minute, **QUICK), 507, "storage_limit_exceeded")
    assert "This song needs 0.1 GB of disk space" in problem.detail
    assert server.incoming() == []


def test_a_song_waits_until_there_is_room(server: Running, disk: TinyDisk, song: Path) -> None:
    disk.fill(leave=15)
    job_id = server.sent(song, again="true", **QUICK)
    job = wait_for(server, job_id, lambda job: "free disk space" in job.message)
    assert (job.status, job.queue_position) == ("queued", 1)
    assert server.client.get("/health").json()["warnings"] == ["A song waits for free disk space."]
    disk.clear()
    assert wait_for(server, job_id, lambda job: job.status != "queued").started_at
    assert wait_for(server, job_id, lambda job: job.status in ("completed", "failed")).status == "completed"


def test_a_disk_that_runs_full_ends_the_song_and_leaves_no_half_files(
    server: Running, disk: TinyDisk, song: Path
) -> None:
    job_id = server.sent(song, again="true", **QUICK)
    wait_for(server, job_id, lambda job: job.progress >= 2)
    disk.fill(leave=0)
    job = wait_for(server, job_id, lambda job: job.status in ("completed", "failed"))
    assert (job.status, job.error_code) == ("failed", "storage_limit_exceeded")
    assert str(disk.root) not in str(job.error_message)
    folder = disk.root / "jobs" / job_id
    assert names_below(folder) == {"original", "job.json"}
    assert not [name for name in names_below(disk.root) if name.endswith(".part")]
    disk.clear()
    assert server.client.post(f"/api/v1/jobs/{job_id}/retry").status_code == 200
    assert wait_for(server, job_id, lambda job: job.status in ("completed", "failed")).status == "completed"
    assert {"results/frames.json.gz", "stems/vocals.mp3"} <= names_below(folder)
