"""Songs in, results out, through the real store, scheduler and worker."""

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from core.audio.probe import probe
from core.errors import (
    InvalidAudioError,
    JobNotFoundError,
    NotFailedError,
    NotReadyError,
    NotRequestedError,
    SettingsError,
    StemNotFoundError,
    StorageError,
    UnavailableError,
)
from core.jobs import Job, JobRequest, JobStatus, now
from core.models import Stage
from core.separation.base import INSTRUMENTAL, ORIGINAL, STEMS
from core.service import Service
from core.settings import Settings
from tests.sounds import tone, write
from tests.watching import names_below

pytestmark = pytest.mark.slow

QUICK = JobRequest("spleeter", "swiftf0", again=True)


def make_service(folder: Path, **settings: object) -> Service:
    return Service(Settings(storage_path=folder, enable_gpu=False, **settings))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = make_service(tmp_path_factory.mktemp("data"), job_retention_days=30)
    service.start()
    yield service
    service.stop()


def send(service: Service, song: Path, request: JobRequest = QUICK, **given: str) -> Job:
    upload = service.reception.incoming / f"{song.name}.part"
    shutil.copy(song, upload)
    digest = hashlib.sha256(song.read_bytes()).hexdigest()
    return service.reception.submit(upload, song.name, digest, request, **given)


def wait_for(service: Service, job_id: str, done: Callable[[Job], bool], seconds: float = 60) -> Job:
    deadline = time.monotonic() + seconds
    while not done(job := service.job(job_id)):
        assert time.monotonic() < deadline, f"still {job}"
        time.sleep(0.02)
    return job


def finished(service: Service, job_id: str) -> Job:
    return wait_for(service, job_id, lambda job: job.status.ended)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("songs") / "Kürz.wav", tone(2.0, 220))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("songs") / "long.wav", tone(120.0, 220))


@pytest.fixture(scope="module")
def ready(service: Service, short: Path) -> Job:
    return finished(service, send(service, short).id)


def test_a_song_becomes_a_completed_job(service: Service, ready: Job) -> None:
    assert ready.status is JobStatus.COMPLETED
    assert (ready.progress, ready.stage, ready.display_name, ready.input_filename) == (
        100,
        None,
        "Kürz",
        "Kürz.wav",
    )
    assert ready.summary.duration == pytest.approx(2.0)
    assert ready.summary.engines.separator == "spleeter"
    assert ready.started_at
    assert ready.completed_at
    assert ready.processing_time > 0
    folder = service.library.results(ready.id)
    assert orjson.loads(folder.results.read_bytes())["processing_time"] == ready.processing_time
    for path in (
        folder.results,
        folder.chords,
        folder.beats,
        folder.frames,
        folder.frames_columns,
        folder.frames_csv,
    ):
        assert path.is_file()
    assert not [name for name in names_below(folder.path) if name.endswith((".f32", ".part"))]
    assert not any(service.reception.incoming.iterdir())


def test_all_stems_have_the_songs_length(service: Service, ready: Job) -> None:
    assert tuple(service.library.stems(ready.id)) == (*STEMS, INSTRUMENTAL, ORIGINAL)
    for name in service.library.stems(ready.id):
        assert probe(service.library.stem(ready.id, name, "mp3")).duration == pytest.approx(2.0, abs=0.03)
    assert probe(service.library.stem(ready.id, "vocals", "flac")).codec == "flac"
    with pytest.raises(StemNotFoundError, match="harp"):
        service.library.stem(ready.id, "harp", "mp3")


