"""Files of this computer are copied in, hashed on the way, and become jobs; or leave nothing behind."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import CancelledError, InvalidAudioError, NoSpaceError, UnavailableError
from core.jobs import DESKTOP_ID, JobRequest, JobStatus
from core.service import Service
from core.settings import Settings
from tests.sounds import tone, write

QUICK = JobRequest("spleeter", "swiftf0")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(Settings(storage_path=tmp_path / "data", enable_gpu=False))
    yield service
    service.stop()


@pytest.fixture
def song(tmp_path: Path) -> Path:
    return write(tmp_path / "Für Elise.wav", tone(8.0))


def nothing_is_left(service: Service) -> bool:
    return service.jobs(None, 1, 0, "")[1] == 0 and not any(service.reception.incoming.iterdir())


def test_a_file_becomes_a_job_of_this_computer(service: Service, song: Path) -> None:
    before = song.read_bytes()
    job = service.reception.receive(song, QUICK)
    assert (job.client, job.input_filename, job.display_name) == (DESKTOP_ID, "Für Elise.wav", "Für Elise")
    assert (job.status, job.request, job.file_size) == (JobStatus.QUEUED, QUICK, len(before))
    assert job.sha256 == hashlib.sha256(before).hexdigest()
    assert job.summary.duration == pytest.approx(8.0)
    assert song.read_bytes() == before
    assert not any(service.reception.incoming.iterdir())
    assert (service.settings.storage_path / "jobs" / job.id / "original").read_bytes() == before


def test_a_file_may_be_larger_than_an_upload(tmp_path: Path, song: Path) -> None:
    service = Service(Settings(storage_path=tmp_path / "data", enable_gpu=False, max_file_size_mb=1))
    try:
        assert song.stat().st_size > 1_000_000
        assert service.reception.receive(song, QUICK).status is JobStatus.QUEUED
    finally:
        service.stop()


def test_what_cannot_be_read_is_told_by_name_and_leaves_nothing(service: Service, tmp_path: Path) -> None:
    (tmp_path / "empty.mp3").touch()
    (tmp_path / "text.mp3").write_text("no song")
    (tmp_path / "folder.mp3").mkdir()
    for name in ("empty.mp3", "text.mp3", "folder.mp3", "gone.mp3"):
        with pytest.raises(InvalidAudioError, match=name.replace(".", r"\.")):
            service.reception.receive(tmp_path / name, QUICK)
    assert nothing_is_left(service)


def test_a_file_for_which_the_disk_has_no_room_is_not_begun(service: Service, tmp_path: Path) -> None:
    with (tmp_path / "huge.wav").open("wb") as file:
        file.truncate(2**42)
    with pytest.raises(NoSpaceError):
        service.reception.receive(tmp_path / "huge.wav", QUICK)
    assert nothing_is_left(service)


def test_who_cancels_in_between_leaves_nothing(service: Service, song: Path) -> None:
    blocks = iter([False, True])
    with pytest.raises(CancelledError):
        service.reception.receive(song, QUICK, lambda: next(blocks))
    assert nothing_is_left(service)


def test_a_stopping_service_takes_nothing(service: Service, song: Path) -> None:
    service.refuse()
    with pytest.raises(UnavailableError):
        service.reception.receive(song, QUICK)
    assert nothing_is_left(service)
