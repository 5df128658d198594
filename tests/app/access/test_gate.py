"""Who comes in, at every address that the server has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from app.access.gate import PAGE
from app.access.links import Links
from tests.app.conftest import Running, answer_of, serving
from tests.app.phones import ADDRESS, BEHIND_A_PROXY, Device, allow, headers, paired, phone
from tests.app.strict_client import JobList, parse, refused

JOBS = "/api/v1/jobs"
HEALTH = {f"{base}/health{rest}" for base in ("", "/api/v1") for rest in ("", "/live", "/ready")}
OPEN = {("get", path) for path in HEALTH} | {("post", "/api/v1/pair"), ("get", "/api/v1/pair/{request_id}")}
NOT_IN_THE_DOCUMENT = {("get", "/docs"), ("get", "/redoc"), ("get", "/openapi.json"), ("get", "/nothing")}
WRONG = "x" * 43


@dataclass(frozen=True)
class Door:
    """An address, and what may be done there."""

    method: str
    path: str
    is_open: bool

    def knock(self, running: Running, query: str = "", **brought: str) -> httpx.Response:
        """Ask there, in whose name `brought` says."""
        return answer_of(running.client, self.method, self.path + query, headers=headers(**brought))


@pytest.fixture(scope="module")
def doors(home: Running) -> list[Door]:
    """Every route of the generated document, and what is not in it."""
    document: dict[str, Any] = home.client.get(
        "/openapi.json", headers=headers(paired(home.service).key)
    ).json()
    listed = {(method, path) for path, methods in document["paths"].items() for method in methods}
    listed |= {("head", path) for method, path in listed if method == "get" and "/jobs/{job_id}/" in path}
    assert listed >= OPEN
    return [
        Door(method, re.sub(r"\{\w+\}", "x", path), (method, path) in OPEN)
        for method, path in sorted(listed | NOT_IN_THE_DOCUMENT)
    ]


@pytest.fixture
def device(home: Running) -> Device:
    return paired(home.service)


def passers(number: int) -> Iterator[str]:
    """Addresses, so that none is seen too often."""
    return (f"10.0.{number}.{last}" for last in range(1, 255))


def is_let_in(answer: httpx.Response) -> bool:
    if answer.status_code == 401 and answer.request.method != "HEAD":
        refused(answer, 401, "unauthorized")
        assert answer.headers["www-authenticate"] == "Bearer"
    return answer.status_code != 401


def test_without_a_key_only_what_tells_nothing_is_open(home: Running, doors: list[Door]) -> None:
    for door in doors:
        assert is_let_in(door.knock(home)) == door.is_open, door


def test_a_browser_with_the_page_does_not_knock(home: Running) -> None:
    """It asks to be paired, with digits; a second question at the computer would be one too many."""
    addresses = passers(8)
    for path, brought in ((JOBS, {PAGE: "1"}), ("/favicon.ico", {}), ("/apple-touch-icon.png", {})):
        address = next(addresses)
        answer = home.client.get(path, headers=headers(address=address) | brought)
        assert not is_let_in(answer)
        assert address not in {waiting.address for waiting in home.service.access.waiting()}
    address = next(addresses)
    assert not is_let_in(home.client.get(JOBS, headers=headers(address=address)))
    assert address in {waiting.address for waiting in home.service.access.waiting()}


def test_a_wrong_key_opens_nothing(home: Running, doors: list[Door]) -> None:
    for door, address in zip(doors, passers(1), strict=False):
        assert is_let_in(door.knock(home, key=WRONG, address=address)) == door.is_open, door


def test_a_revoked_key_opens_nothing(home: Running, doors: list[Door], device: Device) -> None:
    home.service.access.revoke(device.id)
    for door, address in zip(doors, passers(2), strict=False):
        assert is_let_in(door.knock(home, key=device.key, address=address)) == door.is_open, door


def test_the_right_key_opens_everything(home: Running, doors: list[Door], device: Device) -> None:
    for door in doors:
        answer = door.knock(home, key=device.key)
        assert is_let_in(answer), door
        assert answer.status_code < 500 or door.path.endswith("/ready"), door


def test_a_link_opens_its_own_path_to_read(home: Running, doors: list[Door], device: Device) -> None:
    links = Links(home.service.access)
    for door, address in zip(doors, passers(3), strict=False):
        token, _ = links.sign(door.path, device.id)
        reads = door.method in ("get", "head")
        answer = door.knock(home, f"?token={token}", address=address)
        assert is_let_in(answer) == (reads or door.is_open), door
        elsewhere, _ = links.sign(f"{door.path}/", device.id)
        assert is_let_in(door.knock(home, f"?token={elsewhere}", address=address)) == door.is_open, door


def test_a_key_may_come_as_a_bearer(home: Running, device: Device) -> None:
    for scheme in ("Bearer", "bearer"):
        sent = headers() | {"Authorization": f"{scheme} {device.key}"}
        assert home.client.get(JOBS, headers=sent).status_code == 200
    for value in (f"Basic {device.key}", device.key, "Bearer", f"Bearer {device.key[:-1]}"):
        answer = home.client.get(JOBS, headers=headers(address="10.9.9.9") | {"Authorization": value})
        refused(answer, 401, "unauthorized")


@pytest.mark.parametrize("path", ["/ws", "/ws/jobs/x"])
def test_websockets_need_a_key_too(home: Running, device: Device, path: str) -> None:
    url = f"{home.url.replace('http', 'ws', 1)}/api/v1{path}"
    token, _ = Links(home.service.access).sign(f"/api/v1{path}", device.id)
    for ticket, brought in ((url, headers(device.key)), (f"{url}?token={token}", headers())):
        with connect(ticket, additional_headers=brought):
            pass
    for ticket, key in ((url, ""), (url, WRONG), (f"{url}?token=x", "")):
        with (
            pytest.raises(InvalidStatus, match="401"),
            connect(ticket, additional_headers=headers(key, "10.8.8.8")),
        ):
            pass


def test_an_address_comes_in_when_it_was_approved(tmp_path: Path) -> None:
    with serving(tmp_path, start=False, trusted_proxies=BEHIND_A_PROXY) as running, phone(running) as shipped:
        problem = refused(shipped.client.get(JOBS), 401, "unauthorized")
        assert ADDRESS in problem.detail
        assert [request.address for request in running.service.access.waiting()] == [ADDRESS]
        allow(running.service)
        parse(JobList, shipped.client.get(JOBS))
        with phone(running, address="192.168.1.8") as other:
            refused(other.client.get(JOBS), 401, "unauthorized")
        (known,) = running.service.access.devices()
        assert known.seen_at
        running.service.access.revoke(known.id)
        refused(shipped.client.get(JOBS), 401, "unauthorized")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "unknown", "", "127.0.0.1, x"])
def test_what_a_proxy_says_makes_nobody_the_computer_itself(home: Running, address: str) -> None:
    refused(home.client.get(JOBS, headers=headers(address=address)), 401, "unauthorized")
    assert address not in [request.address for request in home.service.access.waiting()]


@pytest.mark.parametrize(
    "trace", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Via"]
)
def test_traces_of_a_proxy_need_a_key_on_the_computer_itself(queueing: Running, trace: str) -> None:
    refused(queueing.client.get(JOBS, headers={trace: "127.0.0.1"}), 401, "unauthorized")
    key = paired(queueing.service).key
    assert queueing.client.get(JOBS, headers={trace: "127.0.0.1", "X-API-Key": key}).status_code == 200


def test_a_key_that_is_brought_decides_on_the_computer_itself(queueing: Running) -> None:
    refused(queueing.client.get(JOBS, headers={"X-API-Key": WRONG}), 401, "unauthorized")
    refused(queueing.client.get(f"{JOBS}?token=x"), 401, "unauthorized")
    assert queueing.client.get(JOBS, headers={"X-API-Key": ""}).status_code == 200


def test_a_refused_upload_gets_its_answer(home: Running) -> None:
    answer = httpx.post(f"{home.url}{JOBS}", content=b"0" * 20_000_000, headers=headers(address="10.7.7.7"))
    refused(answer, 401, "unauthorized")


def test_open_to_everyone_where_that_is_set(tmp_path: Path) -> None:
    with serving(tmp_path, start=False, access="open", trusted_proxies=BEHIND_A_PROXY) as running:
        for brought in (headers(), headers(WRONG), headers(address="unknown")):
            parse(JobList, running.client.get(JOBS, headers=brought))
        parse(JobList, running.client.get(f"{JOBS}?token=x", headers=headers()))
        assert running.service.access.waiting() == []
