"""`backline doctor`, as a newcomer runs it."""

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import orjson
import pytest

from app.doctor import reach
from app.doctor.computer import data, disk, models
from app.doctor.report import examine
from app.network.listening import listen
from core.access.endpoint import Endpoint
from core.disk.data_folder import LEFT
from core.finding import Mark
from core.records.file import tables_of
from core.settings import Settings
from tests.app.conftest import serving
from tests.app.doctor.runs import doctor
from tests.app.network.hosts import Host, two_hosts
from tests.watching import started

MDNS_TAKEN = """
import signal, socket
taken = socket.socket(type=socket.SOCK_DGRAM)
taken.bind(("", 5353))
print("taken", flush=True)
signal.pause()
"""


@pytest.fixture
def computer() -> Iterator[Host]:
    """A computer in a network of its own."""
    with two_hosts() as (computer, _):
        yield computer


def test_what_keeps_phones_out(computer: Host, tmp_path: Path) -> None:
    with started(computer.command(sys.executable, "-c", MDNS_TAKEN)) as taken:
        assert taken.stdout is not None
        taken.stdout.readline()
        found = doctor(tmp_path / "data", 1, computer.command())
        assert found["server"].startswith("✓ None runs at the moment.")
        assert found["discovery"].startswith("✗ Multicast DNS does not work")
        with computer.serving(tmp_path / "data") as server:
            server.until_logged("phones will not find the server by themselves")
            assert server.process.poll() is None
    computer.ip("link", "set", "eth0", "down")
    found = doctor(tmp_path / "data", 1, computer.command())
    assert found["network"].startswith("✗ This computer is in no network.")
    computer.ip("link", "set", "eth0", "up")


def test_a_setting_that_cannot_be_read_is_the_first_and_only_line(tmp_path: Path) -> None:
    found = doctor(tmp_path, 1, API_PORT="web")
    assert list(found) == ["settings"]
    assert found["settings"].startswith("✗ API_PORT (from environment)")


def test_loopback_is_for_this_computer_alone() -> None:
    finding = reach.network(Settings(api_host="127.0.0.1"), None)
    assert (finding.mark, "only this computer" in finding.sentence) == (Mark.LOOK, True)


def test_the_public_url_is_how_phones_get_to_a_server_that_only_a_proxy_reaches() -> None:
    finding = reach.network(Settings(api_host="127.0.0.1", public_url="https://music.home"), None)
    assert (finding.mark, "https://music.home" in finding.sentence) == (Mark.WELL, True)


def test_a_taken_port_and_by_whom(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0)[0] as other:
        threading.Thread(target=_hang_up, args=[other]).start()
        settings = Settings(api_host="127.0.0.1", api_port=other.getsockname()[1])
        assert reach.server(settings, None).sentence.startswith("Another program has port")
    with serving(tmp_path, start=False) as running:
        settings = Settings(api_host="127.0.0.1", api_port=int(running.url.rpartition(":")[2]))
        assert reach.server(settings, None).sentence.startswith("Another Backline has port")


def test_a_taken_port_whose_program_never_stops_talking() -> None:
    with listen("127.0.0.1", 0)[0] as radio:
        threading.Thread(target=_talk, args=[radio]).start()
        settings = Settings(api_host="127.0.0.1", api_port=radio.getsockname()[1])
        assert reach.server(settings, None).sentence.startswith("Another program has port")


def test_a_server_that_does_not_answer() -> None:
    with listen("127.0.0.1", 0)[0] as gone:
        port = gone.getsockname()[1]
    assert reach.server(Settings(), Endpoint((), port)).mark is Mark.BAD


def test_an_address_of_another_computer() -> None:
    assert reach.server(Settings(api_host="192.0.2.200"), None).mark is Mark.BAD


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(storage_path=tmp_path / "file" / "data")
    assert disk(settings).mark is Mark.BAD
    assert Mark.BAD in {finding.mark for finding in examine(settings.storage_path)}


def test_a_data_folder_that_cannot_be_looked_for(tmp_path: Path) -> None:
    assert disk(Settings(storage_path=tmp_path / ("x" * 300) / "data")).mark is Mark.BAD


def test_a_data_folder_of_a_newer_backline_is_told_of_and_left_as_it_is(tmp_path: Path) -> None:
    newer = b'{"schema": {"1": {"version": 99}}, "jobs": {}}'
    (tmp_path / "jobs.json").write_bytes(newer)
    finding = next(each for each in examine(tmp_path) if each.subject == "data")
    assert (finding.mark, "is of a newer Backline" in finding.sentence) == (Mark.BAD, True)
    assert (tmp_path / "jobs.json").read_bytes() == newer
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["jobs.json"]


def test_a_data_folder_whose_data_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / LEFT).write_text("The data moved to /music.")
    finding = data(Settings(storage_path=tmp_path))
    assert (finding.mark, "moved to /music" in finding.sentence) == (Mark.BAD, True)


def test_a_data_folder_that_this_backline_takes(tmp_path: Path) -> None:
    settings = Settings(storage_path=tmp_path / "data")
    assert data(settings).mark is Mark.WELL
    assert not settings.storage_path.exists()
    settings.storage_path.mkdir()
    (settings.storage_path / "jobs.json").write_bytes(b"damaged")
    (settings.storage_path / "jobs.previous.json").write_bytes(orjson.dumps(tables_of(1, {"a": {}})))
    assert data(settings).sentence == "Songs in the list: 1."
    assert (settings.storage_path / "jobs.json").read_bytes() == b"damaged"


def test_weights_that_are_not_here(tmp_path: Path) -> None:
    (finding,) = models(Settings(backline_models_dir=tmp_path))
    assert "backline models get htdemucs" in finding.sentence


def _hang_up(listener: socket.socket) -> None:
    listener.accept()[0].close()


def _talk(listener: socket.socket) -> None:
    with listener.accept()[0] as connection, suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n")
        while True:
            connection.sendall(bytes(65_536))
