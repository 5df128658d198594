"""A queue without workers: what it does with jobs that wait."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.disk.data_folder import claimed
from core.jobs import Engines, JobRequest, JobStatus, Summary
from core.models import Stage
from core.queue.job_queue import JobQueue
from core.queue.runner import JobRunner
from core.queue.wanted import EngineChoice
from core.records.store import JobStore
from core.settings import Settings
from core.weights.store import ModelsStore
from tests.core.disk.data_folders import ended_job, write_song


def test_results_that_another_cannot_be_given_are_logged_and_it_waits(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    quick = JobRequest("spleeter", "swiftf0")
    ready = replace(ended_job(1), request=quick, summary=Summary(engines=Engines("spleeter", "swiftf0")))
    with claimed(tmp_path) as data:
        write_song(tmp_path, ready, 1000)
        marker = data.job(ready.id).stage(Stage.SEPARATION)
        marker.mkdir()
        (marker / "stage.json").write_bytes(b"[]")
        store = JobStore(data.records)
        store.add(ready)
        runner = JobRunner(Settings(storage_path=tmp_path), store, data, lambda _: None)
        choice = EngineChoice(ModelsStore(tmp_path / "models"))
        queue = JobQueue(store, data, runner, choice, [], lambda _: True, lambda: None, shared=True)
        job = queue.enter(replace(ready, id="id-2", status=JobStatus.QUEUED, completed_at=None))
        queue.job_ended(ready)
        assert (job.status, dict(queue.places())) == (JobStatus.QUEUED, {"id-2": 1})
        store.close()
    told = [record for record in caplog.records if record.exc_info]
    assert [record.getMessage() for record in told] == ["the results of another for job id-2"] * 2
