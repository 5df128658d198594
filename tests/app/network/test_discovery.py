"""The server's announcement, as Avahi hears it on another computer."""

import re
import shlex
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from app.network.names import shown_name
from tests.app.doctor.runs import doctor
from tests.app.network.avahi import Avahi, avahi_on
from tests.app.network.hosts import INTERFACE, PORT, Host, two_hosts
from tests.watching import started, until

NAME = shown_name("")
MOVED = "10.77.0.9"


@pytest.fixture
def hosts() -> Iterator[tuple[Host, Host]]:
    """The computer, and the phone."""
    with two_hosts() as both:
        yield both


@pytest.fixture
def avahi(hosts: tuple[Host, Host], tmp_path: Path) -> Iterator[Avahi]:
    """Avahi on the phone."""
    with avahi_on(hosts[1], tmp_path) as avahi:
        yield avahi


def test_it_is_found_follows_the_addresses_and_says_goodbye(
    hosts: tuple[Host, Host], avahi: Avahi, tmp_path: Path
) -> None:
    computer, _ = hosts
    with computer.serving(tmp_path / "data") as server:
        server.until_announced()
        (found,) = avahi.browse()
        txt = dict(part.split("=", 1) for part in shlex.split(found.txt))
        assert re.fullmatch(r"[0-9a-f-]{36}", txt["id"])
        assert (found.name, found.address, found.port) == (NAME, computer.address, PORT)
        assert found.host == f"backline-{txt['id'][:8]}.local"
        assert txt | {"id": ""} == {
            "txtvers": "1",
            "api": "v1",
            "path": "/api/v1",
            "ver": version("backline"),
            "id": "",
            "tls": "0",
            "auth": "key",
            "fp": "",
        }

        computer.ip("link", "set", INTERFACE, "down")
        server.until_logged("addresses are now: none")
        computer.ip("addr", "del", f"{computer.address}/24", "dev", INTERFACE)
        computer.ip("addr", "add", f"{MOVED}/24", "dev", INTERFACE)
        computer.ip("link", "set", INTERFACE, "up")
        until(lambda: [one.address for one in avahi.browse()] == [MOVED], 10)

        server.process.terminate()
        assert server.process.wait(5) == 0
        until(lambda: avahi.browse() == [], 3)


def test_taken_ports_and_names_are_gone_around_and_not_everything_is_announced(
    hosts: tuple[Host, Host], avahi: Avahi, tmp_path: Path
) -> None:
    computer, phone = hosts
    occupant = computer.command(sys.executable, "-um", "http.server", str(PORT), "--bind", computer.address)
    with (
        started(occupant) as other,
        computer.serving(tmp_path / "local", "--host", "127.0.0.1", "--port", "0") as local,
        computer.serving(tmp_path / "quiet", "--port", "0", DISCOVERY="false") as quiet,
    ):
        assert other.stdout is not None
        until(lambda: "Serving HTTP" in other.stdout.readline())
        with computer.serving(tmp_path / "first") as first:
            first.until_announced()
            with phone.serving(tmp_path / "second", "--tls", ACCESS="open") as second:
                second.until_announced()
                found = {service.name: service for service in avahi.browse()}
                assert {name: service.port for name, service in found.items()} == {
                    NAME: PORT + 1,
                    f"{NAME}-2": PORT,
                }
                txt = dict(part.split("=", 1) for part in shlex.split(found[f"{NAME}-2"].txt))
                assert (txt["tls"], txt["auth"]) == ("1", "open")
                assert re.fullmatch("[0-9a-f]{64}", txt["fp"])
                told = doctor(tmp_path / "first", 0, computer.command())
            assert told["server"].endswith(f"answers at http://{computer.address}:{PORT + 1}.")
            assert told["network"] == f"✓ This computer is {computer.address} ({INTERFACE})."
            assert told["discovery"] == f"! Phones see another Backline too, {NAME}-2 at {phone.address}."
            first.process.terminate()
            assert f"has port {PORT}, so Backline takes {PORT + 1}" in first.process.communicate(timeout=5)[1]
        for silent in (local, quiet):
            silent.until_ready()
            assert "announced" not in silent.log.read_text()
