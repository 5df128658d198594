"""One id leads from a request's answer through the log of the server and of its worker."""

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT
from tests.watching import started


def finished(url: str, job_id: str) -> str:
    """How a job ends."""
    deadline = time.monotonic() + 60
    while (status := httpx.get(f"{url}/jobs/{job_id}/status").json()["status"]) in ("queued", "processing"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return str(status)


@pytest.mark.slow
def test_a_request_is_followed_through_the_log_to_the_end_of_its_job(tmp_path: Path, tone: Path) -> None:
    log_file = tmp_path / "logs" / "backline.log"
    program = [sys.executable, "-m", "app", "--serve", "--port", "0", "--data-dir", str(tmp_path / "data")]
    environment = os.environ | {"LOG_FILE": str(log_file), "ENABLE_GPU": "false"}
    with started(program, ROOT, environment) as server:
        assert server.stdout is not None
        url = re.findall(r"http://\S+/api/v1", server.stdout.readline())[0]
        wanted = {"separator": "spleeter", "pitch": "swiftf0", "stages": "separation"}
        sent = httpx.post(f"{url}/transcribe", files={"file": tone.read_bytes()}, data=wanted)
        assert finished(url, sent.json()["job_id"]) == "completed"
        server.terminate()
        server.communicate(timeout=30)
    lines: list[dict[str, Any]] = [json.loads(line) for line in log_file.read_text().splitlines()]
    about = [line for line in lines if line.get("job_id") == sent.json()["job_id"]]
    assert {line["request_id"] for line in about} == {sent.headers["x-request-id"]}
    assert {"core.reception", "core.processes.worker_process", "core.queue.runner"} <= {
        line["logger"] for line in about
    }
    assert len({line["process"] for line in about}) == 2
