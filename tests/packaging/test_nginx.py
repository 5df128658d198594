"""The nginx example as it is shipped, run by a real nginx in front of a real server."""

import http.client
import json
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.app.access.test_proxies import CONFIGURATION, NGINX, approved, free_port, is_listening
from tests.app.conftest import Running, serving
from tests.app.phones import ADDRESS, BEHIND_A_PROXY, paired
from tests.app.strict_client import JobList, parse, refused
from tests.conftest import ROOT
from tests.watching import started, until

EXAMPLE = (ROOT / "packaging" / "server" / "nginx.conf").read_text(encoding="utf-8")
API = "/api/v1"
JOBS = f"{API}/jobs"
NAME = "music.home"
MEGABYTE = 10**6
MAX_MB = 130
ELSEWHERE = "127.0.0.2"
"""An address of this computer that is not the proxy's."""

pytestmark = pytest.mark.skipif(NGINX is None, reason="needs nginx")


@dataclass(frozen=True)
class Proxied:
    """A server, the addresses of the nginx before it, whom a client trusts, and a paired device's key."""

    running: Running
    url: str
    plain_url: str
    trust: ssl.SSLContext
    key: dict[str, str]

    def client(self, key: bool = True) -> httpx.Client:
        """A client of nginx."""
        return httpx.Client(
            base_url=self.url, verify=self.trust, headers=self.key if key else None, timeout=60
        )


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    folder, authority = tmp_path_factory.mktemp("proxied"), trustme.CA()
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    settings: dict[str, Any] = {"public_url": f"https://{NAME}", "max_file_size_mb": MAX_MB}
    with (
        serving(folder / "data", start=False, trusted_proxies=BEHIND_A_PROXY, **settings) as running,
        nginx(folder, running.url, authority) as (url, plain_url),
    ):
        yield Proxied(running, url, plain_url, trust, {"X-API-Key": paired(running.service).key})


@contextmanager
def nginx(folder: Path, backend: str, authority: trustme.CA) -> Iterator[tuple[str, str]]:
    """Its addresses, with TLS and without. Of the example, only ports, certificate and backend are others."""
    certificate = authority.issue_cert("127.0.0.1", NAME)
    certificate.private_key_and_cert_chain_pem.write_to_path(folder / "tls.pem")
    port, plain_port = free_port(), free_port()
    servers = EXAMPLE.replace("http://127.0.0.1:8000", backend)
    servers = re.sub(r"listen \[::\]:.*", "", servers)
    servers = servers.replace("listen 443 ", f"listen 127.0.0.1:{port} ")
    servers = servers.replace("listen 80;", f"listen 127.0.0.1:{plain_port};")
    servers = re.sub(r"(ssl_certificate(_key)?) .*;", rf"\1 {folder}/tls.pem;", servers)
    written = folder / "nginx.conf"
    written.write_text(CONFIGURATION.format(folder=folder, servers=servers))
    with started([str(NGINX), "-p", folder, "-c", written, "-e", folder / "error.log"]) as program:
        until(lambda: is_listening(port) or program.poll() is not None, 20)
        assert program.poll() is None, program.communicate()
        yield f"https://127.0.0.1:{port}", f"http://127.0.0.1:{plain_port}"
        program.terminate()
        program.communicate(timeout=20)


def test_a_key_is_needed_and_enough(proxied: Proxied) -> None:
    with proxied.client(key=False) as stranger:
        refused(stranger.get(JOBS), 401, "unauthorized")
        refused(stranger.post(f"{API}/queue/pause"), 401, "unauthorized")
        assert stranger.get("/health").status_code == 200
    with proxied.client() as phone:
        parse(JobList, phone.get(JOBS))


def test_plain_http_leads_to_https(proxied: Proxied) -> None:
    answer = httpx.get(f"{proxied.plain_url}/some?q=1", headers={"Host": NAME})
    assert (answer.status_code, answer.headers["location"]) == (301, f"https://{NAME}/some?q=1")


@pytest.mark.parametrize("name", [NAME, "its own"])
def test_the_page_may_change_things_by_either_name(proxied: Proxied, name: str) -> None:
    host = proxied.url.removeprefix("https://") if name == "its own" else name
    with proxied.client() as page:
        own = {"Host": host, "Origin": f"https://{host}"}
        assert page.post(f"{API}/queue/resume", headers=own).status_code == 200
        evil = {"Host": host, "Origin": "https://evil.test"}
        refused(page.post(f"{API}/queue/resume", headers=evil), 403, "forbidden_origin")
        refused(page.get(JOBS, headers={"Host": "evil.test"}), 403, "forbidden_host")


def wav(size: int) -> Iterator[bytes]:
    """A silent WAV file of so many bytes."""
    head = b"RIFF" + (size - 8).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    form = (1, 2), (2, 2), (44_100, 4), (176_400, 4), (4, 2), (16, 2)
    head += b"".join(value.to_bytes(width, "little") for value, width in form)
    head += b"data" + (size - 44).to_bytes(4, "little")
    yield head
    for begin in range(len(head), size, MEGABYTE):
        yield bytes(min(MEGABYTE, size - begin))


