"""The program itself in a process of its own, with a home of its own, as a user starts it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks.child import ROOT
from benchmarks.desktop.screen import Screen
from benchmarks.songs import MODELS

WAIT_SECONDS = 30.0


@dataclass
class Home:
    """An empty home, and what a program in it is given. path: a folder. program: what is started there."""

    path: Path
    settings: dict[str, str] = field(default_factory=dict)
    program: Sequence[str | Path] = (sys.executable, "-m", "app")

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.path / "data"

    def environment(self, screen: Screen) -> dict[str, str]:
        """What a program is started with."""
        own: dict[str, object] = {
            "HOME": self.path,
            "XDG_CONFIG_HOME": self.path / "config",
            "STORAGE_PATH": self.data,
        }
        own |= {"API_HOST": "127.0.0.1", "API_PORT": 0, "DISCOVERY": "false", "ENABLE_GPU": "false"}
        own |= {"XDG_RUNTIME_DIR": self.path, "PYTHONPATH": ROOT}
        if MODELS.is_dir():
            own["BACKLINE_MODELS_DIR"] = MODELS
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        return kept | screen.env | {name: str(value) for name, value in own.items()} | self.settings


@dataclass
class Program:
    """A running Backline."""

    process: psutil.Process
    home: Home

    def url(self) -> str:
        """Where it serves, once it does."""
        end = time.monotonic() + WAIT_SECONDS
        while (port := _port_of(self.process)) is None:
            if time.monotonic() > end:
                raise TimeoutError("Backline does not serve.")
            time.sleep(0.02)
        return f"http://127.0.0.1:{port}/api/v1"

    def jobs(self) -> list[dict[str, Any]]:
        """Its jobs, as a client on this computer sees them."""
        return list(httpx.get(f"{self.url()}/jobs").raise_for_status().json()["jobs"])


def _port_of(process: psutil.Process) -> int | None:
    listening = [one for one in process.net_connections("tcp") if one.status == psutil.CONN_LISTEN]
    return listening[0].laddr.port if listening else None


@contextmanager
def running(screen: Screen, home: Home, *words: str | Path) -> Iterator[Program]:
    """`backline` with these words; it is killed at the end where it has not ended by itself."""
    home.path.mkdir(parents=True, exist_ok=True)
    command = list(map(str, [*home.program, *words]))
    log = (home.path / "terminal.log").open("ab")
    with log, subprocess.Popen(command, cwd=home.path, env=home.environment(screen), stderr=log) as process:
        try:
            yield Program(psutil.Process(process.pid), home)
        finally:
            process.kill()
