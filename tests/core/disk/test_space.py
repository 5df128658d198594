"""A song begins when the disk has room for all that it needs."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from core.disk.data_folder import DataFolder
from core.disk.space import Space, need
from core.errors import StorageError
from core.files import file_stats
from core.jobs import Job, JobRequest, JobStatus, Summary, now
from core.models import Stage
from core.processes.worker import StageProgress, Task, Worker, WorkerSettings
from core.records.store import JobStore
from core.results import JobFolder
from tests.tiny_disk import TinyDisk, mounted

MINUTE = 60.0
QUICK = JobRequest("spleeter", "swiftf0")


@pytest.mark.slow
def test_no_song_takes_more_than_was_expected(tmp_path: Path) -> None:
    """Noise at full scale is what FLAC cannot make smaller."""
    song, folder = tmp_path / "noise.wav", tmp_path / "job"
    sf.write(song, np.random.default_rng(0).uniform(-1, 1, (10 * 44_100, 2)), 44_100, subtype="FLOAT")
    folder.mkdir()
    most = 0

    def weigh(_progress: StageProgress) -> None:
        nonlocal most
        most = max(most, sum(file.st_size for file in file_stats(folder)))

    worker = Worker(WorkerSettings("cpu", tmp_path, threads=2, background=False))
    task = Task("id", song, song.name, "ab", folder, QUICK, "mp3", 600, api=True)
    try:
        duration = worker.run(task, weigh, threading.Event()).duration
    finally:
        worker.stop()
    expected = need(duration, QUICK).total
    assert 0.7 * expected < most < expected


def test_six_stems_need_more_and_chords_alone_less() -> None:
    usual, six = need(MINUTE, QUICK), need(MINUTE, JobRequest("htdemucs_6s"))
    chords = need(MINUTE, replace(QUICK, stages=(Stage.CHORDS,)))
    assert chords.total < usual.total / 2 < usual.total < six.total
    assert need(4 * MINUTE, QUICK).total == pytest.approx(510e6, rel=0.1)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[TinyDisk]:
    with mounted(tmp_path, megabytes=40) as disk:
        yield disk


@pytest.fixture
def store(disk: TinyDisk) -> Iterator[JobStore]:
    store = JobStore(disk.root / "jobs.json")
    yield store
    store.close()


@pytest.fixture
def space(disk: TinyDisk, store: JobStore) -> Iterator[Space]:
    data = DataFolder(disk.root)
    yield Space(store, data)
    data.release()


def waiting(store: JobStore, name: str, seconds: float) -> Job:
    job = Job(name, f"{name}.mp3", name, 3, "ab", now(), QUICK, summary=Summary(duration=seconds))
    store.add(job)
    return job


def test_a_song_waits_for_space_and_says_so(disk: TinyDisk, store: JobStore, space: Space) -> None:
    song = waiting(store, "song", 8)
    assert space.warnings() == ()
    disk.fill(leave=10)
    assert not space.may_start(song.id)
    assert (job := store.get(song.id))
    assert (
        job.message == "Waits for free disk space: it needs 19 MB while it is in work, and 8 MB can be used."
    )
    assert space.warnings() == ("A song waits for free disk space.",)
    disk.clear()
    assert space.may_start(song.id)
    assert space.warnings() == ()


def test_songs_in_work_have_their_space_reserved(disk: TinyDisk, store: JobStore, space: Space) -> None:
    first, second = waiting(store, "first", 9), waiting(store, "second", 9)
    assert space.may_start(first.id)
    assert not space.may_start(second.id)
    store.change(
        first.id, lambda job: replace(job, status=JobStatus.PROCESSING, stage=Stage.SEPARATION, progress=30)
    )
    assert space.may_start(second.id)
    store.change(second.id, lambda job: replace(job, status=JobStatus.FAILED))
    assert space.may_start(waiting(store, "third", 9).id)


def test_a_separated_song_needs_little_more(disk: TinyDisk, store: JobStore, space: Space) -> None:
    song = waiting(store, "song", 8)
    disk.fill(leave=9)
    assert not space.may_start(song.id)
    separated = JobFolder(disk.root / "jobs" / song.id).stage(Stage.SEPARATION)
    separated.mkdir(parents=True)
    (separated / "vocals.f32").touch()
    assert space.may_start(song.id)


def test_uploads_leave_a_floor(disk: TinyDisk, space: Space) -> None:
    free = shutil.disk_usage(disk.root).free
    space.check_upload(free // 2)
    with pytest.raises(StorageError, match="free disk space"):
        space.check_upload(free)
    disk.fill(leave=1)
    with pytest.raises(StorageError, match="free disk space"):
        space.check_upload(0)
    assert space.warnings()[0].startswith("The disk is nearly full, 1 MB are free.")


def test_a_song_that_no_room_is_enough_for_is_refused(space: Space) -> None:
    space.check_song(8, QUICK)
    with pytest.raises(StorageError, match="more than the disk of the computer has"):
        space.check_song(3600, QUICK)
