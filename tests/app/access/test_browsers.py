"""No web page reaches the server through the browser of somebody whom it would let in."""

import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from app.network.names import announced_host
from tests.app.conftest import Running, serving
from tests.app.phones import allow, headers, paired
from tests.app.strict_client import JSON, refused

JOBS = "/api/v1/jobs"
PAUSE = "/api/v1/queue/pause"
OWN_NAME = socket.gethostname()
FULL_NAME = socket.getfqdn() if socket.getfqdn().startswith(f"{OWN_NAME}.") else OWN_NAME
EVIL = {"Origin": "http://evil.test"}
LISTED = {"Origin": "http://web.test"}
SECURED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The computer itself is at the browser; one name and one site are allowed."""
    folder = tmp_path_factory.mktemp("desk")
    allowed: dict[str, Any] = {"allowed_hosts": ("music.home",), "cors_origins": ("http://web.test",)}
    with serving(folder, start=False, **allowed) as running:
        yield running


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Every site may call, if it has a key."""
    with serving(tmp_path_factory.mktemp("everywhere"), start=False, cors_origins=("*",)) as running:
        yield running


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "192.168.1.5:8000",
        "[::1]",
        "[fe80::1]:8000",
        "localhost",
        "LocalHost.:80",
        OWN_NAME,
        FULL_NAME,
        f"{OWN_NAME.partition('.')[0].upper()}.local:8000",
        "music.home",
        "Music.Home.",
    ],
)
def test_the_computer_is_called_by_its_names(desk: Running, host: str) -> None:
    assert desk.client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LocalHost.", "[::1]:80"])
def test_the_computer_itself_is_who_calls_it_by_loopback(desk: Running, host: str) -> None:
    assert desk.client.get(JOBS, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0:8000", "[::]", "192.168.1.5", "music.home", "announced"])
def test_a_name_that_others_may_lead_here_needs_a_key_on_the_computer_itself(
    desk: Running, host: str
) -> None:
    """Whoever answers multicast DNS leads `.local` names to loopback; of 0.0.0.0, browsers say no site."""
    host = announced_host(desk.service.access.server_id) if host == "announced" else host
    page = {"Host": host, "Origin": f"http://{host}"}
    refused(desk.client.get(JOBS, headers=page), 401, "unauthorized")
    refused(desk.client.post(PAUSE, headers=page), 401, "unauthorized")
    assert desk.client.get(JOBS, headers=page | {"X-API-Key": paired(desk.service).key}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "evil.test:8000",
        "127.0.0.1.evil.test",
        "127.0.0.1:8000:80",
        "localhost.evil.test",
        f"{OWN_NAME}.evil.test",
        "notmusic.home",
        "127.1",
        "2130706433",
        "0x7f000001",
        "::1",
        "[::1",
        "127.0.0.1:port",
        "127.0.0.1]",
        "user@127.0.0.1",
        "127.0.0.1/",
        "127.0.0.1 ",
        "",
    ],
)
@pytest.mark.parametrize("path", [JOBS, "/health"])
def test_a_name_that_was_led_here_gets_nothing(desk: Running, host: str, path: str) -> None:
    """A page of evil.test that names this computer's address its own is of the same origin as the server."""
    answer = raw(desk, "GET", path, [("Host", host)])
    if host.endswith(" "):  # Spaces around a value are none of it.
        assert answer[0] == 200
    else:
        assert answer == (403, "forbidden_host")


def test_no_host_or_two_get_nothing(desk: Running) -> None:
    assert raw(desk, "GET", "/health", [], version=10) == (403, "forbidden_host")
    assert raw(desk, "GET", "/health", [])[0] == 400
    assert raw(desk, "GET", "/health", [("Host", "localhost"), ("Host", "evil.test")])[0] in (400, 403)


def test_a_websocket_does_not_come_by_a_proxy_that_speaks_an_older_http(desk: Running) -> None:
    head = [("Host", "localhost"), ("Connection", "Upgrade"), ("Upgrade", "websocket")]
    head += [("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")]
    assert raw(desk, "GET", "/api/v1/ws", head, version=10) == (400, "bad_request")


def test_the_name_that_is_announced_is_known(desk: Running) -> None:
    name = announced_host(desk.service.access.server_id)
    assert desk.client.get("/health", headers={"Host": f"{name}:8000"}).status_code == 200


def test_a_websocket_is_called_by_its_names_too(desk: Running) -> None:
    address = ("127.0.0.1", int(desk.url.rpartition(":")[2]))
    with connect("ws://localhost/api/v1/ws", sock=socket.create_connection(address)):
        pass
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect("ws://evil.test/api/v1/ws", sock=socket.create_connection(address)),
    ):
        pass


