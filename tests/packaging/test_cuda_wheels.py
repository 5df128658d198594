"""The list of wheels for a bundle, made by the real pip from a page like that of PyTorch's own index."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote

import pytest

from tests.conftest import ROOT
from tests.cuda_wheels import TINY, wheel

WINDOWS = "torch-9.9.0+cu130-cp311-cp311-win_amd64.whl"
WHEELS = {
    name: wheel(name, TINY)
    for name in (
        WINDOWS,
        "torch-9.8.0+cu130-cp311-cp311-win_amd64.whl",
        "torch-9.9.0+cu130-cp312-cp312-win_amd64.whl",
        "torch-9.9.0+cu130-cp311-cp311-manylinux_2_28_x86_64.whl",
    )
}


class Index(BaseHTTPRequestHandler):
    """Answers like https://download.pytorch.org/whl/cu130: addresses are quoted, and carry the SHA-256."""

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        if self.path == "/whl/cu130/torch/":
            body, kind = page().encode(), "text/html"
        else:
            body, kind = WHEELS[unquote(self.path.rpartition("/")[2])], "application/zip"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def page() -> str:
    links = (
        f'<a href="/whl/cu130/{quote(name)}#sha256={hashlib.sha256(content).hexdigest()}">{name}</a><br/>'
        for name, content in WHEELS.items()
    )
    return f"<!DOCTYPE html>\n<html><body><h1>Links for torch</h1>\n{''.join(links)}</body></html>"


@pytest.fixture
def index() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Index) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/whl/cu130"
        server.shutdown()
        thread.join()


def listed(index: str, output: Path, torch: str) -> subprocess.CompletedProcess[str]:
    """Run the script, for Windows."""
    return subprocess.run(
        [
            *(sys.executable, "packaging/cuda_wheels.py", "--torch", torch, "--python", "3.11"),
            *("--platform", "win_amd64", "--index", index, "--output", str(output)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_one_wheel_for_windows_is_listed(index: str, tmp_path: Path) -> None:
    done = listed(index, tmp_path / "new" / "list.json", "9.9.0")
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "new" / "list.json").read_text()) == [
        {
            "name": WINDOWS,
            "url": f"{index}/{quote(WINDOWS)}",
            "size": len(WHEELS[WINDOWS]),
            "sha256": hashlib.sha256(WHEELS[WINDOWS]).hexdigest(),
        }
    ]


def test_a_version_that_is_not_there_leaves_no_list(index: str, tmp_path: Path) -> None:
    done = listed(index, tmp_path / "list.json", "9.7.0")
    assert done.returncode != 0
    assert "No matching distribution found for torch==9.7.0" in done.stderr
    assert not (tmp_path / "list.json").exists()
