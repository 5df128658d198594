"""What a program that was killed left behind is gone after the next start; what is anyone's stays."""

import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.disk.data_folder import DataFolder
from core.disk.leftovers import Leftovers
from core.jobs import Job, JobStatus, now
from core.records.store import JobStore
from core.results import JobFolder


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataFolder]:
    data = DataFolder(tmp_path)
    yield data
    data.release()


def job(data: DataFolder, status: JobStatus) -> tuple[Job, JobFolder]:
    """A job whose program was killed while it wrote."""
    folder = data.job(str(uuid.uuid4()))
    for name in ("separation.1a2b3c4d.part", "separation", "segments"):
        (folder.path / name).mkdir(parents=True)
    for name in ("original", "separation/vocals.f32", "separation.1a2b3c4d.part/song.f32"):
        (folder.path / name).write_bytes(b"sound")
    return Job(folder.path.name, "song.wav", "Song", 5, "ab", now(), status=status), folder


def sweep(store: JobStore, data: DataFolder) -> None:
    leftovers = Leftovers(store, data, threading.Lock())
    leftovers.start()
    leftovers._thread.join(timeout=5)
    leftovers.stop()


def names(folder: JobFolder) -> set[str]:
    """Files and folders of a job, but for the copy of its record."""
    return {str(path.relative_to(folder.path)) for path in folder.path.rglob("*")} - {"job.json"}


def test_half_written_files_go_and_what_the_next_attempt_starts_from_stays(data: DataFolder) -> None:
    (done, done_folder), (failed, failed_folder) = job(data, JobStatus.COMPLETED), job(data, JobStatus.FAILED)
    waiting, waiting_folder = job(data, JobStatus.QUEUED)
    before = names(waiting_folder)
    store = JobStore(data.records)
    for each in (done, failed, waiting):
        store.add(each)
    sweep(store, data)
    store.close()
    assert names(done_folder) == {"original", "separation"}
    assert names(failed_folder) == {"original", "separation", "separation/vocals.f32", "segments"}
    assert names(waiting_folder) == before


def test_the_folder_of_an_upload_that_was_never_accepted_goes(data: DataFolder) -> None:
    kept, kept_folder = job(data, JobStatus.COMPLETED)
    _, lost_folder = job(data, JobStatus.QUEUED)
    foreign = data.root / "jobs" / "my notes"
    foreign.mkdir()
    store = JobStore(data.records)
    store.add(kept)
    sweep(store, data)
    store.close()
    assert kept_folder.path.is_dir()
    assert foreign.is_dir()
    assert not lost_folder.path.exists()


def test_after_damage_no_folder_is_deleted(data: DataFolder) -> None:
    """It may be all that is left of a song, as long as the damaged file lies there."""
    _, folder = job(data, JobStatus.COMPLETED)
    data.records.write_bytes(b'{"jobs": {"')
    for is_there in (True, True, False):
        store = JobStore(data.records)
        [aside] = data.root.glob("jobs.json.damaged-*")
        if not is_there:
            aside.unlink()
        sweep(store, data)
        store.close()
        assert folder.original.exists() == is_there
