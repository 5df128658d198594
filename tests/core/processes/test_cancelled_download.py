"""A song is cancelled while the weights of its model are on their way."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.errors import CancelledError
from core.jobs import JobRequest
from core.processes.worker import Task, Worker, WorkerSettings
from tests.sounds import tone, write

pytestmark = pytest.mark.slow

TUNNEL = b"CONNECT huggingface.co:443 "


def test_a_cancel_does_not_wait_for_a_server_that_sends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All the worker's addresses are asked for through a proxy, which takes calls and answers none."""
    song = write(tmp_path / "song.wav", tone(1.0, 220))
    request = JobRequest("htdemucs", "swiftf0")
    task = Task("id", song, song.name, "ab", tmp_path / "job", request, "mp3", max_seconds=600, api=True)
    worker = Worker(WorkerSettings("cpu", tmp_path / "models", threads=2, background=True))
    cancelled = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as proxy, ThreadPoolExecutor() as pool:
        proxy.settimeout(60)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        analysis = pool.submit(worker.run, task, [].append, cancelled)
        try:
            connection, _ = proxy.accept()
            with connection:
                assert connection.recv(1000).startswith(TUNNEL)
                cancelled.set()
                begun = time.monotonic()
                with pytest.raises(CancelledError):
                    analysis.result(timeout=20)
                assert time.monotonic() - begun < 5
        finally:
            worker.stop()
    assert not list((tmp_path / "models").glob("*.safetensors"))
