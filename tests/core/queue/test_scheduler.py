"""First come, first served; what waits can be withdrawn, what runs interrupted."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.processes.worker import Worker, WorkerSettings
from core.queue.scheduler import Scheduler


class Turns:
    """Work that lasts until it is let go or interrupted, and notes who had a turn."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.interrupted: list[str] = []
        self.let_go = threading.Event()
        self.running = threading.Semaphore(0)

    def __call__(self, job_id: str, _worker: Worker, cancelled: threading.Event) -> None:
        self.began.append(job_id)
        self.running.release()
        while not self.let_go.wait(0.01):
            if cancelled.is_set():
                self.interrupted.append(job_id)
                return


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
def scheduler(turns: Turns, tmp_path: Path) -> Iterator[Scheduler]:
    worker = Worker(WorkerSettings("cpu", tmp_path, threads=1, background=False))
    scheduler = Scheduler([worker], turns)
    scheduler.start()
    yield scheduler
    turns.let_go.set()
    scheduler.stop()


def test_jobs_have_their_turns_in_order(scheduler: Scheduler, turns: Turns) -> None:
    for job_id in "abc":
        scheduler.put(job_id)
    turns.running.acquire(timeout=5)
    assert (scheduler.active(), scheduler.waiting()) == (("a",), ("b", "c"))
    turns.let_go.set()
    assert scheduler.wait_until_idle("a", 5)
    for _ in "bc":
        assert turns.running.acquire(timeout=5)
    assert turns.began == ["a", "b", "c"]


def test_a_waiting_job_is_withdrawn_and_never_begins(scheduler: Scheduler, turns: Turns) -> None:
    scheduler.put("a")
    scheduler.put("b")
    turns.running.acquire(timeout=5)
    assert scheduler.withdraw("b")
    assert not scheduler.withdraw("b")
    assert not scheduler.withdraw("a")
    turns.let_go.set()
    assert scheduler.wait_until_idle("a", 5)
    assert turns.began == ["a"]


def test_a_job_in_work_is_interrupted(scheduler: Scheduler, turns: Turns) -> None:
    scheduler.put("a")
    turns.running.acquire(timeout=5)
    assert not scheduler.interrupt("b")
    assert scheduler.interrupt("a")
    assert scheduler.wait_until_idle("a", 5)
    assert turns.interrupted == ["a"]


def test_a_paused_queue_begins_nothing(scheduler: Scheduler, turns: Turns) -> None:
    scheduler.put("a")
    turns.running.acquire(timeout=5)
    scheduler.pause()
    scheduler.put("b")
    turns.let_go.set()
    assert scheduler.wait_until_idle("a", 5)
    assert not turns.running.acquire(timeout=0.2)
    assert (scheduler.waiting(), turns.interrupted) == (("b",), [])
    scheduler.resume()
    assert turns.running.acquire(timeout=5)
    assert turns.began == ["a", "b"]


def test_a_job_that_may_not_start_lets_others_go_first(
    turns: Turns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.queue.scheduler.ASK_SECONDS", 0.05)
    free = threading.Event()
    worker = Worker(WorkerSettings("cpu", tmp_path, threads=1, background=False))
    scheduler = Scheduler([worker], turns, lambda job_id: job_id != "large" or free.is_set())
    turns.let_go.set()
    for job_id in ("large", "small"):
        scheduler.put(job_id)
    scheduler.start()
    try:
        assert turns.running.acquire(timeout=5)
        assert not turns.running.acquire(timeout=0.2)
        assert (turns.began, scheduler.places()) == (["small"], {"large": 1})
        free.set()
        assert turns.running.acquire(timeout=5)
        assert turns.began == ["small", "large"]
    finally:
        scheduler.stop()


def test_a_job_that_is_tried_again_waits_for_the_slot_of_its_last_attempt(tmp_path: Path) -> None:
    """With two slots, the second one must not take it while the first has not let go."""
    turns, lasts, workers = Turns(), threading.Event(), []
    for _ in range(2):
        workers.append(Worker(WorkerSettings("cpu", tmp_path, threads=1, background=False)))

    def work(job_id: str, worker: Worker, cancelled: threading.Event) -> None:
        turns(job_id, worker, cancelled)
        lasts.wait(5)

    scheduler = Scheduler(workers, work)
    scheduler.start()
    scheduler.put("a")
    turns.running.acquire(timeout=5)
    assert scheduler.interrupt("a")
    scheduler.put("a")
    scheduler.put("b")
    assert turns.running.acquire(timeout=5)
    assert (turns.began, scheduler.waiting()) == (["a", "b"], ("a",))
    turns.let_go.set()
    lasts.set()
    assert turns.running.acquire(timeout=5)
    assert turns.began == ["a", "b", "a"]
    scheduler.stop()


def test_a_slot_goes_on_when_nobody_can_tell_whether_a_job_may_start(
    turns: Turns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.queue.scheduler.ASK_SECONDS", 0.05)
    disk = tmp_path / "disk"
    scheduler = Scheduler(
        [Worker(WorkerSettings("cpu", tmp_path, threads=1, background=False))],
        turns,
        lambda _: disk.stat().st_size >= 0,
    )
    scheduler.start()
    try:
        scheduler.put("a")
        assert not turns.running.acquire(timeout=0.2)
        disk.touch()
        assert turns.running.acquire(timeout=5)
    finally:
        turns.let_go.set()
        scheduler.stop()
