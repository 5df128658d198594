"""What becomes of a job whose worker ends early."""

import threading
from pathlib import Path
from typing import Never, cast

import pytest

from core.disk.data_folder import DataFolder, claimed
from core.errors import BacklineError, CancelledError, UnavailableError
from core.jobs import Job, JobStatus, now
from core.processes.worker import CANCELLED, STOPPING, Worker
from core.queue.runner import JobRunner
from core.records.store import JobStore
from core.settings import Settings


class EndedWorker:
    """A worker whose process was ended from outside."""

    def __init__(self, error: BacklineError) -> None:
        self._error = error

    def run(self, *_given: object) -> Never:
        raise self._error


@pytest.mark.parametrize(
    ("error", "before", "after"),
    [
        (UnavailableError(STOPPING), JobStatus.PROCESSING, JobStatus.QUEUED),
        (CancelledError(CANCELLED), JobStatus.FAILED, JobStatus.FAILED),
    ],
)
def test_a_job_in_work_while_the_program_stops_goes_on_unless_it_was_cancelled(
    tmp_path: Path, error: BacklineError, before: JobStatus, after: JobStatus
) -> None:
    with claimed(tmp_path) as data:
        assert _stopped_with(error, data) is before
        store = JobStore(data.records)
        (job,) = store.all()
        store.close()
    assert job.status is after


def _stopped_with(error: BacklineError, data: DataFolder) -> JobStatus:
    store = JobStore(data.records)
    store.add(Job("one", "song.mp3", "song", 2, "", now()))
    runner = JobRunner(Settings(storage_path=data.root), store, data, lambda _: None)
    runner.stopping.set()
    runner("one", cast("Worker", EndedWorker(error)), threading.Event())
    store.close()
    (job,) = store.all()
    return job.status
