"""The server is killed before it could tell."""

import socket
from pathlib import Path

from benchmarks.server import serving
from tests.app.listener import listening


def test_what_was_not_told_before_a_kill_is_told_after_it(tmp_path: Path, tone: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with serving(tmp_path) as server:
        server.client.post("/api/v1/queue/pause")
        form = {"webhook_url": f"http://localhost:{port}/"}
        sent = server.client.post("/api/v1/transcribe", files={"file": tone.read_bytes()}, data=form)
        job_id = sent.json()["job_id"]
        server.client.post(f"/api/v1/jobs/{job_id}/cancel")
        server.process.kill()
    with listening(port=port) as listener, serving(tmp_path):
        (told,) = listener.wait_for(1)
    assert told.verified(sent.json()["webhook_secret"])["job_id"] == job_id
