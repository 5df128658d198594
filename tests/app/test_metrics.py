"""What Prometheus reads of jobs, requests and the disk."""

import sys
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from tests.app.conftest import Running, serving


def metrics(running: Running) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample by name and labels."""
    answer = running.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(answer.text)
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def value(running: Running, name: str, **labels: str) -> float:
    """One sample; 0.0 where there is none."""
    return metrics(running).get((f"backline_{name}", frozenset(labels.items())), 0.0)


def test_jobs_and_queue_are_counted(tmp_path: Path, tone: Path) -> None:
    with serving(tmp_path, start=False) as running:
        _, second = running.sent(tone), running.sent(tone)
        running.client.post(f"/api/v1/jobs/{second}/cancel")
        states = {name: value(running, "jobs", status=name) for name in ("queued", "failed", "completed")}
        assert states == {"queued": 1, "failed": 1, "completed": 0}
        assert (value(running, "queue_length"), value(running, "jobs_in_work")) == (1, 0)


def test_requests_are_counted_by_route_and_never_by_what_a_client_makes_up(queueing: Running) -> None:
    route = {"method": "GET", "route": "/jobs/{job_id}/status", "status": "404"}
    before = value(queueing, "request_seconds_count", **route)
    for job_id in ("a", "b"):
        queueing.client.get(f"/api/v1/jobs/{job_id}/status")
    assert value(queueing, "request_seconds_count", **route) == before + 2
    assert 0 < value(queueing, "request_seconds_sum", **route) < 1
    before = metrics(queueing).keys()
    for number in range(20):
        queueing.client.get(f"/nothing/{number}")
        queueing.client.request(f"METHOD{number}", "/api/v1/jobs")
    counts = {labels for name, labels in metrics(queueing).keys() - before if name.endswith("_count")}
    assert {dict(labels)["route"] for labels in counts} == {"other", "/jobs"}
    assert {dict(labels)["method"] for labels in counts} == {"GET", "other"}


def test_the_disk_and_the_process_are_told(queueing: Running) -> None:
    free, used = value(queueing, "disk_free_bytes"), value(queueing, "disk_used_bytes")
    assert free > 0
    assert used > 0
    found = metrics(queueing)
    if sys.platform == "linux":
        assert found["process_resident_memory_bytes", frozenset()] > 10e6


def test_a_version_that_is_no_number_gets_the_plain_one(queueing: Running) -> None:
    for kind in ("text/plain", "application/openmetrics-text"):
        answer = queueing.client.get("/metrics", headers={"Accept": f"{kind};version=1.x"})
        assert (answer.status_code, "0.0.4" in answer.headers["content-type"]) == (200, True)


def test_two_servers_count_apart(queueing: Running, tmp_path: Path) -> None:
    with serving(tmp_path, start=False) as other:
        other.client.get("/health/live")
        labels = {"method": "GET", "route": "/health/live", "status": "200"}
        assert value(other, "request_seconds_count", **labels) == 1


def test_metrics_name_nobody(queueing: Running, tone: Path) -> None:
    queueing.sent(tone, "secret name.flac", title="secret title")
    assert "secret" not in queueing.client.get("/metrics").text
    assert queueing.client.get("/api/v1/metrics").status_code == 200
