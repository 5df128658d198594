"""A strict client on its whole way to results: paired, by an approved address, and where all are let in."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from tests.app.conftest import Running, serving
from tests.app.phones import ADDRESS, BEHIND_A_PROXY, allow, headers, paired, phone
from tests.app.strict_client import (
    BareJobList,
    Chords,
    Deleted,
    Frames,
    Job,
    Link,
    Results,
    StatusObject,
    StemList,
    parse,
    refused,
)

pytestmark = pytest.mark.slow

SHIPPED = {"ngrok-skip-browser-warning": "true"}
QUICK = {"separator": "spleeter", "pitch": "swiftf0"}
TIMEOUT = 120
"""Seconds that the analysis of a few seconds may take."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of one computer: a song that it knows is analysed once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(params=["with a key", "by an approved address", "as everyone"])
def device(folder: Path, request: pytest.FixtureRequest) -> Iterator[Running]:
    """A phone that comes in one way or another."""
    access = "open" if request.param == "as everyone" else "paired"
    settings: dict[str, Any] = {"access": access, "trusted_proxies": BEHIND_A_PROXY, "enable_gpu": False}
    with serving(folder, start=True, **settings) as running:
        key = paired(running.service).key if request.param == "with a key" else ""
        if request.param == "by an approved address":
            refused(running.client.get("/api/v1/jobs", headers=headers()), 401, "unauthorized")
            allow(running.service, ADDRESS)
        with phone(running, key) as client:
            yield client


def test_a_song_from_the_upload_to_the_last_stem(device: Running, singing: Path) -> None:
    get = device.client.get
    job_id = device.sent(singing, **QUICK)
    url = f"/api/v1/jobs/{job_id}"
    deadline = time.monotonic() + TIMEOUT
    while (status := parse(StatusObject, get(f"{url}/status"))).status != "completed":
        assert status.status != "failed", status
        assert time.monotonic() < deadline
        time.sleep(0.05)
    (found,) = (
        job for job in parse(BareJobList, get("/api/v1/jobs", headers=SHIPPED)).jobs if job.id == job_id
    )
    assert found.status == "completed"
    parse(Job, get(url))
    results = parse(Results, get(f"{url}/results"))
    assert parse(Frames, get(results.results.processed_frames)).frame_count == results.num_frames
    assert parse(Chords, get(results.results.chords)).num_chords == results.num_chords
    for stem in parse(StemList, get(f"{url}/stems")).stems:
        assert len(get(stem.download_url).content) == stem.size_bytes
    linked(device, url)
    again = device.sent(singing, **QUICK)
    assert parse(Deleted, device.client.delete(f"/api/v1/jobs/{again}")).deleted


def linked(device: Running, url: str) -> None:
    """A player at the same place, which sends no key, gets a part of a stem, and a WebSocket its end."""
    with phone(device, address="192.168.1.200") as player:
        stem = parse(Link, device.client.post(f"{url}/links", json={"path": f"{url}/stems/vocals"})).url
        part = player.client.get(stem, headers={"Range": "bytes=100-199"})
        assert (part.status_code, len(part.content)) == (206, 100)
        assert player.client.head(stem).status_code == 200
    path = url.replace("/jobs/", "/ws/jobs/")
    followed = parse(Link, device.client.post(f"{url}/links", json={"path": path})).url
    with connect(device.url.replace("http", "ws", 1) + followed, additional_headers=headers()) as connection:
        assert StatusObject.model_validate_json(connection.recv(timeout=10)).status == "completed"
