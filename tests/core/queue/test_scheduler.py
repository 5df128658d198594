"""First come, first served; what waits can be withdrawn, what runs interrupted."""

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.processes.worker import Worker, WorkerSettings
from core.queue.scheduler import Scheduler

ASK_SECONDS = 0.05


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
def worker(tmp_path: Path) -> Worker:
    return Worker(WorkerSettings("cpu", tmp_path, threads=1, background=False))


@pytest.fixture
def scheduler(turns: Turns, worker: Worker) -> Iterator[Scheduler]:
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


def test_a_job_that_may_not_start_lets_others_go_first(turns: Turns, worker: Worker) -> None:
    free = threading.Event()
    scheduler = Scheduler(
        [worker], turns, lambda job_id: job_id != "large" or free.is_set(), ask_seconds=ASK_SECONDS
    )
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


def test_a_thousand_jobs_that_may_not_start_hold_up_nobody_and_are_asked_for_once(
    turns: Turns, worker: Worker
) -> None:
    asked: Counter[str] = Counter()

    def may_start(job_id: str) -> bool:
        asked[job_id] += 1
        return job_id.startswith("small")

    scheduler = Scheduler([worker], turns, may_start, ask_seconds=600)
    large = [f"large {number}" for number in range(1000)]
    for job_id in large:
        scheduler.put(job_id)
    scheduler.start()
    try:
        for number in range(5):
            scheduler.put(f"small {number}")
        assert turns.running.acquire(timeout=5)
        assert scheduler.places()["large 0"] == 1
        assert {asked[job_id] for job_id in large} == {1}
        turns.let_go.set()
        for _ in range(4):
            assert turns.running.acquire(timeout=5)
        assert scheduler.wait_until_idle("small 4", 5)
        assert turns.began == [f"small {number}" for number in range(5)]
        assert max(asked.values()) <= 1 + len(turns.began), "once, and once more when a song has ended"
    finally:
        turns.let_go.set()
        scheduler.stop()


def test_the_end_of_a_song_has_those_asked_for_that_might_not_start_beside_it(
    turns: Turns, worker: Worker, tmp_path: Path
) -> None:
    """As the same song sent twice: one waits for the other, and not for the next round of questions."""
    scheduler = Scheduler(
        [worker, Worker(WorkerSettings("cpu", tmp_path, threads=1, background=False))],
        turns,
        lambda job_id: job_id not in ("twin", "large") or (job_id == "twin" and not scheduler.active()),
        ask_seconds=600,
    )
    scheduler.start()
    try:
        for job_id in ("first", "large", "twin"):
            scheduler.put(job_id)
        assert turns.running.acquire(timeout=5)
        assert not turns.running.acquire(timeout=0.2)
        assert scheduler.interrupt("first")
        assert turns.running.acquire(timeout=5)
        assert (turns.began, scheduler.waiting()) == (["first", "twin"], ("large",))
    finally:
        turns.let_go.set()
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
    turns: Turns, worker: Worker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    disk = tmp_path / "disk"
    scheduler = Scheduler([worker], turns, lambda _: disk.stat().st_size >= 0, ask_seconds=ASK_SECONDS)
    for job_id in "abc":
        scheduler.put(job_id)
    scheduler.start()
    try:
        assert not turns.running.acquire(timeout=0.2)
        disk.touch()
        assert turns.running.acquire(timeout=5)
        told = {record.getMessage() for record in caplog.records}
        assert told == {"whether job a may start"}, "not once more for all that wait"
    finally:
        turns.let_go.set()
        scheduler.stop()
