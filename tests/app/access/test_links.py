"""Signed links: one address, for reading, for an hour, as long as its device may come in."""

import http.client
import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from app.access.links import LIFETIME, Links
from tests.app.conftest import Running, serving
from tests.app.phones import BEHIND_A_PROXY, Device, headers, paired, phone
from tests.app.strict_client import Link, StatusObject, fields, parse, refused

CLIENTS = ("the client", "httpx", "httpcore")
"""Whose log is not the server's."""
OF_A_JOB = ["", "/status", "/events", "/stems/vocals", "/stems/vocals?format=flac", "/preview"]
OF_A_JOB += ["/preview/0-5/vocals.flac", "/frames", "/download.zip?include=vocals,chords", "/parts"]
OF_A_JOB += ["/parts/0/vocals.flac?version=18f3c2a9d41e0000-f4e8a", "/mixes/without/drums?format=flac"]


@pytest.fixture(scope="module")
def anna(home: Running) -> Device:
    return paired(home.service, "Anna's phone")


@pytest.fixture(scope="module")
def job(home: Running, anna: Device, tone: Path) -> str:
    """The address of a song that Anna sent."""
    with phone(home, anna.key) as hers:
        return f"/api/v1/jobs/{hers.sent(tone)}"


def asked(running: Running, key: str, job: str, path: str) -> httpx.Response:
    """POST …/links."""
    return running.client.post(f"{job}/links", json={"path": path}, headers=headers(key))


def link(running: Running, key: str, job: str, path: str) -> str:
    """A link to an address."""
    found = parse(Link, asked(running, key, job, path))
    late = datetime.fromisoformat(found.expires_at) - datetime.now(UTC)
    assert LIFETIME - timedelta(seconds=5) < late <= LIFETIME
    return found.url


ADDRESSES = (f"10.0.0.{last}" for last in range(1, 255))


@contextmanager
def stranger(running: Running) -> Iterator[Running]:
    """Somebody else, with nothing but the link; each somewhere else, so that none is refused for guessing."""
    with phone(running, address=next(ADDRESSES)) as other:
        yield other


def until_closed(connection: ClientConnection) -> Iterator[str | bytes]:
    """What comes over a WebSocket before the server closes it."""
    with suppress(ConnectionClosed):
        while True:
            yield connection.recv(timeout=10)


@pytest.mark.parametrize("rest", OF_A_JOB)
def test_a_link_is_for_its_own_address(home: Running, anna: Device, job: str, rest: str) -> None:
    url = link(home, anna.key, job, job + rest)
    assert url.startswith(job + rest)
    token = url.rpartition("token=")[2]
    with stranger(home) as other:
        with other.client.stream("GET", url) as answer:
            assert answer.status_code in (200, 404, 409)
        for elsewhere in (f"{job}/beats", f"{job}{rest.partition('?')[0]}/", "/api/v1/jobs", "/docs"):
            refused(other.client.get(f"{elsewhere}?token={token}"), 401, "unauthorized")
        for method in ("POST", "PATCH", "DELETE", "PUT"):
            refused(other.client.request(method, url), 401, "unauthorized")
        refused(other.client.get(url[:-9] + url[-9:].swapcase()), 401, "unauthorized")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/jobs",
        "/api/v1/jobs/x/status",
        "/api/v1/jobs/x",
        "/docs",
        "{job}/links",
        "{job}/cancel",
        "{job}/nothing",
        "{job}/",
        "{job}//status",
        "/{job}/status",
        "{job}/../x/status",
        "{job}/./status",
        "{job}/stems/..",
        "{job}/%2e%2e/x",
        "{job}/%73tatus",
        "{job}/stems/%2e%2e%2foriginal",
        "{job}/status#x",
        "{job}/status?a=1?b=2",
        "{job}/status?a=\r\nX-Header: 1",
        "http://evil.test{job}/status",
        "{job}/stätus",
        "api/v1",
        "",
    ],
)
def test_other_addresses_are_not_signed(home: Running, anna: Device, job: str, path: str) -> None:
    problem = refused(asked(home, anna.key, job, path.format(job=job)), 422, "validation_error")
    assert fields(problem) == {"path"}


