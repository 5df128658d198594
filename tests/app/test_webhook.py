"""Whoever asked for it is told that a job has ended, and nobody outside of the network."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app import webhook
from app.errors import InvalidRequestError
from tests.app.conftest import Running
from tests.app.strict_client import StatusObject, fields, refused


@dataclass
class Listener:
    """A local web server that counts what it is told."""

    url: str = ""
    failures: int = 0
    bodies: list[bytes] = field(default_factory=list)
    told: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Answers `failures` times with 500, then with 200."""
    heard = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(500 if len(heard.bodies) <= heard.failures else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()
            heard.told.release()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        heard.url = f"http://localhost:{server.server_port}/done?a=b"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield heard
        server.shutdown()
        thread.join()


def test_the_status_is_posted_when_a_job_ends(queueing: Running, tone: Path, listener: Listener) -> None:
    job_id = queueing.sent(tone, webhook_url=listener.url)
    queueing.client.post(f"/api/v1/jobs/{job_id}/cancel")
    assert listener.told.acquire(timeout=5)
    status = StatusObject.model_validate_json(listener.bodies[0])
    assert (status.job_id, status.status, status.error_code) == (job_id, "failed", "cancelled")


def test_a_failed_post_is_repeated(
    queueing: Running, tone: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "RETRY_SECONDS", (0.05, 0.05))
    listener.failures = 2
    job_id = queueing.sent(tone, webhook_url=listener.url)
    queueing.client.post(f"/api/v1/jobs/{job_id}/cancel")
    for _ in range(3):
        assert listener.told.acquire(timeout=5)
    assert len(set(listener.bodies)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://",
        "127.0.0.1/x",
        "http://8.8.8.8/",
        "http://[::ffff:8.8.8.8]/",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/",
        "http://[2001:4860:4860::8888]/",
        "http://host.invalid/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1/" + "x" * 2000,
        "http://127.0.0.1/ä",
        "http://127.0.0.1/a b",
    ],
)
def test_only_the_own_network_is_called(url: str) -> None:
    with pytest.raises(InvalidRequestError) as refusal:
        webhook.check_url(url)
    assert [error.field for error in refusal.value.errors] == ["webhook_url"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/x",
        "https://192.168.1.20",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[fd00::1]/",
    ],
)
def test_the_own_network_is_allowed(url: str) -> None:
    webhook.check_url(url)


def test_a_refused_address_makes_no_job(queueing: Running, tone: Path) -> None:
    before = queueing.service.queue().queued_jobs
    problem = refused(queueing.send(tone, webhook_url="http://8.8.8.8/"), 422, "validation_error")
    assert fields(problem) == {"webhook_url"}
    assert queueing.service.queue().queued_jobs == before
