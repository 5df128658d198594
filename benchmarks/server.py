"""The real server in a process of its own, as its clients see it."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from benchmarks import songs
from benchmarks.child import ROOT

API = "/api/v1"


@contextmanager
def running_server() -> Iterator[httpx.Client]:
    """A server that has just started, with an empty data folder."""
    environment = os.environ | {
        "BACKLINE_MODELS_DIR": str(songs.MODELS),
        "ENABLE_GPU": "false",
        "MAX_FILE_SIZE_MB": "2000",
    }
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "app", "--serve", "--port", "0", "--data-dir", data]
        with listening(command, environment) as address, httpx.Client(base_url=address, timeout=60) as client:
            yield client


@contextmanager
def listening(command: list[str], environment: dict[str, str]) -> Iterator[str]:
    """The address of a server, which prints it when it is ready. Raises RuntimeError where it does not."""
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert server.stdout is not None
    try:
        told = re.search(r"http://[^/\s]+", server.stdout.readline())
        if told is None:
            raise RuntimeError(f"The server did not start: {' '.join(command)}")
        yield told[0]
    finally:
        server.terminate()
        server.communicate()
