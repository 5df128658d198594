"""The update file over the network, from servers that are well, ill, or slow."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import trustme

from core.errors import UpdateError
from core.updates.fetch import MAX_BYTES, fetch
from tests.core.updates.files import NAME
from tests.weights_server import WeightsServer, serving

BRIEFLY = 0.3
"""Seconds that a slow server is given."""


def test_nobody_is_told_anything(server: WeightsServer) -> None:
    assert fetch(server.url + NAME) == server.files[NAME]
    fetch(server.url + NAME)
    for head in server.heads:
        assert head.pop("Host") == server.url.split("/")[2]
        assert head == {"User-Agent": "Backline", "Accept-Encoding": "identity", "Connection": "close"}


@pytest.mark.parametrize("status", [304, 401, 403, 404, 429, 503])
def test_a_refusal_is_a_sentence(server: WeightsServer, status: int) -> None:
    server.statuses[NAME] = status
    with _refused(rf"127.0.0.1 does not tell .*it answered {status}"):
        fetch(server.url + NAME)


def test_what_is_too_large_is_not_read(server: WeightsServer) -> None:
    server.files[NAME] = bytes(MAX_BYTES)
    assert len(fetch(server.url + NAME)) == MAX_BYTES
    server.files[NAME] = bytes(200_000_000)
    began = time.monotonic()
    with _refused("larger than an update file"):
        fetch(server.url + NAME)
    assert time.monotonic() - began < 10


def test_a_file_that_breaks_off_is_not_whole(server: WeightsServer) -> None:
    whole = server.files[NAME]
    server.cuts.append(20)
    assert fetch(server.url + NAME) == whole[:20]


def test_a_server_that_falls_silent_has_its_time(server: WeightsServer) -> None:
    server.silent_after = 20
    with _refused(r"no whole answer in 0.3 s"):
        fetch(server.url + NAME, BRIEFLY)


def test_a_head_that_drips_has_no_more(request: pytest.FixtureRequest) -> None:
    ended = threading.Event()
    request.addfinalizer(ended.set)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not ended.wait(BRIEFLY / 10):
            connection.sendall(b"x")

    with _answering(drip) as port, _refused("no whole answer"):
        fetch(f"http://127.0.0.1:{port}/", BRIEFLY)


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 two\r\n"])
def test_what_speaks_no_http(answer: bytes) -> None:
    with _answering(lambda connection: connection.sendall(answer)) as port, _refused():
        fetch(f"http://127.0.0.1:{port}/")


def test_nobody_is_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with _refused("Connection refused"):
        fetch(f"http://127.0.0.1:{port}/")
    with _refused():
        fetch("https://nowhere.invalid/backline.json")
    with _refused():
        fetch(f"https://{'x' * 80}.example/")


def test_an_address_that_anyone_on_the_way_could_answer_is_not_asked() -> None:
    with _refused("https:// is needed"):
        fetch("http://backline.example/backline.json")


def test_a_redirect_is_followed_to_where_it_is_as_safe(server: WeightsServer) -> None:
    server.redirects["old.json"] = server.url + NAME
    assert fetch(server.url + "old.json") == server.files[NAME]
    server.redirects["old.json"] = "http://backline.example/backline.json"
    with _refused("redirects to an address without https"):
        fetch(server.url + "old.json")
    for elsewhere in ("file:///etc/hostname", server.url + "old.json"):
        server.redirects["old.json"] = elsewhere
        with _refused("it answered 302"):
            fetch(server.url + "old.json")


def test_https_is_what_the_system_trusts_and_leads_nowhere_else(
    server: WeightsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    with _secured(authority) as secure:
        secure.files[NAME] = b"{}"
        url = secure.url.replace("http:", "https:")
        with _refused("CERTIFICATE_VERIFY_FAILED"):
            fetch(url + NAME)
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        assert fetch(url + NAME) == b"{}"
        secure.redirects["old.json"] = server.url + NAME
        with _refused("without https"):
            fetch(url + "old.json")
        assert server.asked == []


@contextmanager
def _refused(sentence: str = "does not tell") -> Iterator[None]:
    with pytest.raises(UpdateError, match=sentence):
        yield


@contextmanager
def _secured(authority: trustme.CA) -> Iterator[WeightsServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with serving() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None
        yield server


@contextmanager
def _answering(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port of a server that gives one answer, whatever it is asked."""

    def serve() -> None:
        connection = listener.accept()[0]
        with connection, suppress(OSError):
            connection.recv(65_536)
            answer(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
