"""Every error has the documented shape, and says no more than it should."""

import http.client
import logging
import re
import socket
from pathlib import Path

import httpx
import pytest

import core.errors
from app.api import create_app
from app.errors import TABLE
from app.problems import PLAIN
from app.server import HttpServer
from core.errors import BacklineError
from tests.app.conftest import Running
from tests.app.strict_client import Problem, fields, refused

WEB = {"Origin": "http://web.test"}
IN_A_WORKER = {"model_unavailable", "cancelled", "worker_failed", "device_unavailable", "internal_error"}


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/v1", "/api/v2/jobs", "/api/v1/jobs/", "/favicon.ico", "/%2e%2e/etc"]
)
def test_nothing_is_at_unknown_addresses(queueing: Running, path: str) -> None:
    refused(queueing.client.get(path), 404, "not_found")


@pytest.mark.parametrize("job_id", ["1", "0" * 36, "%2e%2e", "ü", "00000000-0000-0000-0000-000000000000"])
@pytest.mark.parametrize(
    "rest", ["", "/status", "/results", "/stems", "/stems/vocals", "/frames", "/download.zip"]
)
def test_no_job_has_such_an_id(queueing: Running, job_id: str, rest: str) -> None:
    refused(queueing.client.get(f"/api/v1/jobs/{job_id}{rest}"), 404, "job_not_found")


@pytest.mark.parametrize(
    ("method", "path", "known"),
    [
        ("PUT", "/jobs/x", "GET, PATCH, DELETE"),
        ("GET", "/transcribe", "POST"),
        ("POST", "/jobs/x/results", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_there(queueing: Running, method: str, path: str, known: str) -> None:
    answer = queueing.client.request(method, f"/api/v1{path}")
    refused(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == known


@pytest.mark.parametrize(
    "request_head",
    [
        b"GET /health\r\n\r\n",
        b"POST /api/v1/transcribe HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"\x16\x03\x01\x02\r\n\r\n",
    ],
)
def test_what_is_no_http_gets_a_problem_too(queueing: Running, request_head: bytes) -> None:
    host, port = queueing.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(request_head)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        problem = Problem.model_validate_json(answer.read())
    assert answer.headers["Content-Type"] == "application/problem+json; charset=utf-8"
    assert (answer.status, problem.status, problem.error_code) == (400, 400, "bad_request")


def test_a_large_body_is_not_kept_in_memory(queueing: Running) -> None:
    body = b'{"display_name": "' + b"x" * 2_000_000 + b'"}'
    answer = queueing.client.patch("/api/v1/jobs/x", content=body)
    refused(answer, 413, "file_too_large")


def test_a_song_sent_to_a_wrong_address_is_told_so(queueing: Running) -> None:
    answer = httpx.post(f"{queueing.url}/transcribe", files={"file": ("a.mp3", b"0" * 20_000_000)})
    refused(answer, 404, "not_found")


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "offset=-1", "status=cancelled"])
def test_a_wrong_parameter_is_named(queueing: Running, query: str) -> None:
    problem = refused(queueing.client.get(f"/api/v1/jobs?{query}"), 422, "validation_error")
    assert fields(problem) == {query.partition("=")[0]}
    assert problem.detail.startswith(query.partition("=")[0])


def crash() -> None:
    raise RuntimeError("the secret of /home/anna")


def test_a_crash_names_no_internals(queueing: Running, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(queueing.service)
    app.add_api_route("/crash", crash)
    server = HttpServer(app, "127.0.0.1", 0)
    server.start()
    try:
        with caplog.at_level(logging.ERROR):
            answer = httpx.get(f"{server.url}/crash", headers=WEB)
    finally:
        server.stop()
    refused(answer, 500, "internal_error")
    assert "secret" not in answer.text
    assert answer.headers["access-control-allow-origin"] == "http://web.test"
    assert answer.headers["x-request-id"] in caplog.text
    assert "the secret of /home/anna" in caplog.text


def test_every_answer_has_an_id_of_its_own(queueing: Running) -> None:
    ids = {queueing.client.get("/health").headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3


def test_every_error_of_the_core_has_a_status_or_stays_in_the_worker() -> None:
    known = {kind.code for kind in TABLE} | IN_A_WORKER
    kinds = [k for k in vars(core.errors).values() if isinstance(k, type) and issubclass(k, BacklineError)]
    assert {kind.code for kind in kinds} <= known


def test_every_code_is_documented() -> None:
    document = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    for code in {kind.code for kind in TABLE} | {code for code, _ in PLAIN.values()}:
        assert f"`{code}`" in document


def test_a_web_page_may_call_with_the_documented_headers(queueing: Running) -> None:
    wanted = (
        "ngrok-skip-browser-warning, X-API-Key, Authorization, Idempotency-Key, Range, If-Range, Content-Type"
    )
    preflight = WEB | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": wanted}
    answer = queueing.client.options("/api/v1/transcribe", headers=preflight)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "http://web.test"
    allowed = {name.strip().lower() for name in answer.headers["access-control-allow-headers"].split(",")}
    assert {name.strip().lower() for name in wanted.split(",")} <= allowed


def test_a_web_page_may_read_the_documented_headers(queueing: Running) -> None:
    for answer in (
        queueing.client.get("/health", headers=WEB),
        queueing.client.get("/api/v1/jobs/1", headers=WEB),
        queueing.client.post("/api/v1/transcribe", headers=WEB),
    ):
        exposed = {name.strip() for name in answer.headers["access-control-expose-headers"].split(",")}
        assert {"Location", "ETag", "Content-Range", "Content-Disposition", "Upload-Offset"} <= exposed
        assert answer.headers["access-control-allow-origin"] == "http://web.test"
        assert "access-control-allow-credentials" not in answer.headers


def test_other_web_pages_may_not(queueing: Running) -> None:
    origin = {"Origin": "http://evil.test"}
    assert "access-control-allow-origin" not in queueing.client.get("/health", headers=origin).headers
    preflight = origin | {"Access-Control-Request-Method": "POST"}
    refused(queueing.client.options("/api/v1/jobs", headers=preflight), 400, "bad_request")


def test_the_timestamp_is_utc(queueing: Running) -> None:
    answer: httpx.Response = queueing.client.get("/nothing")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", answer.json()["timestamp"])
