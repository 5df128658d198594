"""Downloads that go on while old songs are swept away."""

import io
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.app.conftest import Running, serving
from tests.core.disk.data_folders import ended_job, write_data

STEM_BYTES = 12_000_000
"""More than the system takes off the server's hands while nobody reads."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """A server with one song, which is too old to be kept."""
    root = write_data(tmp_path, ended_job(1, days_ago=31), size=2 * STEM_BYTES)
    with serving(root, start=False, job_retention_days=30) as running:
        yield running


@pytest.fixture
def phone(server: Running) -> Iterator[httpx.Client]:
    """A client that takes little at a time."""
    transport = httpx.HTTPTransport(socket_options=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)])
    with httpx.Client(transport=transport, base_url=f"{server.url}/api/v1") as phone:
        yield phone


def cleaned(server: Running) -> int:
    """How many songs `POST /cleanup` deletes."""
    return int(server.client.post("/api/v1/cleanup").json()["deleted_jobs"])


def test_a_song_is_not_swept_away_below_a_download(server: Running, phone: httpx.Client) -> None:
    with phone.stream("GET", "/jobs/id-1/download.zip") as answer:
        parts = answer.iter_bytes()
        start = next(parts)
        assert cleaned(server) == 0
        whole = zipfile.ZipFile(io.BytesIO(start + b"".join(parts)))
    assert whole.testzip() is None
    assert whole.getinfo("stems/vocals.mp3").file_size == STEM_BYTES
    assert cleaned(server) == 1


def test_a_download_that_was_broken_off_holds_nothing_up(server: Running, phone: httpx.Client) -> None:
    with phone.stream("GET", "/jobs/id-1/stems/vocals") as answer:
        parts = answer.iter_bytes()
        next(parts)
        assert cleaned(server) == 0
    assert any(cleaned(server) for _ in range(50))
