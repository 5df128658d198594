"""Clients that take their time, say too much, or come in crowds: over raw sockets."""

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from asyncio import BaseTransport
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import connect

from app.limits.bounds import Bounds
from app.limits.connections import Connections
from tests.app.conftest import Running, serving
from tests.conftest import ROOT
from tests.watching import until

HURRIED = Bounds(connections=12, head_seconds=0.4, idle_seconds=1, body_seconds=0.5, rest_seconds=0.4)
HEAD = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"
POST = b"POST /api/v1/queue/pause HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n"
PATCH = POST.replace(b"POST /api/v1/queue/pause", b"PATCH /api/v1/jobs/x")
SLOW_CLIENTS = 200


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that has little patience."""
    with serving(tmp_path_factory.mktemp("data"), start=False, bounds=HURRIED) as running:
        running.client.close()
        yield running


@contextmanager
def connected(running: Running) -> Iterator[socket.socket]:
    host, _, port = running.url.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        yield connection


def everything(connection: socket.socket) -> bytes:
    """What comes until the server closes."""
    received = b""
    while piece := connection.recv(10_000):
        received += piece
    return received


def answered(connection: socket.socket, word: bytes) -> None:
    """Read until a word of the answer has come."""
    received = b""
    while word not in received:
        piece = connection.recv(10_000)
        assert piece, received
        received += piece


def trickle(connection: socket.socket, data: bytes) -> int:
    """Send byte by byte until the server has had enough, and closed; how many bytes could be sent."""
    for place in range(len(data)):
        try:
            connection.sendall(data[place : place + 1])
        except OSError:
            return place
        time.sleep(0.02)
    return len(data)


def problem(answer: bytes) -> tuple[int, str]:
    """Status and code of a problem document."""
    head, _, body = answer.partition(b"\r\n\r\n")
    found = json.loads(body)
    assert head.startswith(b"HTTP/1.1 %d " % found["status"])
    assert b"connection: close" in head.lower()
    return found["status"], found["error_code"]


def test_a_client_that_does_not_finish_its_head_is_told_and_closed(hurried: Running) -> None:
    with connected(hurried) as connection:
        connection.sendall(HEAD)
        assert problem(everything(connection)) == (408, "request_timeout")


def test_a_head_that_trickles_in_is_too_slow_as_well(hurried: Running) -> None:
    with connected(hurried) as connection:
        begun = time.monotonic()
        assert trickle(connection, HEAD * 4) < len(HEAD * 4)
        assert problem(everything(connection)) == (408, "request_timeout")
        assert time.monotonic() - begun < 3


def test_the_second_head_of_a_connection_has_no_more_time(hurried: Running) -> None:
    with connected(hurried) as connection:
        connection.sendall(HEAD + b"\r\n")
        answered(connection, b"alive")
        connection.sendall(b"GET")
        assert problem(everything(connection)) == (408, "request_timeout")


@pytest.mark.parametrize("first", [b"", HEAD + b"\r\n"], ids=["says nothing", "has its answer"])
def test_a_connection_that_lies_idle_is_closed(hurried: Running, first: bytes) -> None:
    with connected(hurried) as connection:
        connection.sendall(first)
        assert everything(connection).count(b"HTTP/1.1") == (1 if first else 0)


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b"X: " + b"x" * 20_000,
        HEAD + b"X: " + b"x" * 20_000 + b"\r\n\r\n",
        HEAD + b"X: x\r\n" * 101 + b"\r\n",
        HEAD.replace(b"live", b"live?" + b"x" * 17_000) + b"\r\n",
    ],
    ids=["unfinished", "one header", "many headers", "address"],
)
def test_a_head_that_is_too_large_is_refused(hurried: Running, head: bytes) -> None:
    with connected(hurried) as connection:
        connection.sendall(head)
        assert problem(everything(connection)) == (431, "head_too_large")


def test_a_body_that_comes_too_slowly_is_refused(hurried: Running) -> None:
    with connected(hurried) as connection:
        connection.sendall(PATCH)
        begun = time.monotonic()
        assert trickle(connection, b"{" * 200) < 200
        assert problem(everything(connection)) == (408, "request_timeout")
        assert time.monotonic() - begun < 3


def test_who_has_the_answer_may_not_go_on_sending_for_ever(hurried: Running) -> None:
    with connected(hurried) as connection:
        connection.sendall(POST)
        answered(connection, b"paused")
        begun = time.monotonic()
        assert trickle(connection, b"x" * 200) < 200
        assert time.monotonic() - begun < 3


def test_connections_of_all_kinds_are_counted_until_their_end(hurried: Running) -> None:
    with ExitStack() as crowd:
        for _ in range(6):
            crowd.enter_context(connect(f"{hurried.url.replace('http', 'ws', 1)}/api/v1/ws"))
        stayed = [crowd.enter_context(connected(hurried)) for _ in range(6)]
        with connected(hurried) as one_more:
            assert problem(everything(one_more)) == (503, "unavailable")
        for connection in stayed:
            connection.sendall(HEAD + b"\r\n")
            answered(connection, b"alive")

    def has_room() -> bool:
        with connected(hurried) as connection:
            connection.sendall(HEAD + b"Connection: close\r\n\r\n")
            return b"alive" in everything(connection)

    until(has_room, 5)


def test_others_cannot_take_all_connections_from_the_computer_itself() -> None:
    connections = Connections(most_of_an_address=10, most_of_all=20)
    others = [connections.enter(BaseTransport(), f"10.0.0.{number}") for number in range(20)]
    assert others == [0] * 19 + [503]
    assert [connections.enter(BaseTransport(), "127.0.0.1") for _ in range(2)] == [0, 503]


@pytest.mark.alone
def test_slow_clients_hold_nobody_up(tmp_path: Path) -> None:
    """200 that never finish their heads, some of them trickling, beside one that asks as usual."""
    stop = threading.Event()
    with serving(tmp_path, start=False) as running, ExitStack() as crowd:
        slow = [crowd.enter_context(connected(running)) for _ in range(SLOW_CLIENTS)]
        for connection in slow:
            connection.sendall(HEAD)

        def go_on() -> None:
            while not stop.wait(0.1):
                for connection in slow:
                    connection.sendall(b"X: x\r\n")

        trickling = threading.Thread(target=go_on)
        trickling.start()
        times = sorted(running.client.get("/api/v1/jobs").elapsed.total_seconds() for _ in range(200))
        stop.set()
        trickling.join()
    assert times[197] < 0.1


def test_one_address_may_have_a_hundred_connections(tmp_path: Path) -> None:
    """On addresses that are not loopback's, in a network of its own."""
    if sys.platform != "linux" or not (shutil.which("unshare") and shutil.which("ip")):
        pytest.skip("needs unshare and ip, which are Linux's")
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets no process have a network of its own")
    network = "ip link set lo up && ip address add 192.0.2.1/32 dev lo && ip address add 192.0.2.2/32 dev lo"
    program = f'{network} && exec "{sys.executable}" -m tests.app.limits.crowd "{tmp_path}"'
    done = subprocess.run(
        ["unshare", "-rn", "sh", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [429, 200, 200, 200]
