"""A real nginx on this computer: what comes through it is not the computer itself."""

import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.app.conftest import Running, serving
from tests.app.phones import BEHIND_A_PROXY, allow, paired
from tests.app.strict_client import JobList, parse, refused
from tests.conftest import ROOT
from tests.watching import started, until

JOBS = "/api/v1/jobs"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BARE = "server { location / { proxy_pass http://127.0.0.1:8000; } }"
(DOCUMENTED,) = re.findall(
    r"```nginx\n(.*?)```", (ROOT / "docs" / "network.md").read_text(encoding="utf-8"), re.DOTALL
)
"""What users are told to write."""
CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {servers}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def nginx(folder: Path, url: str, servers: str) -> Iterator[str]:
    """The address of an nginx that passes everything on to `url`."""
    if NGINX is None:
        pytest.skip("needs nginx")
    folder.mkdir()
    port, written = free_port(), folder / "nginx.conf"
    servers = servers.replace("http://127.0.0.1:8000", url)
    servers = servers.replace("server {", f"server {{ listen 127.0.0.1:{port};")
    written.write_text(CONFIGURATION.format(folder=folder, servers=servers))
    with started([NGINX, "-p", folder, "-c", written, "-e", folder / "error.log"]) as program:
        until(lambda: is_listening(port) or program.poll() is not None, 20)
        assert program.poll() is None, program.communicate()
        yield f"http://127.0.0.1:{port}"
        program.terminate()
        program.communicate(timeout=20)


@pytest.mark.parametrize("servers", [BARE, DOCUMENTED], ids=["bare", "documented"])
@pytest.mark.parametrize("trusted", [(), BEHIND_A_PROXY], ids=["unknown", "trusted"])
def test_a_key_is_needed_through_a_proxy(
    tmp_path: Path, tone: Path, servers: str, trusted: tuple[str, ...]
) -> None:
    with (
        serving(tmp_path / "data", start=False, trusted_proxies=trusted) as running,
        nginx(tmp_path / "nginx", running.url, servers) as url,
    ):
        device = paired(running.service)
        key = {"X-API-Key": device.key}
        refused(httpx.get(f"{url}{JOBS}"), 401, "unauthorized")
        refused(httpx.post(f"{url}/api/v1/queue/pause"), 401, "unauthorized")
        assert httpx.get(f"{url}/health").status_code == 200
        parse(JobList, httpx.get(f"{url}{JOBS}", headers=key))
        files = {"file": ("song.flac", tone.read_bytes())}
        job_id = httpx.post(f"{url}/api/v1/transcribe", files=files, headers=key).json()["job_id"]
        assert running.service.job(job_id).client == device.id
        assert running.service.access.waiting() == []
        if servers == DOCUMENTED:
            websockets_need_a_key_too(url, key)


def websockets_need_a_key_too(url: str, key: dict[str, str]) -> None:
    address = f"{url.replace('http', 'ws', 1)}/api/v1/ws"
    with connect(address, additional_headers=key):
        pass
    with pytest.raises(InvalidStatus, match="401"), connect(address):
        pass


def test_an_address_that_only_a_header_names_is_not_the_approved_one(tmp_path: Path) -> None:
    """The proxy adds where the request came from, and that is what counts."""
    with (
        serving(tmp_path / "data", start=False, trusted_proxies=BEHIND_A_PROXY) as running,
        nginx(tmp_path / "nginx", running.url, DOCUMENTED) as url,
        httpx.Client(base_url=url, transport=httpx.HTTPTransport(local_address="127.0.0.2")) as elsewhere,
    ):
        approved(running, "192.168.1.7")
        for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
            for said in ("192.168.1.7", "for=192.168.1.7", "127.0.0.1"):
                refused(elsewhere.get(JOBS, headers={name: said}), 401, "unauthorized")


def approved(running: Running, address: str) -> None:
    """A device at this address comes in without a key."""
    running.client.get(JOBS, headers={"X-Forwarded-For": address})
    allow(running.service, address)
    assert running.client.get(JOBS, headers={"X-Forwarded-For": address}).status_code == 200


def test_nobody_names_an_address_without_a_trusted_proxy(queueing: Running) -> None:
    queueing.service.access.ask_at("192.168.1.7")
    allow(queueing.service)
    refused(queueing.client.get(JOBS, headers={"X-Forwarded-For": "192.168.1.7"}), 401, "unauthorized")
