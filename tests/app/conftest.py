"""A real server on a loopback port, over a real service on a real disk."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile as sf

from app.api import create_app
from app.limits.bounds import BOUNDS, Bounds
from app.routes.page import FOLDER
from app.server import HttpServer
from app.webhooks.addresses import Addresses
from app.webhooks.webhooks import Webhooks
from core.service import Service
from core.settings import Settings

SECONDS = 6
FOREIGN_NAME = "Ça va – 夜に.flac"


@dataclass(frozen=True)
class Running:
    """A server that runs, and a client of it."""

    service: Service
    client: httpx.Client
    url: str

    def send(self, song: Path | bytes, filename: str = "song.flac", **fields: str) -> httpx.Response:
        """POST /transcribe."""
        data = song if isinstance(song, bytes) else song.read_bytes()
        return self.client.post("/api/v1/transcribe", files={"file": (filename, data)}, data=fields)

    def sent(self, song: Path | bytes, filename: str = "song.flac", **fields: str) -> str:
        """The id of the job of a song that was taken."""
        answer = self.send(song, filename, **fields)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["job_id"])

    def incoming(self) -> list[Path]:
        """Uploads that lie on the disk unfinished."""
        return list(self.service.reception.incoming.iterdir())


def answer_of(client: httpx.Client, method: str, url: str, **options: Any) -> httpx.Response:
    """An answer, read to its end unless it is a stream of events, which may have none."""
    with client.stream(method, url, **options) as answer:
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):
            answer.read()
        return answer


@contextmanager
def serving(
    folder: Path,
    start: bool,
    *,
    bounds: Bounds = BOUNDS,
    page_folder: Path = FOLDER,
    webhook_waits: Sequence[float] = (0.05, 0.05),
    **settings: object,
) -> Iterator[Running]:
    """A server over `folder`. start: whether jobs are worked on; else they stay in the queue."""
    service = Service(Settings(storage_path=folder, **settings))
    webhooks = Webhooks(service, Addresses(service.settings.webhook_hosts), webhook_waits)
    server = HttpServer(create_app(service, bounds, page_folder), "127.0.0.1", 0, bounds=bounds)
    webhooks.start(server.port)
    if start:
        service.start()
    server.start()
    try:
        with httpx.Client(base_url=server.url, timeout=30) as client:
            yield Running(service, client, server.url)
    finally:
        service.refuse()
        server.stop()
        service.stop()
        webhooks.stop()


@pytest.fixture(scope="module")
def queueing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server whose jobs stay queued: what needs no results is quick over it."""
    folder = tmp_path_factory.mktemp("data")
    with serving(folder, start=False, max_file_size_mb=2, cors_origins=("http://web.test",)) as running:
        yield running


@pytest.fixture(scope="session")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of a plain tone."""
    path = tmp_path_factory.mktemp("songs") / "tone.flac"
    sf.write(path, 0.1 * np.sin(np.arange(2 * 44_100) * 2 * np.pi * 440 / 44_100), 44_100)
    return path


@pytest.fixture(scope="session")
def singing(mix: Callable[[str], np.ndarray], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few sung seconds of a labelled song."""
    path = tmp_path_factory.mktemp("songs") / "singing.flac"
    start = 20 * 44_100
    sf.write(path, mix("song1")[start : start + SECONDS * 44_100], 44_100)
    return path
