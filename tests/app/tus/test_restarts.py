"""Uploads outlast the server, wherever it was when it ended."""

import hashlib
import json
import os
import time
from pathlib import Path

import pytest

from tests.app.conftest import serving
from tests.app.strict_client import refused
from tests.app.tus.plain import Plain, original
from tests.watching import until


@pytest.fixture(scope="module")
def song(tone: Path) -> bytes:
    return tone.read_bytes()


def test_an_upload_goes_on_after_a_restart(tmp_path: Path, song: bytes) -> None:
    with serving(tmp_path, start=False) as running:
        url = Plain(running.client, {}).begun(len(song), "夜.flac")
        Plain(running.client, {}).part(url, 0, song[:5000])
    (_folder(tmp_path, url) / "piece.part").write_bytes(b"A part whose checksum never came.")
    with serving(tmp_path, start=False) as running:
        assert not (_folder(tmp_path, url) / "piece.part").exists()
        client = Plain(running.client, {})
        assert client.head(url).headers["upload-offset"] == "5000"
        job = running.service.job(client.part(url, 5000, song[5000:]).headers["x-job-id"])
        assert original(tmp_path, job.id) == song
        assert (job.input_filename, job.sha256) == ("夜.flac", hashlib.sha256(song).hexdigest())
    with serving(tmp_path, start=False) as running:
        assert Plain(running.client, {}).state(url).json()["job_id"] == job.id


def test_a_server_killed_before_the_job_was_recorded_makes_it(tmp_path: Path, song: bytes) -> None:
    with serving(tmp_path, start=False) as running:
        url = Plain(running.client, {}).begun(len(song))
    data = _folder(tmp_path, url) / "data"
    data.write_bytes(song)
    with serving(tmp_path, start=False) as running:
        until(lambda: running.client.get("/api/v1/jobs").json()["total"] == 1)
        answer = Plain(running.client, {}).head(url)
        assert answer.headers["upload-offset"] == str(len(song))
        assert original(tmp_path, answer.headers["x-job-id"]) == song
        assert running.client.get("/api/v1/jobs").json()["total"] == 1


def test_a_server_killed_after_the_job_was_recorded_makes_no_other(tmp_path: Path, song: bytes) -> None:
    with serving(tmp_path, start=False) as running:
        client = Plain(running.client, {})
        url = client.begun(len(song))
        job_id = client.part(url, 0, song).headers["x-job-id"]
    info = _folder(tmp_path, url) / "info.json"
    info.write_text(json.dumps(json.loads(info.read_text()) | {"job_id": ""}))
    (info.parent / "data").write_bytes(song)
    with serving(tmp_path, start=False) as running:
        assert Plain(running.client, {}).head(url).headers["x-job-id"] == job_id
        assert running.client.get("/api/v1/jobs").json()["total"] == 1


def test_a_webhook_that_leads_nowhere_by_then_is_no_reason_to_refuse_a_song(
    tmp_path: Path, song: bytes
) -> None:
    address = "203.0.113.9"
    with serving(tmp_path, start=False, webhook_hosts=(address,)) as running:
        url = Plain(running.client, {}).begun(len(song), webhook_url=f"http://{address}/")
    with serving(tmp_path, start=False) as running:
        assert Plain(running.client, {}).part(url, 0, song).headers["x-job-id"]


def test_what_is_left_of_a_broken_beginning_goes_at_the_start(tmp_path: Path) -> None:
    for name, content in (("a", None), ("b", b"{"), ("c", b'{"id": "c"}')):
        (tmp_path / "uploads" / name).mkdir(parents=True)
        if content:
            (tmp_path / "uploads" / name / "info.json").write_bytes(content)
    with serving(tmp_path, start=False):
        assert list((tmp_path / "uploads").iterdir()) == []


def test_what_has_expired_goes_at_the_start(tmp_path: Path, song: bytes) -> None:
    with serving(tmp_path, start=False) as running:
        client = Plain(running.client, {})
        old, done, new = (client.begun(len(song)) for _ in range(3))
        job_id = client.part(done, 0, song).headers["x-job-id"]
    yesterday = time.time() - 25 * 3600
    for path in (_folder(tmp_path, old) / "data", _folder(tmp_path, done) / "info.json"):
        os.utime(path, (yesterday, yesterday))
    with serving(tmp_path, start=False) as running:
        until(lambda: list((tmp_path / "uploads").iterdir()) == [_folder(tmp_path, new)])
        refused(Plain(running.client, {}).state(old), 404, "upload_not_found")
        assert running.service.job(job_id)


def _folder(root: Path, url: str) -> Path:
    return root / "uploads" / url.rpartition("/")[2]
