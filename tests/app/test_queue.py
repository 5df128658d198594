"""The queue over the wire: fair turns, the front, pause and resume."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.conftest import Running, serving
from tests.app.phones import paired, phone
from tests.app.strict_client import Job, Queue, StatusObject, fields, parse, refused

JOBS = "/api/v1/jobs"
QUEUE = "/api/v1/queue"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Running]:
    """A server of its own, without jobs."""
    with serving(tmp_path, start=False) as running:
        yield running


@pytest.fixture
def neighbour(fresh: Running) -> Iterator[Running]:
    """The same server as another device reaches it."""
    with phone(fresh, paired(fresh.service).key) as device:
        yield device


def position(running: Running, job_id: str) -> int | None:
    return parse(StatusObject, running.client.get(f"{JOBS}/{job_id}/status")).queue_position


def order(running: Running, jobs: dict[str, str]) -> list[str]:
    """The names of jobs that wait, next first."""
    return sorted(jobs, key=lambda name: position(running, jobs[name]) or 0)


def test_devices_take_turns(fresh: Running, neighbour: Running, tone: Path) -> None:
    jobs = {name: fresh.sent(tone) for name in ("a1", "a2", "a3")}
    jobs |= {name: neighbour.sent(tone) for name in ("b1", "b2")}
    assert order(fresh, jobs) == ["a1", "b1", "a2", "b2", "a3"]


def test_a_job_is_moved_to_the_front(fresh: Running, tone: Path) -> None:
    jobs = {name: fresh.sent(tone) for name in "abc"}
    for name in "bc":
        moved = parse(Job, fresh.client.post(f"{JOBS}/{jobs[name]}/front"))
        assert (moved.status, moved.queue_position) == ("queued", 1)
    assert order(fresh, jobs) == ["c", "b", "a"]


def test_only_a_job_that_waits_is_moved(fresh: Running, tone: Path) -> None:
    job_id = fresh.sent(tone)
    fresh.client.post(f"{JOBS}/{job_id}/cancel")
    refused(fresh.client.post(f"{JOBS}/{job_id}/front"), 409, "not_queued")
    refused(fresh.client.post(f"{JOBS}/nobody/front"), 404, "job_not_found")


def test_the_queue_is_paused_and_resumed(fresh: Running, tone: Path) -> None:
    waiting = fresh.sent(tone)
    assert parse(Queue, fresh.client.post(f"{QUEUE}/pause")).paused
    late = fresh.sent(tone)
    for job_id in (waiting, late):
        status = parse(StatusObject, fresh.client.get(f"{JOBS}/{job_id}/status"))
        assert (status.status, status.message) == ("queued", "Waiting: the queue is paused.")
    assert parse(Queue, fresh.client.get(f"{QUEUE}/status")).paused
    assert not parse(Queue, fresh.client.post(f"{QUEUE}/resume")).paused
    status = parse(StatusObject, fresh.client.get(f"{JOBS}/{late}/status"))
    assert status.message == "Waiting for its turn."
    assert not parse(Queue, fresh.client.get(f"{QUEUE}/status")).paused


def test_a_restart_keeps_pause_and_order(tmp_path: Path, tone: Path) -> None:
    """Also of jobs that were tried again, which wait behind those that came before."""
    with serving(tmp_path, start=False) as running:
        running.client.post(f"{QUEUE}/pause")
        jobs = {name: running.sent(tone) for name in "abcde"}
        running.client.post(f"{JOBS}/{jobs['a']}/cancel")
        running.client.post(f"{JOBS}/{jobs['a']}/retry")
        for name in "dc":
            running.client.post(f"{JOBS}/{jobs[name]}/front")
        assert order(running, jobs) == ["c", "d", "b", "e", "a"]
    with serving(tmp_path, start=True) as running:
        assert order(running, jobs) == ["c", "d", "b", "e", "a"]
        assert parse(Queue, running.client.get(f"{QUEUE}/status")).paused
        late = running.sent(tone)
        assert position(running, late) == 6
        running.client.post(f"{JOBS}/{late}/front")
        assert position(running, late) == 1


@pytest.mark.parametrize(("choice", "field"), [({"separator": "magic"}, "separator"), ({"key": "C"}, "key")])
def test_a_choice_that_means_nothing(fresh: Running, tone: Path, choice: dict[str, str], field: str) -> None:
    url = f"{JOBS}/{fresh.sent(tone)}"
    fresh.client.post(f"{url}/cancel")
    problem = refused(fresh.client.post(f"{url}/retry", json=choice), 422, "validation_error")
    assert fields(problem) == {field}


def test_again_is_true_or_false(fresh: Running, tone: Path) -> None:
    assert fields(refused(fresh.send(tone, again="perhaps"), 422, "validation_error")) == {"again"}
    for word in ("true", "False", ""):
        fresh.sent(tone, again=word)
