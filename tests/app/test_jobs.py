"""Jobs over the wire: listed, renamed, cancelled, deleted."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.app.conftest import FOREIGN_NAME, Running, serving
from tests.app.strict_client import (
    BareJobList,
    Cancelled,
    Cleanup,
    Deleted,
    Health,
    Job,
    JobList,
    Queue,
    StatusObject,
    fields,
    parse,
    refused,
)

JOBS = "/api/v1/jobs"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Running]:
    """A server of its own, without jobs."""
    with serving(tmp_path, start=False) as running:
        yield running


@pytest.fixture(scope="module")
def queued(queueing: Running, tone: Path) -> str:
    """The id of a job that waits."""
    return queueing.sent(tone)


def test_a_queued_job_has_a_position(fresh: Running, tone: Path) -> None:
    first, second = fresh.sent(tone), fresh.sent(tone)
    answer = fresh.client.get(f"{JOBS}/{second}/status")
    status = parse(StatusObject, answer)
    assert (status.status, status.queue_position, status.progress) == ("queued", 2, 0)
    assert (status.id, status.job_id) == (second, second)
    assert answer.headers["cache-control"] == "no-store"
    assert parse(StatusObject, fresh.client.get(f"{JOBS}/{first}/status")).queue_position == 1


def test_jobs_are_listed_newest_first(fresh: Running, tone: Path) -> None:
    ids = [fresh.sent(tone, name) for name in ("a.flac", FOREIGN_NAME, "c.flac")]
    whole = parse(JobList, fresh.client.get(JOBS))
    assert [job.id for job in whole.jobs] == ids[::-1]
    assert (whole.total, whole.limit, whole.offset) == (3, 100, 0)
    page = parse(JobList, fresh.client.get(JOBS, params={"limit": 1, "offset": 1}))
    assert ([job.id for job in page.jobs], page.total) == ([ids[1]], 3)


def test_jobs_are_found_by_name_and_status(fresh: Running, tone: Path) -> None:
    fresh.sent(tone, "a.flac")
    job_id = fresh.sent(tone, FOREIGN_NAME)
    found = parse(JobList, fresh.client.get(JOBS, params={"q": "夜"}))
    assert ([job.id for job in found.jobs], found.total) == ([job_id], 1)
    assert parse(JobList, fresh.client.get(JOBS, params={"q": "ÇA VA", "status": "queued"})).total == 1
    assert parse(JobList, fresh.client.get(JOBS, params={"status": "completed"})).total == 0


def test_an_empty_parameter_is_none(fresh: Running, tone: Path) -> None:
    fresh.sent(tone)
    found = parse(JobList, fresh.client.get(f"{JOBS}?status=&limit=&offset=&q="))
    assert (found.total, found.limit, found.offset) == (1, 100, 0)


def test_a_name_is_found_however_its_accents_are_written(fresh: Running, tone: Path) -> None:
    fresh.sent(tone, title="Cafe\u0301")
    assert parse(JobList, fresh.client.get(JOBS, params={"q": "caf\u00e9"})).total == 1
    assert parse(JobList, fresh.client.get(JOBS, params={"q": "cafe\u0301"})).total == 1


def test_times_have_a_z_but_in_the_shipped_clients_list(fresh: Running, tone: Path) -> None:
    job_id = fresh.sent(tone)
    habit = {"ngrok-skip-browser-warning": "true"}
    assert parse(BareJobList, fresh.client.get(JOBS, headers=habit)).total == 1
    parse(JobList, fresh.client.get(JOBS))
    parse(Job, fresh.client.get(f"{JOBS}/{job_id}", headers=habit))


def test_a_job_is_renamed_and_kept(fresh: Running, tone: Path) -> None:
    url = f"{JOBS}/{fresh.sent(tone)}"
    assert parse(Job, fresh.client.patch(url, json={"display_name": " Ärger "})).display_name == "Ärger"
    changed = fresh.client.patch(url, json={"keep": True})
    assert parse(Job, changed).display_name == "Ärger"
    assert changed.json()["keep"] is True
    assert fresh.client.get(url).json() == changed.json()


def test_a_name_is_cleaned_like_those_of_new_songs(fresh: Running, tone: Path) -> None:
    url = f"{JOBS}/{fresh.sent(tone)}"
    changed = fresh.client.patch(url, json={"display_name": "a\u202eb\u0085\u2028c\u2069"})
    assert parse(Job, changed).display_name == "abc"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tempo_bpm": "120"}, "tempo_bpm"),
        ({"status": "completed"}, "status"),
        ({"display_name": None}, "display_name"),
        ({"display_name": "  "}, "display_name"),
        ({"display_name": "a\nb"}, "display_name"),
        ({"display_name": "\u202e"}, "display_name"),
        ({"display_name": "x" * 201}, "display_name"),
        ({"keep": "yes"}, "keep"),
        ([], "body"),
    ],
)
def test_what_cannot_be_changed_is_named(queueing: Running, queued: str, change: object, field: str) -> None:
    url = f"{JOBS}/{queued}"
    before = queueing.client.get(url).json()
    problem = refused(queueing.client.patch(url, json=change), 422, "validation_error")
    assert fields(problem) == {field}
    assert queueing.client.get(url).json() == before


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_json(queueing: Running, queued: str, body: bytes) -> None:
    url = f"{JOBS}/{queued}"
    answer = queueing.client.patch(url, content=body, headers={"Content-Type": "application/json"})
    assert fields(refused(answer, 422, "validation_error")) == {"body"}


def test_a_queued_job_is_cancelled_once_and_tried_again(fresh: Running, tone: Path) -> None:
    url = f"{JOBS}/{fresh.sent(tone)}"
    refused(fresh.client.post(f"{url}/retry"), 409, "not_failed")
    assert parse(Cancelled, fresh.client.post(f"{url}/cancel")).cancelled
    ended = parse(Job, fresh.client.get(url))
    assert (ended.status, ended.error_code) == ("failed", "cancelled")
    assert ended.error_message
    assert ended.completed_at
    assert not parse(Cancelled, fresh.client.post(f"{url}/cancel")).cancelled
    again = parse(Job, fresh.client.post(f"{url}/retry"))
    assert (again.status, again.error_code, again.completed_at) == ("queued", None, None)


@pytest.mark.parametrize("choice", [None, {}, {"pitch": "crepe"}, {"separator": None, "pitch": "swiftf0"}])
def test_a_retry_may_choose_engines(fresh: Running, tone: Path, choice: dict[str, str | None] | None) -> None:
    url = f"{JOBS}/{fresh.sent(tone, separator='spleeter', pitch='crepe-tiny')}"
    fresh.client.post(f"{url}/cancel")
    job = parse(Job, fresh.client.post(f"{url}/retry", json=choice))
    request = fresh.service.job(job.id).request
    assert (request.separator, request.pitch) == ("spleeter", (choice or {}).get("pitch", "crepe-tiny"))


def test_a_deleted_job_is_gone(fresh: Running, tone: Path) -> None:
    url = f"{JOBS}/{fresh.sent(tone)}"
    assert parse(Deleted, fresh.client.delete(url)).deleted
    refused(fresh.client.get(url), 404, "job_not_found")
    refused(fresh.client.delete(url), 404, "job_not_found")
    assert parse(Queue, fresh.client.get("/api/v1/queue/status")).queued_jobs == 0


def test_results_of_a_queued_job_are_not_ready(queueing: Running, queued: str) -> None:
    url = f"{JOBS}/{queued}"
    for rest in ("results", "stems", "stems/vocals", "frames", "notes", "chords", "beats", "download.zip"):
        refused(queueing.client.get(f"{url}/{rest}"), 409, "not_ready")


def test_the_queue_and_the_cleanup(fresh: Running, tone: Path) -> None:
    fresh.sent(tone)
    queue = parse(Queue, fresh.client.get("/api/v1/queue/status"))
    assert (queue.active_jobs, queue.queued_jobs, queue.active_job_ids) == (0, 1, [])
    assert parse(Cleanup, fresh.client.post("/api/v1/cleanup")).deleted_jobs == 0


@pytest.mark.parametrize("base", ["", "/api/v1"])
def test_health_names_no_path(fresh: Running, base: str, tmp_path: Path) -> None:
    answer = fresh.client.get(f"{base}/health")
    parse(Health, answer)
    assert not re.search(r"/(tmp|home|root)|" + re.escape(tmp_path.name), json.dumps(answer.json()))
    assert fresh.client.get(f"{base}/health/live").status_code == 200
    refused(fresh.client.get(f"{base}/health/ready"), 503, "unavailable")


def test_a_started_service_is_ready(tmp_path: Path) -> None:
    with serving(tmp_path, start=True) as running:
        assert httpx.get(f"{running.url}/health/ready").status_code == 200
