"""The server's own certificate, and HTTPS with it."""

import hashlib
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509

from app.api import create_app
from app.limits.bounds import BOUNDS, Bounds
from app.network.certificate import LIFETIME, Certificate, own_certificate
from app.server import HttpServer
from core.service import Service
from core.settings import Settings
from tests.watching import until

NAMES = ["desk", "desk.local", "localhost", "127.0.0.1", "fd00::5"]


@contextmanager
def serving_tls(folder: Path, bounds: Bounds = BOUNDS) -> Iterator[tuple[HttpServer, Certificate]]:
    """An HTTPS server on a loopback port."""
    service = Service(Settings(storage_path=folder))
    certificate = own_certificate(service.access.folder, NAMES)
    server = HttpServer(create_app(service), "127.0.0.1", 0, certificate.path, bounds=bounds)
    server.start()
    try:
        yield server, certificate
    finally:
        service.refuse()
        server.stop()
        service.stop()


def test_it_is_made_once_and_private(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, NAMES)
    assert own_certificate(tmp_path, ["other"]) == first
    assert first.path.stat().st_mode & 0o777 == 0o600
    made = x509.load_pem_x509_certificate(first.path.read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in names] == NAMES
    assert hashlib.sha256(ssl.PEM_cert_to_DER_cert(_pem(first.path))).hexdigest() == first.fingerprint


def test_a_new_one_takes_the_place_of_one_whose_time_is_over(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, NAMES)
    later = datetime.now(UTC) + LIFETIME
    assert own_certificate(tmp_path, NAMES, later - timedelta(days=1)) == first
    assert own_certificate(tmp_path, NAMES, later + timedelta(days=1)).fingerprint != first.fingerprint


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_new_one_takes_the_place_of_a_damaged_one(content: bytes, tmp_path: Path) -> None:
    first = own_certificate(tmp_path, NAMES)
    first.path.write_bytes(content)
    assert own_certificate(tmp_path, NAMES).fingerprint != first.fingerprint


def test_a_client_that_pins_it_is_answered(tmp_path: Path) -> None:
    with serving_tls(tmp_path) as (server, certificate):
        trust = ssl.create_default_context(cafile=str(certificate.path))
        assert server.url.startswith("https://127.0.0.1:")
        assert httpx.get(f"{server.url}/health", verify=trust).status_code == 200
        with (
            socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain,
            trust.wrap_socket(plain, server_hostname="desk.local") as secure,
        ):
            shown = secure.getpeercert(binary_form=True)
            assert shown is not None
            assert hashlib.sha256(shown).hexdigest() == certificate.fingerprint


def test_plain_http_gets_a_clean_end_and_tls_1_2_an_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    older = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    older.check_hostname, older.verify_mode = False, ssl.CERT_NONE
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    with serving_tls(tmp_path) as (server, _), httpx.Client(verify=older, timeout=5) as client:
        with pytest.raises(httpx.TransportError):
            client.get(f"http://127.0.0.1:{server.port}/health")
        assert client.get(f"{server.url}/health").status_code == 200
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


def _pem(path: Path) -> str:
    return "".join(path.read_text().partition("-----BEGIN CERTIFICATE-----")[1:])


def test_who_does_not_shake_hands_is_counted_too(tmp_path: Path) -> None:
    with serving_tls(tmp_path, Bounds(connections=5)) as (server, _), ExitStack() as crowd:
        silent = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(5)]
        for connection in silent:
            crowd.enter_context(connection)
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as one_more:
            assert one_more.recv(1) == b""
        crowd.close()
        until(lambda: _is_answered(server), 10)


def _is_answered(server: HttpServer) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"{server.url}/health", verify=False).status_code == 200
    return False