def test_a_bad_file_is_refused_and_forgotten(service: Service, tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_text("no song")
    before = service.jobs(None, 100, 0, "")[1]
    with pytest.raises(InvalidAudioError, match=r"text\.mp3"):
        send(service, tmp_path / "text.mp3")
    assert service.jobs(None, 100, 0, "")[1] == before
    assert not any(service.reception.incoming.iterdir())


def test_a_song_over_the_limit_is_refused(tmp_path: Path, short: Path) -> None:
    service = make_service(tmp_path / "data", max_duration_minutes=0.02)
    try:
        with pytest.raises(InvalidAudioError, match="longer than the limit"):
            send(service, short)
    finally:
        service.stop()


@pytest.mark.alone
def test_cancel_in_work_and_while_waiting_then_retry(service: Service, long: Path, short: Path) -> None:
    running, waiting = send(service, long), send(service, short)
    wait_for(service, running.id, lambda job: job.progress > 2)
    assert service.queue_position(service.job(waiting.id)) == 1
    queue = service.queue()
    assert (queue.active_jobs, queue.queued_jobs, queue.active_job_ids) == (1, 1, (running.id,))
    with pytest.raises(NotReadyError):
        service.library.results(running.id)
    assert service.cancel(waiting.id)
    started = time.monotonic()
    assert service.cancel(running.id)
    ended = finished(service, running.id)
    assert time.monotonic() - started < 1.5
    for job in (ended, service.job(waiting.id)):
        assert (job.status, job.error_code) == (JobStatus.FAILED, "cancelled")
    assert not service.cancel(running.id)
    retried = service.retry(waiting.id)
    assert (retried.status, retried.error_code, retried.progress) == (JobStatus.QUEUED, None, 0)
    assert finished(service, waiting.id).status is JobStatus.COMPLETED
    with pytest.raises(NotFailedError):
        service.retry(waiting.id)


def test_a_deleted_job_leaves_nothing_even_in_work(service: Service, long: Path) -> None:
    job = send(service, long)
    wait_for(service, job.id, lambda job: job.progress > 2)
    service.delete(job.id)
    with pytest.raises(JobNotFoundError):
        service.job(job.id)
    assert not (service.settings.storage_path / "jobs" / job.id).exists()
    assert job.id.encode() not in (service.settings.storage_path / "jobs.json").read_bytes()
    assert service.queue().active_jobs == 0


def test_only_what_was_asked_for_is_made(service: Service, short: Path) -> None:
    chords = finished(service, send(service, short, replace(QUICK, stages=(Stage.CHORDS,))).id)
    assert chords.status is JobStatus.COMPLETED
    assert chords.summary.engines.separator is None
    folder = service.library.results(chords.id)
    assert folder.chords.is_file()
    assert not folder.frames.exists()
    with pytest.raises(NotRequestedError):
        service.library.stem(chords.id, "vocals", "mp3")
    results = orjson.loads(folder.results.read_bytes())
    assert (results["stems"], results["frames_available"], results["chords_available"]) == ([], False, True)


def test_names_and_keep_change_and_are_found(service: Service, ready: Job) -> None:
    assert service.update(ready.id, display_name="Ständchen", keep=True).keep
    found, total = service.jobs(JobStatus.COMPLETED, 10, 0, "STÄND")
    assert ([job.id for job in found], total) == ([ready.id], 1)
    newest, total = service.jobs(None, 1, 0, "")
    assert len(newest) == 1
    assert newest[0].created_at == max(job.created_at for job in service.jobs(None, total, 0, "")[0])


def test_cleanup_takes_old_jobs_but_not_kept_ones(service: Service, short: Path) -> None:
    quickest = replace(QUICK, stages=(Stage.CHORDS,))
    kept, old, fresh = (finished(service, send(service, short, quickest).id) for _ in range(3))
    for job in (kept, old):
        service._store.change(job.id, lambda job: replace(job, completed_at=now() - timedelta(days=31)))
    service.update(kept.id, keep=True)
    swept = service.cleanup()
    assert swept.jobs == 1
    assert swept.bytes > 0
    left = {job.id for job in service.jobs(None, 1000, 0, "")[0]}
    assert {kept.id, fresh.id} <= left
    assert old.id not in left


def test_a_job_goes_on_after_a_restart(tmp_path: Path, short: Path) -> None:
    first = make_service(tmp_path / "data")
    job = send(first, short)
    half_done = first._data.job(job.id).path / "separation.1234.part"
    half_done.mkdir()
    first.stop()
    second = make_service(tmp_path / "data")
    second.start()
    try:
        assert finished(second, job.id).status is JobStatus.COMPLETED
        assert not half_done.exists()
    finally:
        second.stop()


def test_cancelled_means_cancelled_however_close_the_end(service: Service, short: Path) -> None:
    """The answer to a cancel and what becomes of the job never disagree."""
    quickest = replace(QUICK, stages=(Stage.CHORDS,))
    for wait in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5):
        job = send(service, short, quickest)
        time.sleep(wait)
        cancelled = service.cancel(job.id)
        ended = service.job(job.id)
        assert ended.status.ended
        assert cancelled == (ended.error_code == "cancelled")


def test_two_programs_cannot_share_a_data_folder(service: Service) -> None:
    with pytest.raises(SettingsError, match="Another Backline"):
        make_service(service.settings.storage_path)


def test_a_job_that_could_not_be_recorded_leaves_nothing(tmp_path: Path, short: Path) -> None:
    service = make_service(tmp_path / "data")
    in_the_way = tmp_path / "data" / "jobs.json.part"
    in_the_way.mkdir()
    try:
        with pytest.raises(StorageError):
            send(service, short)
        assert service.jobs(None, 10, 0, "") == ([], 0)
        assert service.queue().queued_jobs == 0
        assert not any((tmp_path / "data" / "jobs").iterdir())
        in_the_way.rmdir()
        assert send(service, short).status is JobStatus.QUEUED
    finally:
        service.stop()


def test_a_disk_that_takes_no_records_stops_no_job(service: Service, short: Path, tmp_path: Path) -> None:
    job = send(service, short, replace(QUICK, stages=(Stage.CHORDS,)))
    in_the_way = service.settings.storage_path / "jobs.json.part"
    in_the_way.mkdir()
    try:
        assert finished(service, job.id).status is JobStatus.COMPLETED
    finally:
        in_the_way.rmdir()


def test_a_stopping_service_takes_no_songs(tmp_path: Path, short: Path) -> None:
    service = make_service(tmp_path / "data")
    service.refuse()
    try:
        with pytest.raises(UnavailableError):
            send(service, short)
        assert not service.health().ready
    finally:
        service.stop()


def test_health_and_space(service: Service) -> None:
    health = service.health()
    assert health.ready
    assert 0 < health.free_bytes < health.total_bytes
    assert (health.device, health.max_concurrent_jobs, health.warnings) == ("cpu", 1, ())
    service.reception.check_space(1)
    with pytest.raises(StorageError):
        service.reception.check_space(health.total_bytes + 1)
