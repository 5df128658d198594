"""Two computers in a network of their own, which is not connected to that of the machine (Linux, root)."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.watching import started, until

INTERFACE = "eth0"
PORT = 8000
CLONE_NEWNET = 0x40000000
"""From Linux's sched.h."""


@dataclass(frozen=True)
class Host:
    """A network namespace with one interface."""

    namespace: str
    address: str

    def command(self, *command: str | Path) -> list[str | Path]:
        """The same command, run on this host."""
        return ["ip", "netns", "exec", self.namespace, *command]

    def run(self, *command: str | Path, env: dict[str, str] | None = None, code: int = 0) -> str:
        """What a command on this host prints; it has to end with that exit code."""
        done = subprocess.run(
            self.command(*command),
            cwd=ROOT,
            env=os.environ | (env or {}),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def ip(self, *arguments: str) -> None:
        """Change addresses and links."""
        _ip("-n", self.namespace, *arguments)

    @contextmanager
    def entered(self) -> Iterator[None]:
        """This thread, and threads that it starts, are on the host until the block ends."""
        with (
            Path("/proc/thread-self/ns/net").open() as home,
            Path("/run/netns", self.namespace).open() as there,
        ):
            _enter(there.fileno())
            try:
                yield
            finally:
                _enter(home.fileno())

    @contextmanager
    def serving(self, data: Path, *options: str, **settings: str) -> Iterator["Serving"]:
        """A server on this host, on all its addresses unless said otherwise."""
        log = data.with_suffix(".log")
        env = {"API_HOST": "0.0.0.0", "ENABLE_GPU": "false", "LOG_FILE": str(log)} | settings
        command = self.command(sys.executable, "-m", "app", "--serve", "--data-dir", data, *options)
        with started(command, ROOT, os.environ | env) as process:
            yield Serving(process, log)


@dataclass(frozen=True)
class Serving:
    """A server that runs."""

    process: "subprocess.Popen[str]"
    log: Path

    def until_ready(self) -> None:
        """Wait until it answers."""
        assert self.process.stdout is not None
        assert self.process.stdout.readline().startswith("Backline serves")

    def until_logged(self, words: str) -> None:
        """Wait until the log has these words."""
        until(lambda: self.log.exists() and words in self.log.read_text(), 20)

    def until_announced(self) -> None:
        """Wait until the network knows."""
        self.until_logged("announced in the network")


@contextmanager
def two_hosts() -> Iterator[tuple[Host, Host]]:
    """Two hosts with a cable between them; skips the test where this user may make none."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("hosts of its own need Linux, root and iproute2")
    hosts = [Host(f"backline-{os.getpid()}-{number}", f"10.77.0.{number}") for number in (1, 2)]
    with ExitStack() as undo:
        try:
            for host in hosts:
                _ip("netns", "add", host.namespace)
                undo.callback(_ip, "netns", "del", host.namespace)
            _connect(hosts)
        except subprocess.CalledProcessError as error:
            pytest.skip(f"no network namespaces here: {error.stderr.decode().strip()}")
        yield hosts[0], hosts[1]


def _connect(hosts: Sequence[Host]) -> None:
    one, other = (("name", INTERFACE, "netns", host.namespace) for host in hosts)
    _ip("link", "add", *one, "type", "veth", "peer", *other)
    for host in hosts:
        host.ip("link", "set", "lo", "up")
        host.ip("link", "set", INTERFACE, "up")
        host.ip("addr", "add", f"{host.address}/24", "dev", INTERFACE)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def _enter(namespace: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.setns(namespace, CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())
