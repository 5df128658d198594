"""New results are in place, and their record is not: a kill, or a full disk, came in between."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from core.disk.data_folder import claimed
from core.jobs import Job, JobRequest, JobStatus
from core.processes.worker import Task, Worker
from core.queue.runner import JobRunner
from core.records.store import JobStore
from core.results import JobFolder
from core.service import Service
from core.settings import Settings
from tests.conftest import ROOT
from tests.core.disk.data_folders import ended_job
from tests.core.queue.test_redo import fill, summary_of, words

ASKED = JobRequest(pitch="crepe-tiny")


class QuickWorker:
    """Leaves new results at once; how often is noted."""

    def __init__(self) -> None:
        self.songs = 0

    def run(self, task: Task, *_given: object) -> object:
        self.songs += 1
        fill(task.folder, "new")
        return summary_of("new")


def nobody(*_given: object) -> None:
    pass


def do(root: Path, worker: QuickWorker, on_change: Callable[[str, Job | None], None] = nobody) -> Job:
    """Give the job its turn; the job as it is then in memory."""
    with claimed(root) as data:
        store = JobStore(data.records, on_change)
        try:
            runner = JobRunner(Settings(storage_path=root), store, data, nobody)
            runner("id-1", cast("Worker", worker), threading.Event())
            (job,) = store.all()
            return job
        finally:
            store.close()


def do_and_die(root: Path) -> None:
    """Give the job its turn, and be killed before the record of its end is written."""

    def die(_job_id: str, job: Job | None) -> None:
        if job and job.status is JobStatus.COMPLETED:
            os.kill(os.getpid(), signal.SIGKILL)

    do(root, QuickWorker(), die)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A finished song that waits to be done again."""
    job = ended_job(1)
    fill(tmp_path / "jobs" / job.id, "old")
    (tmp_path / "jobs" / job.id / "original").write_text("song")
    store = JobStore(tmp_path / "jobs.json")
    store.add(job.done_again(ASKED))
    store.close()
    return tmp_path


@pytest.fixture
def killed(root: Path) -> Path:
    """The same, and a program was killed when all but the record of the end was on the disk."""
    code = "import sys; from pathlib import Path; from tests.core.queue import test_redo_kills as test\n"
    command = [sys.executable, "-c", f"{code}test.do_and_die(Path(sys.argv[1]))", root]
    died = subprocess.run(command, cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    assert recorded(root).status is JobStatus.QUEUED
    assert set(words(folder(root).path).values()) > {"song", "new"}
    return root


def folder(root: Path) -> JobFolder:
    return JobFolder(root / "jobs" / "id-1")


def recorded(root: Path) -> Job:
    """The job, as the disk has it."""
    store = JobStore(root / "jobs.json")
    store.close()
    (job,) = store.all()
    return job


@contextmanager
def started(root: Path) -> Iterator[Service]:
    service = Service(Settings(storage_path=root, enable_gpu=False))
    service.start()
    try:
        yield service
    finally:
        service.stop()


def assert_done(root: Path, job: Job) -> None:
    assert (job.status, job.earlier, job.summary) == (JobStatus.COMPLETED, None, summary_of("new"))
    assert job.started_at
    assert recorded(root) == job
    found = words(folder(root).path)
    found.pop("job.json")
    assert set(found.values()) == {"song", "new"}
    assert not list(folder(root).path.glob("again*"))


def test_the_next_start_records_the_end(killed: Path) -> None:
    with started(killed) as service:
        job = service.job("id-1")
        assert not service.cancel("id-1")
    assert_done(killed, job)


def test_the_turn_records_it_where_the_start_could_not(killed: Path) -> None:
    worker = QuickWorker()
    assert_done(killed, do(killed, worker))
    assert worker.songs == 0


def test_a_start_that_cannot_put_the_results_in_place_leaves_that_to_the_turn(
    killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(killed).documents.rename(folder(killed).path / "again.done" / "results")
    (killed / "paused").touch()
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.parent.name == "again.done":
            raise PermissionError("in use")
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        with started(killed) as service:
            assert service.job("id-1").status is JobStatus.QUEUED
    assert_done(killed, do(killed, QuickWorker()))


def test_an_end_that_the_disk_does_not_record_is_recorded_at_the_next_start(root: Path) -> None:
    in_the_way = root / "jobs.json.part"
    in_the_way.mkdir()
    shown = do(root, QuickWorker())
    assert shown.status is JobStatus.COMPLETED
    in_the_way.rmdir()
    assert recorded(root).status is JobStatus.QUEUED
    with started(root) as service:
        job = service.job("id-1")
    assert_done(root, job)


def test_once_more_is_not_answered_with_results_of_the_last_time(root: Path) -> None:
    """Whose end was recorded, though the program was killed before it had tidied up."""
    do(root, QuickWorker())
    (folder(root).path / "again.done").mkdir()
    service = Service(Settings(storage_path=root, enable_gpu=False))
    service.retry("id-1", pitch="swiftf0")
    service.stop()
    worker = QuickWorker()
    do(root, worker)
    assert worker.songs == 1