def test_a_dot_or_a_slash_more_does_not_lead_elsewhere(home: Running, anna: Device, job: str) -> None:
    url = link(home, anna.key, job, f"{job}/status")
    for wrong in ("/./status", "//status", "/stems/../status", "/%2e%2e/x/status", "/status%2f"):
        plain = http.client.HTTPConnection(home.url.removeprefix("http://"), timeout=10)
        with closing(plain):
            plain.request("GET", url.replace("/status", wrong), headers=headers())
            assert plain.getresponse().status == 401, wrong
    with stranger(home) as other:
        parse(StatusObject, other.client.get(url))


def test_a_link_opens_a_websocket(home: Running, anna: Device, job: str) -> None:
    job_id = job.rpartition("/")[2]
    url = link(home, anna.key, job, f"/api/v1/ws/jobs/{job_id}")
    with connect(home.url.replace("http", "ws", 1) + url, additional_headers=headers()) as connection:
        assert StatusObject.model_validate_json(connection.recv(timeout=10)).job_id == job_id
    with pytest.raises(InvalidStatus, match="401"), connect(home.url.replace("http", "ws", 1) + url + "x"):
        pass


def test_a_link_ends_with_its_device(home: Running, job: str) -> None:
    """What is open already hears nothing more."""
    ben = paired(home.service, "Ben's phone")
    url = link(home, ben.key, job, f"{job}/status")
    socket_url = home.url.replace("http", "ws", 1) + "/api/v1/ws"
    with stranger(home) as other, connect(socket_url, additional_headers=headers(ben.key)) as listening:
        assert other.client.get(url).status_code == 200
        listening.recv(timeout=10)
        home.service.access.revoke(ben.id)
        refused(other.client.get(url), 401, "unauthorized")
        home.service.update(job.rpartition("/")[2], display_name="A secret")
        assert "A secret" not in "".join(str(heard) for heard in until_closed(listening))
        assert listening.close_code == 1008


def test_a_link_ends_with_its_time(home: Running, anna: Device) -> None:
    over = Links(home.service.access, lifetime=timedelta(seconds=-1))
    token, _ = over.sign("/x", anna.id)
    assert over.holder(token, "/x") is None
    assert Links(home.service.access).holder(token, "/x") == anna.id


def test_another_servers_links_are_worth_nothing(
    home: Running, anna: Device, job: str, tmp_path: Path
) -> None:
    with serving(tmp_path, start=False, trusted_proxies=BEHIND_A_PROXY) as other:
        token, _ = Links(other.service.access).sign(job, anna.id)
    refused(home.client.get(f"{job}?token={token}", headers=headers()), 401, "unauthorized")


def test_pages_of_any_site_play_what_a_link_leads_to(home: Running, anna: Device, job: str) -> None:
    with stranger(home) as other:
        embedded = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
        answer = other.client.get(link(home, anna.key, job, f"{job}/status"), headers=embedded)
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        answer = other.client.get(f"{job}/status?token=x", headers=embedded)
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_no_token_is_written_into_the_log(
    home: Running, anna: Device, job: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        url = link(home, anna.key, job, f"/api/v1/ws/jobs/{job.rpartition('/')[2]}")
        with connect(
            home.url.replace("http", "ws", 1) + url,
            additional_headers=headers(),
            logger=logging.getLogger(CLIENTS[0]),
        ) as open:
            open.recv(timeout=10)
    told = "".join(record.getMessage() for record in caplog.records if not record.name.startswith(CLIENTS))
    assert "token" not in told
    assert url.rpartition("token=")[2] not in told
    assert anna.key not in told
