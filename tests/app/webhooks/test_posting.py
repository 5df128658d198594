"""A POST takes its time and no more, and reads no more than it needs."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import h11
import pytest
import trustme

from app.webhooks.addresses import target_of
from app.webhooks.posting import post
from tests.app.listener import listening


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server for one connection, whose request it does not look at; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                with suppress(OSError):
                    answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def _post(port: int, seconds: float = 5, scheme: str = "http") -> int:
    target = target_of(f"{scheme}://localhost:{port}/a")
    return post(target, [("127.0.0.1", port)], {"x": "y"}, b"{}", seconds)


def test_an_answer_that_drips_is_given_up_in_time() -> None:
    def drip(connection: socket.socket) -> None:
        for byte in b"HTTP/1.1 200 OK\r\n" * 10:
            connection.sendall(bytes([byte]))
            time.sleep(0.05)

    with answering(drip) as port:
        begun = time.monotonic()
        with pytest.raises(TimeoutError):
            _post(port, seconds=0.4)
        assert time.monotonic() - begun < 1


def test_an_endless_answer_is_not_read() -> None:
    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 100_000)

    with answering(flood) as port:
        assert _post(port) == 200


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9.7\r\n", b"HTTP/1.1 200 " + b"x" * 100_000])
def test_what_is_no_http_is_no_success(answer: bytes) -> None:
    with (
        answering(lambda connection: connection.sendall(answer)) as port,
        pytest.raises(h11.RemoteProtocolError),
    ):
        _post(port)


def test_the_next_address_is_tried_where_one_is_closed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = closed.getsockname()
    with listening() as listener:
        target = target_of(listener.url)
        assert post(target, [nobody, ("127.0.0.1", listener.port)], {}, b"{}", seconds=5) == 200


def test_a_certificate_must_be_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with _secured(context, answer) as port, pytest.raises(ssl.SSLCertVerificationError):
        _post(port, scheme="https")
    with authority.cert_pem.tempfile() as trusted, _secured(context, answer) as port:
        monkeypatch.setenv("SSL_CERT_FILE", trusted)
        assert _post(port, scheme="https") == 204


@contextmanager
def _secured(context: ssl.SSLContext, answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """As `answering`, over TLS."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            try:
                with context.wrap_socket(connection, server_side=True) as secured:
                    secured.recv(65536)
                    answer(secured)
            except OSError:
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()
