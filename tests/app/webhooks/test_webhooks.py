"""Whoever asked for it is told that a job has ended, once it listens, and can tell who says so."""

import logging
import shutil
import socket
import time
from pathlib import Path

import pytest
from standardwebhooks import WebhookVerificationError

from app.webhooks.webhooks import THREADS
from core.jobs import JobRequest
from tests.app.conftest import Running, serving
from tests.app.listener import listening
from tests.app.strict_client import Accepted, fields, parse, refused
from tests.watching import until


def _ended(running: Running, song: Path, url: str) -> Accepted:
    """A job whose end is told at a URL: it was cancelled while it waited."""
    accepted = parse(Accepted, running.send(song, webhook_url=url))
    running.client.post(f"/api/v1/jobs/{accepted.job_id}/cancel")
    return accepted


def _notes(running: Running) -> list[Path]:
    """Deliveries that are not over."""
    return [
        path for path in (running.service.settings.storage_path / "webhooks").iterdir() if path.stat().st_size
    ]


def test_the_signed_status_is_posted_when_a_job_ends(queueing: Running, tone: Path) -> None:
    with listening() as listener:
        first, second = (_ended(queueing, tone, listener.url) for _ in range(2))
        told = {each.status.job_id: each for each in listener.wait_for(2)}[first.job_id]
    assert told.path == "/done?a=b"
    assert told.headers["Host"] == f"localhost:{listener.port}"
    assert first.webhook_secret.startswith("whsec_")
    assert told.verified(first.webhook_secret)["job_id"] == first.job_id
    with pytest.raises(WebhookVerificationError):
        told.verified(second.webhook_secret)
    assert (told.status.status, told.status.error_code) == ("failed", "cancelled")
    until(lambda: _notes(queueing) == [])


def test_without_an_address_there_is_no_secret(queueing: Running, tone: Path) -> None:
    assert parse(Accepted, queueing.send(tone)).webhook_secret == ""


def test_a_failed_post_is_repeated_as_the_same_message(queueing: Running, tone: Path) -> None:
    with listening(500, 302, 200) as listener:
        job = _ended(queueing, tone, listener.url)
        told = listener.wait_for(3)
        until(lambda: _notes(queueing) == [])
    assert len(told) == 3
    assert {each.path for each in told} == {"/done?a=b"}, "a redirect was followed"
    assert len({each.headers["webhook-id"] for each in told}) == 1
    assert [each.verified(job.webhook_secret) for each in told] == [told[0].verified(job.webhook_secret)] * 3


@pytest.mark.parametrize(("answer", "tries", "said"), [(410, 1, "answer is 410"), (500, 3, "given up")])
def test_there_is_an_end_to_it(
    queueing: Running, tone: Path, caplog: pytest.LogCaptureFixture, answer: int, tries: int, said: str
) -> None:
    caplog.set_level(logging.INFO, "app.webhooks")
    with listening(answer) as listener:
        job = _ended(queueing, tone, listener.url)
        until(lambda: any(said in line and job.job_id in line for line in caplog.messages))
        until(lambda: _notes(queueing) == [])
        assert len(listener.told) == tries


def test_a_waiting_job_that_is_deleted_was_cancelled(queueing: Running, tone: Path) -> None:
    with listening() as listener:
        job_id = queueing.sent(tone, webhook_url=listener.url)
        queueing.client.delete(f"/api/v1/jobs/{job_id}")
        (told,) = listener.wait_for(1)
    assert (told.status.job_id, told.status.error_code) == (job_id, "cancelled")


def test_a_dead_address_delays_no_other(queueing: Running, tone: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as dead, listening() as listener:
        for _ in range(5):  # More than there are threads. It takes connections and says nothing.
            _ended(queueing, tone, f"http://localhost:{dead.getsockname()[1]}/")
        begun = time.monotonic()
        _ended(queueing, tone, f"http://127.0.0.1:{listener.port}/")
        listener.wait_for(1)
        assert time.monotonic() - begun < 2


def test_what_could_not_be_told_is_told_after_a_restart(tmp_path: Path, tone: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with serving(tmp_path, start=False, webhook_waits=(0.3,)) as running:
        job = _ended(running, tone, f"http://localhost:{port}/")
    with listening(port=port) as listener, serving(tmp_path, start=False) as running:
        (told,) = listener.wait_for(1)
        told.verified(job.webhook_secret)
        until(lambda: _notes(running) == [])


def test_an_end_of_which_a_kill_left_no_note_is_told_all_the_same(tmp_path: Path, tone: Path) -> None:
    with listening() as listener:
        with serving(tmp_path, start=False) as running:
            job = _ended(running, tone, listener.url)
            listener.wait_for(1)
            until(lambda: _notes(running) == [])
        with serving(tmp_path, start=False):
            pass
        assert len(listener.told) == 1, "a restart tells what was told"
        for note in (tmp_path / "webhooks").iterdir():
            note.unlink()
        with serving(tmp_path, start=False):
            told = listener.wait_for(2)
    assert told[1].status.job_id == job.job_id


def test_a_damaged_note_is_no_reason_not_to_start(tmp_path: Path) -> None:
    (tmp_path / "webhooks").mkdir()
    (tmp_path / "webhooks" / "a.json").write_bytes(b'{"name": ')
    with serving(tmp_path, start=False) as running:
        assert running.client.get("/health").is_success
    assert list((tmp_path / "webhooks").iterdir()) == []


def test_an_address_that_was_taken_by_mistake_keeps_no_other_back(
    queueing: Running, tone: Path, tmp_path: Path
) -> None:
    """It is no name at all. Earlier versions took it."""
    for number in range(THREADS):
        song = tmp_path / str(number)
        shutil.copy(tone, song)
        request = JobRequest(webhook_url=f"http://{number}..name/")
        queueing.service.cancel(queueing.service.reception.submit(song, "a.flac", "", request).id)
    with listening() as listener:
        _ended(queueing, tone, listener.url)
        listener.wait_for(1)


def test_a_refused_address_makes_no_job(queueing: Running, tone: Path) -> None:
    before = queueing.service.queue().queued_jobs
    problem = refused(queueing.send(tone, webhook_url="http://8.8.8.8/"), 422, "validation_error")
    assert fields(problem) == {"webhook_url"}
    assert queueing.service.queue().queued_jobs == before
    assert queueing.incoming() == []


def test_a_phone_may_not_have_the_computer_called(tmp_path: Path, tone: Path) -> None:
    phone = {"X-Forwarded-For": "192.168.1.7"}
    rules = {"access": "open", "trusted_proxies": ("127.0.0.1",), "webhook_hosts": ("localhost",)}
    with listening() as listener, serving(tmp_path, start=False, **rules) as running:
        running.client.headers.update(phone)
        problem = refused(
            running.send(tone, webhook_url=f"http://127.0.0.1:{listener.port}/"), 422, "validation_error"
        )
        assert fields(problem) == {"webhook_url"}
        _ended(running, tone, listener.url)  # `localhost` is in WEBHOOK_HOSTS.
        listener.wait_for(1)


def test_backline_does_not_call_itself(tmp_path: Path, tone: Path, caplog: pytest.LogCaptureFixture) -> None:
    with serving(tmp_path, start=False) as running:
        _ended(running, tone, f"{running.url}/api/v1/queue/pause")
        until(lambda: any("is Backline itself" in line for line in caplog.messages))
        assert not running.service.queue().paused
