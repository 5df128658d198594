"""The real server in a process of its own, as its clients see it."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from benchmarks import songs
from benchmarks.child import ROOT

API = "/api/v1"
TIMEOUT_SECONDS = 60


class Served(NamedTuple):
    """A server's process, and a client of it."""

    process: "subprocess.Popen[str]"
    client: httpx.Client


@contextmanager
def fresh_server() -> Iterator[httpx.Client]:
    """A client of a server that has just started, with an empty data folder and all weights."""
    with (
        tempfile.TemporaryDirectory() as data,
        serving(Path(data), backline_models_dir=songs.MODELS, max_file_size_mb=2000) as server,
    ):
        yield server.client


@contextmanager
def serving(data: Path, **settings: object) -> Iterator[Served]:
    """A server on a data folder, without a GPU; it ends with the block at the latest."""
    command = [sys.executable, "-m", "app", "--serve", "--port", "0", "--data-dir", str(data)]
    given = {name.upper(): str(value) for name, value in settings.items()}
    with (
        listening(command, {"ENABLE_GPU": "false", "API_HOST": "127.0.0.1"} | given) as (process, address),
        httpx.Client(base_url=address, timeout=TIMEOUT_SECONDS) as client,
    ):
        yield Served(process, client)


@contextmanager
def listening(
    command: list[str], environment: Mapping[str, str]
) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A process that prints its address when it is ready, and that address.

    environment: what the process has besides ours. Raises RuntimeError where it does not get ready.
    """
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            told = re.search(r"http://[^/\s]+", process.stdout.readline())
            if told is None:
                raise RuntimeError(f"The server did not start: {' '.join(command)}")
            yield process, told[0]
        finally:
            process.terminate()
