"""Avahi, a client that we did not write, on a host of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.app.network.hosts import Host
from tests.watching import started, until

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class Service:
    """A line of `avahi-browse`: a service that was resolved."""

    name: str
    host: str
    address: str
    port: int
    txt: str


@dataclass(frozen=True)
class Avahi:
    """An Avahi daemon on a host, with a system bus of its own."""

    host: Host
    environment: dict[str, str]

    def browse(self) -> list[Service]:
        """What `avahi-browse -rpt` finds; `-t` ends it when the list is more or less complete."""
        told = self.host.run("avahi-browse", "-rpt", "_backline._tcp", env=self.environment)
        lines = (line.split(";", 9) for line in told.splitlines() if line.startswith("="))
        return [Service(_plain(line[3]), line[6], line[7], int(line[8]), line[9]) for line in lines]

    def names(self) -> list[str]:
        """The names that are announced."""
        return sorted(service.name for service in self.browse())


def _plain(name: str) -> str:
    """A name without avahi-browse's escapes: a backslash and three decimal digits a byte."""
    parts = name.split("\\")
    decoded = parts[0].encode() + b"".join(bytes([int(part[:3])]) + part[3:].encode() for part in parts[1:])
    return decoded.decode()


@contextmanager
def avahi_on(host: Host, folder: Path) -> Iterator[Avahi]:
    """Skips the test where Avahi or D-Bus is not installed."""
    for program in ("avahi-daemon", "avahi-browse", "dbus-daemon"):
        if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None:
            pytest.skip(f"{program} is not installed")
    socket, config = folder / "bus", folder / "bus.conf"
    config.write_text(BUS.format(socket=socket))
    environment = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={socket}"}
    bus = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"]
    # The daemon keeps its process id and socket at one place in the file system, so it gets its own.
    daemon = "mount -t tmpfs tmpfs /run && exec avahi-daemon --no-drop-root --no-chroot --no-rlimits"
    with started(bus):
        until(socket.exists)
        command = host.command("unshare", "--mount", "sh", "-c", daemon)
        with started(command, env=os.environ | environment) as running:
            assert running.stderr is not None
            until(lambda: "Server startup complete" in running.stderr.readline())
            yield Avahi(host, environment)
