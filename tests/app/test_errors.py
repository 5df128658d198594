"""Every error has the documented shape, and says no more than it should."""

import logging
import re
from pathlib import Path
from typing import NoReturn

import httpx
import pytest

import core.errors
from app.errors import TABLE
from core.errors import BacklineError
from core.service import Service
from tests.app.conftest import Running
from tests.app.strict_client import fields, refused

WEB = {"Origin": "http://web.test"}
IN_A_WORKER = {"model_unavailable", "cancelled", "worker_failed", "device_unavailable", "internal_error"}


@pytest.mark.parametrize(
    "path", ["/", "/api/v1", "/api/v2/jobs", "/api/v1/jobs/", "/favicon.ico", "/%2e%2e/etc"]
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
    ("method", "path"), [("PUT", "/jobs"), ("GET", "/transcribe"), ("POST", "/queue/status")]
)
def test_a_method_that_is_not_there(queueing: Running, method: str, path: str) -> None:
    answer = queueing.client.request(method, f"/api/v1{path}")
    refused(answer, 405, "method_not_allowed")
    assert answer.headers["allow"]


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "offset=-1", "status=cancelled"])
def test_a_wrong_parameter_is_named(queueing: Running, query: str) -> None:
    problem = refused(queueing.client.get(f"/api/v1/jobs?{query}"), 422, "validation_error")
    assert fields(problem) == {query.partition("=")[0]}
    assert problem.detail.startswith(query.partition("=")[0])


def test_a_crash_names_no_internals(
    queueing: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(self: Service) -> NoReturn:
        raise RuntimeError("the secret of /home/anna")

    monkeypatch.setattr(Service, "queue", crash)
    with caplog.at_level(logging.ERROR):
        answer = queueing.client.get("/api/v1/queue/status", headers=WEB)
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
    for kind in TABLE:
        assert f"`{kind.code}`" in document


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