@pytest.mark.parametrize(
    "page",
    [
        EVIL,
        {"Origin": "null"},
        {"Origin": "http://web.test.evil.test"},
        {"Origin": "https://web.test"},
        {"Origin": "http://localhost:3000"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        EVIL | {"Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", PAUSE), ("PATCH", f"{JOBS}/x"), ("DELETE", f"{JOBS}/x")]
)
def test_pages_of_other_sites_change_nothing(
    desk: Running, page: dict[str, str], method: str, path: str
) -> None:
    key = paired(desk.service).key
    for brought in ({}, {"X-API-Key": key}):
        refused(desk.client.request(method, path, headers=page | brought), 403, "forbidden_origin")
    assert not desk.client.get("/api/v1/queue/status").json()["paused"]


def test_pages_that_may_and_apps_change_things(desk: Running) -> None:
    own = {"Origin": desk.url, "Sec-Fetch-Site": "same-origin"}
    for page in ({}, own, LISTED, LISTED | {"Sec-Fetch-Site": "cross-site"}):
        assert desk.client.post("/api/v1/queue/resume", headers=page).status_code == 200


def test_pages_of_this_computer_may_where_that_is_set(tmp_path: Path) -> None:
    with serving(tmp_path, start=False, cors_localhost=True) as running:
        for origin in ("http://localhost:3000", "https://127.0.0.1", "http://[::1]:8080"):
            answer = running.client.post("/api/v1/queue/resume", headers={"Origin": origin})
            assert answer.status_code == 200
            assert answer.headers["access-control-allow-origin"] == origin
        for origin in ("http://localhost.evil.test", "http://evil.test:3000", "http://127.0.0.1.evil.test"):
            answer = running.client.post("/api/v1/queue/resume", headers={"Origin": origin})
            refused(answer, 403, "forbidden_origin")


def test_what_other_sites_ask_counts_as_the_networks(desk: Running) -> None:
    """Their pages cannot read the answer, but they need not even cause it."""
    refused(desk.client.get(JOBS, headers=EVIL), 401, "unauthorized")
    refused(desk.client.get(JOBS, headers={"Sec-Fetch-Site": "cross-site"}), 401, "unauthorized")
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert desk.client.get("/docs", headers=followed).status_code == 200
    assert desk.client.get(JOBS, headers=LISTED).status_code == 200


def test_a_star_lets_every_site_call_but_not_in_without_a_key(everywhere: Running) -> None:
    key = {"X-API-Key": paired(everywhere.service).key}
    for method, path in (("GET", JOBS), ("POST", PAUSE)):
        refused(everywhere.client.request(method, path, headers=EVIL), 401, "unauthorized")
        answer = everywhere.client.request(method, path, headers=EVIL | key)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
    refused(everywhere.client.post(PAUSE, headers={"Origin": "null"} | key), 403, "forbidden_origin")


def test_a_page_does_not_come_in_by_the_approved_address_of_its_reader(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"cors_origins": ("*",), "trusted_proxies": ("127.0.0.1",)}
    with serving(tmp_path, start=False, **settings) as running:
        refused(running.client.get(JOBS, headers=headers()), 401, "unauthorized")
        allow(running.service)
        assert running.client.get(JOBS, headers=headers()).status_code == 200
        refused(running.client.get(JOBS, headers=headers() | EVIL), 401, "unauthorized")


def test_no_answer_is_shown_or_played_by_pages_of_others(desk: Running) -> None:
    for path, kind in (("/health", JSON), ("/nothing", ""), ("/docs", "text/html; charset=utf-8")):
        answer = desk.client.get(path)
        assert SECURED.items() <= answer.headers.items()
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert kind in ("", answer.headers["content-type"])
        assert "server" not in answer.headers


@pytest.mark.parametrize("header", ["Tus-Resumable", "Upload-Length", "Upload-Offset", "Upload-Metadata"])
def test_a_page_may_upload_in_pieces(desk: Running, header: str) -> None:
    preflight = LISTED | {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": header}
    answer = desk.client.options("/api/v1/uploads/x", headers=preflight)
    assert answer.status_code == 200
    refusal = desk.client.get("/nothing", headers=LISTED)
    assert {"Upload-Offset", "Upload-Expires", "Retry-After", "X-Job-Id"} <= {
        name.strip() for name in refusal.headers["access-control-expose-headers"].split(",")
    }


def raw(
    running: Running, method: str, path: str, sent: list[tuple[str, str]], version: int = 11
) -> tuple[int, str]:
    """Status and error code of a request with just these headers."""
    connection = http.client.HTTPConnection(running.url.removeprefix("http://"), timeout=10)
    connection._http_vsn_str = f"HTTP/1.{version - 10}"  # type: ignore[attr-defined]
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in sent:
        connection.putheader(name, value)
    connection.endheaders()
    with connection.getresponse() as answer:
        body = json.loads(answer.read())
    connection.close()
    return answer.status, body.get("error_code", "")
