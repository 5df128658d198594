"""Old songs go when the rules say so, and nothing else does."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.disk import retention
from core.jobs import JobStatus
from core.service import Service
from core.settings import Settings
from tests.core.disk.data_folders import ended_job, write_data

MB = 1_000_000


@contextmanager
def service_over(root: Path, **settings: object) -> Iterator[Service]:
    service = Service(Settings(storage_path=root, enable_gpu=False, **settings))
    try:
        yield service
    finally:
        service.stop()


def left(service: Service) -> set[str]:
    """Ids of the jobs that there are; those with files are the same."""
    listed = {job.id for job in service.jobs(None, 1000, 0, "")[0]}
    assert {path.name for path in (service.settings.storage_path / "jobs").iterdir()} == listed
    return listed


def wait_until_gone(service: Service, job_id: str) -> None:
    deadline = time.monotonic() + 10
    while job_id in {job.id for job in service.jobs(None, 10, 0, "")[0]}:
        assert time.monotonic() < deadline, "nobody swept"
        time.sleep(0.02)
    folder = service.settings.storage_path / "jobs" / job_id
    while folder.exists():
        assert time.monotonic() < deadline, "the files are left"
        time.sleep(0.02)


def test_old_songs_go_after_their_days(tmp_path: Path) -> None:
    old, failed = ended_job(1, 31), ended_job(2, 40, JobStatus.FAILED)
    kept, fresh = replace(ended_job(3, 99), keep=True), ended_job(4, 29)
    waiting = replace(ended_job(5, 99), status=JobStatus.QUEUED, completed_at=None)
    with service_over(
        write_data(tmp_path, old, failed, kept, fresh, waiting, size=MB), job_retention_days=30
    ) as service:
        swept = service.cleanup()
        assert left(service) == {kept.id, fresh.id, waiting.id}
        assert swept.jobs == 2
        assert 2 * MB < swept.bytes < 2.1 * MB
        assert service.cleanup().jobs == 0


def test_without_rules_nothing_goes(tmp_path: Path) -> None:
    with service_over(write_data(tmp_path, ended_job(1, 999))) as service:
        assert service.cleanup() == retention.Swept(0, 0)
        assert left(service) == {"id-1"}


def test_over_the_cap_the_oldest_go_first(tmp_path: Path) -> None:
    jobs = [ended_job(number, days_ago=10 - number) for number in range(6)]
    jobs[1] = replace(jobs[1], keep=True)
    with service_over(write_data(tmp_path, *jobs, size=MB), max_storage_gb=0.0042) as service:
        assert service.cleanup().jobs == 2
        assert left(service) == {"id-1", "id-3", "id-4", "id-5"}


def test_the_last_song_stays_under_any_cap(tmp_path: Path) -> None:
    with service_over(
        write_data(tmp_path, ended_job(1, 2), ended_job(2, 1), size=MB), max_storage_gb=0.0001
    ) as service:
        assert service.cleanup().jobs == 1
        assert left(service) == {"id-2"}


def test_the_cap_counts_what_was_converted_later(tmp_path: Path) -> None:
    jobs = [ended_job(1, 2), ended_job(2, 1)]
    with service_over(write_data(tmp_path, *jobs, size=MB), max_storage_gb=0.003) as service:
        assert service.cleanup().jobs == 0
        converted = service.library.results("id-2").converted
        converted.mkdir()
        (converted / "vocals.wav").write_bytes(bytes(2 * MB))
        assert service.cleanup().jobs == 1


def test_what_songs_share_counts_once(tmp_path: Path) -> None:
    root = write_data(tmp_path, *(ended_job(number, 4 - number) for number in (1, 2, 3)), size=MB)
    for song in ("id-2", "id-3"):
        for shared in ("original", "stems/vocals.mp3"):
            (root / "jobs" / song / shared).unlink()
            (root / "jobs" / song / shared).hardlink_to(root / "jobs" / "id-1" / shared)
    with service_over(root, max_storage_gb=0.0011) as service:
        assert service.cleanup().jobs == 0


def test_what_is_read_is_spared_until_it_is_read(tmp_path: Path) -> None:
    with service_over(write_data(tmp_path, ended_job(1, 31)), job_retention_days=30) as service:
        with service.library.reading("id-1"), service.library.reading("id-1"):
            assert service.cleanup().jobs == 0
        assert service.cleanup().jobs == 1


def test_it_sweeps_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "SOON_SECONDS", 0.01)
    with service_over(write_data(tmp_path, ended_job(1, 31)), job_retention_days=30) as service:
        service.start()
        wait_until_gone(service, "id-1")


def test_it_holds_the_cap_when_a_song_is_done(tmp_path: Path) -> None:
    waiting = replace(ended_job(3), status=JobStatus.QUEUED, completed_at=None)
    root = write_data(tmp_path, ended_job(1, 2), ended_job(2, 1), waiting, size=MB)
    with service_over(root, max_storage_gb=0.0025) as service:
        service.pause()
        service.start()
        assert service.cancel(waiting.id)
        wait_until_gone(service, "id-1")
        assert left(service) == {"id-2", waiting.id}
