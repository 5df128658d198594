"""A computer with the program on it, as it is typed into a terminal, and a phone in its network."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT
from tests.watching import started

PHONE = "192.168.1.7"


@dataclass(frozen=True)
class Computer:
    """A data folder, and a log beside it. Nothing comes from the settings of whoever runs the tests."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log" / "backline.log"

    def command(self, *words: str | Path) -> tuple[list[str | Path], dict[str, str]]:
        """`backline` with these words, and its environment."""
        kept = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_START") if name in os.environ}
        mine = {"HOME": str(self.folder), "PYTHONPATH": str(ROOT), "API_HOST": "127.0.0.1", "API_PORT": "0"}
        log = {"LOG_LEVEL": "DEBUG", "LOG_FILE": str(self.log), "TRUSTED_PROXIES": "127.0.0.1"}
        return [
            sys.executable,
            "-m",
            "app",
            "--data-dir",
            self.data,
            *words,
        ], kept | mine | log | self.settings

    def type(self, *words: str | Path) -> tuple[int, str]:
        """Exit code, and what is printed."""
        command, environment = self.command(*words)
        done = subprocess.run(
            command, env=environment, cwd=self.folder, capture_output=True, text=True, check=False, timeout=60
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    @contextmanager
    def serving(self) -> Iterator[str]:
        """A server in a process of its own, for the length of a block; its address."""
        command, environment = self.command("--serve")
        with started(command, self.folder, environment) as server:
            assert server.stdout
            found = re.search(r"serves (\S+)/api/v1", server.stdout.readline())
            assert found, server.stderr and server.stderr.read()
            yield found[1]
            server.terminate()
            server.communicate(timeout=30)


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


@contextmanager
def phone(url: str, key: str = "", address: str = PHONE) -> Iterator[httpx.Client]:
    """A client in the network, which the server knows by what its proxy says."""
    headers = {"X-Forwarded-For": address} | ({"X-API-Key": key} if key else {})
    with httpx.Client(base_url=f"{url}/api/v1", headers=headers, timeout=30) as client:
        yield client