BOUNDARY = "0123456789abcdef"
OPENING = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="long.wav"\r\n'
    "Content-Type: audio/wav\r\n\r\n"
).encode()
CLOSING = f"\r\n--{BOUNDARY}--\r\n".encode()
FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def sent(size: int) -> Iterator[bytes]:
    """The body of a request with a WAV file of so many bytes, piece by piece."""
    yield OPENING
    yield from wav(size)
    yield CLOSING


def test_a_large_song_comes_through_and_a_larger_one_is_refused_as_the_api_does(proxied: Proxied) -> None:
    with proxied.client() as phone:
        taken = phone.post(f"{API}/transcribe", content=sent(120 * MEGABYTE), headers=FORM)
        assert taken.status_code == 202, taken.text
        job = phone.get(f"{JOBS}/{taken.json()['job_id']}").json()
        assert job["file_size"] == 120 * MEGABYTE
        refused(
            phone.post(f"{API}/transcribe", content=sent(140 * MEGABYTE), headers=FORM), 413, "file_too_large"
        )
    assert proxied.running.incoming() == []


@pytest.mark.parametrize("size", [(MAX_MB + 1) * MEGABYTE, 30_000 * MEGABYTE])
def test_what_is_too_large_is_refused_before_it_is_sent(proxied: Proxied, size: int) -> None:
    host = proxied.url.removeprefix("https://")
    connection = http.client.HTTPSConnection(host, timeout=20, context=proxied.trust)
    connection.putrequest("POST", f"{API}/transcribe")
    for name, value in {**FORM, **proxied.key, "Content-Length": str(size)}.items():
        connection.putheader(name, value)
    connection.endheaders(OPENING)
    answer = connection.getresponse()
    refused(
        httpx.Response(answer.status, headers=answer.getheaders(), content=answer.read()),
        413,
        "file_too_large",
    )
    connection.close()


def test_a_song_is_passed_on_while_it_arrives(proxied: Proxied) -> None:
    """nginx would keep all of it on its own disk first."""
    on_the_way: list[int] = []

    def slowly() -> Iterator[bytes]:
        for number, piece in enumerate(sent(8 * MEGABYTE)):
            if number == 6:
                on_the_way.append(
                    until(lambda: sum(path.stat().st_size for path in proxied.running.incoming()), 10)
                )
            yield piece

    with proxied.client() as phone:
        assert phone.post(f"{API}/transcribe", content=slowly(), headers=FORM).status_code == 202
    assert on_the_way[0] > MEGABYTE


def test_events_arrive_at_once(proxied: Proxied) -> None:
    job_id = send(proxied)
    with proxied.client() as phone, phone.stream("GET", f"{JOBS}/{job_id}/events", timeout=10) as events:
        lines = (line.removeprefix("data:") for line in events.iter_lines() if line.startswith("data:"))
        assert json.loads(next(lines))["status"] == "queued"
        proxied.running.service.cancel(job_id)
        assert json.loads(next(lines))["error_code"] == "cancelled"


def test_a_websocket_comes_through_with_a_key(proxied: Proxied) -> None:
    job_id = send(proxied)
    address = f"{proxied.url.replace('https', 'wss', 1)}{API}/ws/jobs/{job_id}"
    with connect(address, ssl=proxied.trust, additional_headers=proxied.key) as socket:
        assert json.loads(socket.recv(timeout=10))["status"] == "queued"
        proxied.running.service.cancel(job_id)
        assert json.loads(socket.recv(timeout=10))["error_code"] == "cancelled"
    with pytest.raises(InvalidStatus, match="401"), connect(address, ssl=proxied.trust):
        pass


def send(proxied: Proxied) -> str:
    """The id of a short song's job."""
    with proxied.client() as phone:
        taken = phone.post(f"{API}/transcribe", content=sent(MEGABYTE), headers=FORM)
    assert taken.status_code == 202, taken.text
    return str(taken.json()["job_id"])


def test_only_the_proxy_is_believed_where_a_request_comes_from(proxied: Proxied) -> None:
    """Clients of nginx, and of the server itself, say that they are at an address that is let in."""
    approved(proxied.running, ADDRESS)
    lie = {"X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS, "Forwarded": f"for={ADDRESS}"}
    elsewhere = httpx.HTTPTransport(local_address=ELSEWHERE)
    with proxied.client(key=False) as liar:
        refused(liar.get(JOBS, headers=lie), 401, "unauthorized")
    with httpx.Client(base_url=proxied.running.url, transport=elsewhere) as liar:
        refused(liar.get(JOBS, headers=lie), 401, "unauthorized")


def test_the_server_knows_its_clients_by_their_own_addresses(proxied: Proxied) -> None:
    transport = httpx.HTTPTransport(local_address=ELSEWHERE, verify=proxied.trust)
    body = {"device_name": "Anna", "code": proxied.running.service.access.invite().code}
    with httpx.Client(base_url=proxied.url, transport=transport) as anna:
        assert anna.post(f"{API}/pair", json=body).status_code == 201
    device = next(device for device in proxied.running.service.access.devices() if device.name == "Anna")
    assert device.address == ELSEWHERE
