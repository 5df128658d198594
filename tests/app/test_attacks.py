"""Attempts to get where one should not, beside those in each part's tests; docs/security.md lists all."""

import http.client
import json
import re
import socket
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.app.conftest import Running, serving
from tests.app.strict_client import refused
from tests.conftest import ROOT
from tests.core.disk.data_folders import ended_job, write_data

SECRET = b"what nobody may read"
TRICKS = (
    "..",
    ".",
    "%2e%2e",
    "../secret.txt",
    "..%2f..%2f..%2fsecret.txt",
    "..%252f..%252fsecret.txt",
    "..%5c..%5csecret.txt",
    "%2fetc%2fpasswd",
    "vocals%00.mp3",
    "vocals%2f..%2f..%2foriginal",
    "file:%2f%2f%2fetc%2fpasswd",
    "~root",
    "%c0%ae%c0%ae%2fsecret.txt",
    "job.json",
    "stems",
    "VOCALS",
    "vocals.mp3",
    "a" * 5000,
)
"""Names that lead elsewhere, where somebody takes them for a path."""
FORGED = "a\r\nSet-Cookie: forged=1\r\n\r\n<script>"


@pytest.fixture(scope="module")
def job_id() -> str:
    return str(uuid.uuid4())


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, job_id: str) -> Iterator[Running]:
    """A server with a finished song, and a secret beside its files."""
    folder = tmp_path_factory.mktemp("home")
    song = replace(ended_job(1), id=job_id, display_name=FORGED, input_filename=FORGED)
    write_data(folder / "data", song)
    for place in (folder, folder / "data", folder / "data" / "jobs"):
        (place / "secret.txt").write_bytes(SECRET)
    with serving(folder / "data", start=False) as running:
        yield running


def asked(running: Running, method: str, path: str) -> tuple[int, bytes]:
    """Status and body for a path that is sent as it is written."""
    connection = http.client.HTTPConnection(running.url.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def routes(running: Running) -> list[tuple[str, str]]:
    """Method and template of every route with a parameter in its path."""
    paths: dict[str, dict[str, Any]] = running.client.get("/openapi.json").json()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods if "{" in path]


def test_no_parameter_of_a_path_leads_out_of_its_folder(attacked: Running, job_id: str) -> None:
    known = {"job_id": job_id, "name": "vocals", "segment": "0_1", "number": "0"}
    for method, template in routes(attacked):
        for name in re.findall(r"{(\w+)}", template):
            for trick in TRICKS:
                path = template.format_map(
                    {**dict.fromkeys(re.findall(r"{(\w+)}", template), "x"), **known, name: trick}
                )
                status, body = asked(attacked, method, path)
                assert 400 <= status < 500, f"{method} {path}: {status}"
                assert SECRET not in body
                assert b"root:" not in body


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize(
    "query", ["download.zip?include=", "stems/vocals?format=", "frames?format=", "chords?format="]
)
def test_no_part_of_a_query_does_either(attacked: Running, job_id: str, query: str, trick: str) -> None:
    status, body = asked(attacked, "GET", f"/api/v1/jobs/{job_id}/{query}{trick}")
    assert 400 <= status < 500
    assert SECRET not in body


def test_no_name_of_a_song_forges_a_header(attacked: Running, job_id: str) -> None:
    for path in ("stems/vocals", "download.zip?include=vocals"):
        answer = attacked.client.get(f"/api/v1/jobs/{job_id}/{path}")
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert not re.search(r"[\r\n]", answer.headers["content-disposition"])
    listed = attacked.client.get(f"/api/v1/jobs/{job_id}")
    assert listed.headers["content-type"].startswith("application/json")
    assert listed.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "lines",
    [
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: -1",
        "Content-Length: 5, 6",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Host: other.test",
        "X: a\x00b",
        "X : a",
        " X: folded into nothing",
    ],
)
def test_a_head_that_can_be_read_in_two_ways_is_not_read(attacked: Running, lines: str) -> None:
    host, _, port = attacked.url.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        hidden = "GET /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        head = f"POST /api/v1/queue/pause HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\nConnection: close\r\n\r\n"
        connection.sendall(f"{head}0\r\n\r\n{hidden}".encode("latin-1"))
        received = b""
        while piece := connection.recv(10_000):
            received += piece
    assert re.match(rb"HTTP/1.1 (400|403|501) ", received)
    assert received.count(b"HTTP/1.1") == 1
    assert not attacked.service.queue().paused


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"display_name": ' + b"9" * 100_000 + b"}",
        b'{"display_name": "\\ud800"}',
        b'{"keep": NaN}',
        b'{"display_name": "x", "display_name": {"$ne": 1}}',
        b'{"__class__": "x", "client": "desktop"}',
        b"\xff\xfe\x00",
    ],
    ids=lambda body: body[:12].decode("latin-1"),
)
def test_no_json_upsets_the_server(attacked: Running, job_id: str, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = attacked.client.patch(f"/api/v1/jobs/{job_id}", content=body, headers=headers)
    refused(answer, 422, "validation_error")
    assert attacked.client.get("/health").status_code == 200


def test_a_post_is_not_taken_for_another_method(attacked: Running, job_id: str) -> None:
    for method in ("DELETE", "PATCH", "PUT"):
        answer = attacked.client.post(f"/api/v1/jobs/{job_id}", headers={"X-HTTP-Method-Override": method})
        assert answer.status_code == 405
    assert attacked.client.get(f"/api/v1/jobs/{job_id}").status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "PROPFIND", "X" * 500])
def test_methods_that_nobody_needs_do_nothing(attacked: Running, method: str) -> None:
    assert asked(attacked, method, "/api/v1/jobs")[0] in (400, 405)


def test_errors_tell_nothing_of_the_host(attacked: Running, job_id: str) -> None:
    folder = str(attacked.service.settings.storage_path)
    for path in (
        "/api/v1/nothing",
        f"/api/v1/jobs/{job_id}/beats",
        "/api/v1/jobs/x",
        "/static-offline-docs/../x",
    ):
        status, body = asked(attacked, "GET", path)
        assert status >= 400
        assert folder.encode() not in body
        assert json.loads(body)["status"] == status
        assert not re.search(rb"Traceback|\.py|uvicorn|site-packages", body)


def test_every_attempt_of_the_table_has_its_test() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [line for line in page.partition("## Attempts")[2].splitlines() if line.startswith("| ")][2:]
    assert len(rows) >= 15
    for row in rows:
        named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", row)
        assert named, row
        for file, test in named:
            assert f"def {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), f"{file}::{test}"
