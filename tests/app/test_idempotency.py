"""A request that is sent twice makes one job."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.app.conftest import Running, serving
from tests.app.strict_client import Accepted, fields, parse, refused


def _send(running: Running, song: Path, key: str, name: str = "a.flac", **data: str) -> httpx.Response:
    files = {"file": (name, song.read_bytes())}
    return running.client.post("/api/v1/transcribe", files=files, data=data, headers={"Idempotency-Key": key})


def test_the_same_request_again_gives_the_same_job(queueing: Running, tone: Path) -> None:
    first, second = (parse(Accepted, _send(queueing, tone, "k1", title="x")) for _ in range(2))
    assert first == second
    assert queueing.incoming() == []
    assert parse(Accepted, _send(queueing, tone, "k2", title="x")).job_id != first.job_id


@pytest.mark.parametrize("change", [{"title": "y"}, {"name": "b.flac"}])
def test_a_key_stands_for_one_body(queueing: Running, tone: Path, change: dict[str, str]) -> None:
    key = f"other {change}"
    parse(Accepted, _send(queueing, tone, key))
    problem = refused(_send(queueing, tone, key, **change), 422, "validation_error")
    assert fields(problem) == {"Idempotency-Key"}


def test_two_at_once_make_one_job(queueing: Running, tone: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: _send(queueing, tone, "race"), range(4)))
    assert len({parse(Accepted, answer).job_id for answer in answers}) == 1


def test_a_key_survives_a_restart_and_ends_after_a_day(tmp_path: Path, tone: Path) -> None:
    with serving(tmp_path, start=False) as running:
        first = parse(Accepted, _send(running, tone, "k"))
    with serving(tmp_path, start=False) as running:
        assert parse(Accepted, _send(running, tone, "k")) == first
        yesterday = time.time() - 25 * 3600
        (entry,) = (tmp_path / "idempotency").iterdir()
        os.utime(entry, (yesterday, yesterday))
        assert parse(Accepted, _send(running, tone, "k")) != first


def test_a_key_whose_file_was_damaged_is_new(tmp_path: Path, tone: Path) -> None:
    with serving(tmp_path, start=False) as running:
        first = parse(Accepted, _send(running, tone, "k"))
        (entry,) = (tmp_path / "idempotency").iterdir()
        entry.write_bytes(entry.read_bytes()[:10])
        assert parse(Accepted, _send(running, tone, "k")) != first


def test_a_refused_song_does_not_use_up_its_key(queueing: Running, tone: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.flac"
    text.write_text("no song")
    folder = queueing.service.settings.storage_path / "idempotency"
    before = len(list(folder.iterdir()))
    refused(_send(queueing, text, "again"), 422, "invalid_audio")
    assert len(list(folder.iterdir())) == before
    parse(Accepted, _send(queueing, tone, "again"))


def test_a_deleted_job_is_made_again(queueing: Running, tone: Path) -> None:
    first = parse(Accepted, _send(queueing, tone, "gone"))
    queueing.client.delete(f"/api/v1/jobs/{first.job_id}")
    assert parse(Accepted, _send(queueing, tone, "gone")).job_id != first.job_id


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\there"])
def test_a_key_that_is_none(queueing: Running, tone: Path, key: str) -> None:
    assert fields(refused(_send(queueing, tone, key), 422, "validation_error")) == {"Idempotency-Key"}
    assert queueing.incoming() == []
