"""What a backup holds comes back as it was, whatever the server did meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.disk.data_backup import backup, restore
from core.disk.data_folder import DataFolder
from core.errors import SettingsError, StorageError
from core.jobs import Job, JobStatus
from core.records.store import JobStore
from core.service import Service
from core.settings import Settings
from tests.core.disk.data_folders import ended_job, files_in, write_data, write_song
from tests.tiny_disk import mounted

SONG_BYTES = 2_500_000
COMPLETED = [ended_job(number) for number in (1, 2, 3)]
FAILED = ended_job(4, status=JobStatus.FAILED)
WAITING = replace(ended_job(5), status=JobStatus.QUEUED, completed_at=None)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    root = write_data(tmp_path / "data", *COMPLETED, FAILED, WAITING, size=SONG_BYTES)
    (root / "models").mkdir()
    (root / "models" / "weights.th").write_bytes(b"weights")
    return root


@pytest.fixture
def service(source: Path) -> Iterator[Service]:
    """A server that works in the folder, though at no song."""
    service = Service(Settings(storage_path=source, enable_gpu=False))
    yield service
    service.stop()


def quietly(done: int, total: int) -> None:
    assert done <= total


def once(change: Callable[[], object]) -> Callable[[int, int], None]:
    """Progress that changes something when the first block was copied."""
    left = [change]

    def show(done: int, total: int) -> None:
        while left:
            left.pop()()

    return show


def jobs_in(root: Path) -> dict[str, Job]:
    store = JobStore(root / "jobs.json")
    store.close()
    assert store.warnings == ()
    return {job.id: job for job in store.all()}


def files_of(root: Path, job: Job) -> dict[str, bytes]:
    """A job's files, but its record."""
    found = files_in(root / "jobs" / job.id)
    found.pop("job.json")
    return found


def test_a_backup_brings_everything_back(source: Path, tmp_path: Path) -> None:
    job_folder = source / "jobs" / "id-1"
    (job_folder / "cover.jpg").write_bytes(b"a picture")
    for made_again in ("converted", "peaks"):
        (job_folder / made_again).mkdir()
        (job_folder / made_again / "vocals").touch()
    assert backup(source, tmp_path / "backup", quietly) == 5
    assert restore(tmp_path / "backup", tmp_path / "new", quietly) == 5
    for made_again in ("converted", "peaks"):
        (job_folder / made_again / "vocals").unlink()
    back = tmp_path / "new"
    for job in COMPLETED:
        assert files_of(back, job) == files_of(source, job)
    for job in (FAILED, WAITING):
        assert files_of(back, job) == {"original": files_of(source, job)["original"]}
    assert jobs_in(back) == jobs_in(source)
    assert not (back / "models").exists()


def test_what_songs_share_is_copied_once(source: Path, tmp_path: Path) -> None:
    original = source / "jobs" / "id-2" / "original"
    original.unlink()
    original.hardlink_to(source / "jobs" / "id-1" / "original")
    backup(source, tmp_path / "backup", quietly)
    restore(tmp_path / "backup", tmp_path / "back", quietly)
    for root in (tmp_path / "backup", tmp_path / "back"):
        one, two = ((root / "jobs" / song / "original") for song in ("id-1", "id-2"))
        assert one.samefile(two)
        assert one.read_bytes() == original.read_bytes()


def test_a_backup_is_a_data_folder(source: Path, tmp_path: Path) -> None:
    backup(source, tmp_path / "backup", quietly)
    service = Service(Settings(storage_path=tmp_path / "backup", enable_gpu=False))
    assert service.library.stem("id-1", "vocals", "mp3").is_file()
    assert service.health().warnings == ()
    service.stop()


def test_what_is_there_stays_and_what_was_deleted_comes_back(source: Path, tmp_path: Path) -> None:
    backup(source, tmp_path / "backup", quietly)
    store = JobStore(source / "jobs.json")
    store.change("id-1", lambda job: replace(job, display_name="Ständchen"))
    store.close()
    service = Service(Settings(storage_path=source, enable_gpu=False))
    service.delete("id-2")
    service.stop()
    assert restore(tmp_path / "backup", source, quietly) == 1
    assert jobs_in(source)["id-1"].display_name == "Ständchen"
    assert files_of(source, COMPLETED[1]) == files_of(tmp_path / "backup", COMPLETED[1])
    assert restore(tmp_path / "backup", source, quietly) == 0


def test_a_song_that_is_deleted_while_it_is_copied(source: Path, service: Service, tmp_path: Path) -> None:
    assert backup(source, tmp_path / "backup", once(lambda: service.delete("id-3"))) == 4
    assert "id-3" not in jobs_in(tmp_path / "backup")
    assert not (tmp_path / "backup" / "jobs" / "id-3").exists()


def test_a_song_that_is_done_again_while_it_is_copied(source: Path, service: Service, tmp_path: Path) -> None:
    def again() -> None:
        service._store.change("id-1", lambda job: replace(job, completed_at=ended_job(0).completed_at))

    assert backup(source, tmp_path / "backup", once(again)) == 5
    job = jobs_in(tmp_path / "backup")["id-1"]
    assert (job.status, job.display_name) == (JobStatus.QUEUED, "Song 1")
    assert set(files_of(tmp_path / "backup", job)) == {"original"}


def test_a_song_that_is_being_done_again_keeps_its_results(
    source: Path, service: Service, tmp_path: Path
) -> None:
    """Those in another quality are not there yet."""
    service.retry("id-1", separator="htdemucs")
    again = source / "jobs" / "id-1" / "again"
    again.mkdir()
    (again / "half.f32").touch()
    backup(source, tmp_path / "backup", quietly)
    job = jobs_in(tmp_path / "backup")["id-1"]
    assert (job.status, job.completed_at) == (JobStatus.COMPLETED, COMPLETED[0].completed_at)
    again.joinpath("half.f32").unlink()
    assert files_of(tmp_path / "backup", job) == files_of(source, job)


def test_songs_that_come_while_a_backup_runs_are_in_the_next_one(
    source: Path, service: Service, tmp_path: Path
) -> None:
    def come() -> None:
        write_song(source, ended_job(6), 1000)
        service._store.add(ended_job(6))

    assert backup(source, tmp_path / "backup", once(come)) == 5
    assert set(jobs_in(tmp_path / "backup")) == {f"id-{number}" for number in range(1, 6)}
    assert backup(source, tmp_path / "next", quietly) == 6


@pytest.mark.parametrize("what", ["backup", "restore"])
def test_ctrl_c_leaves_everything_as_it_was(what: str, source: Path, tmp_path: Path) -> None:
    def press(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    if what == "backup":
        with pytest.raises(KeyboardInterrupt):
            backup(source, tmp_path / "backup", press)
        assert not (tmp_path / "backup").exists()
    else:
        backup(source, tmp_path / "backup", quietly)
        target = write_data(tmp_path / "other", ended_job(9))
        before = files_in(target)
        with pytest.raises(KeyboardInterrupt):
            restore(tmp_path / "backup", target, press)
        assert files_in(target) == before
        assert [path.name for path in (target / "jobs").iterdir()] == ["id-9"]
        DataFolder(target).release()


def test_a_disk_without_room_is_told_before_anything_is_copied(source: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", megabytes=5) as disk:
        with pytest.raises(StorageError, match="Make room there"):
            backup(source, disk.root / "backup", quietly)
        assert not any(disk.root.iterdir())


def test_what_cannot_be_restored_is_told(source: Path, service: Service, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no list of songs"):
        restore(source / "models", tmp_path / "new", quietly)
    with pytest.raises(SettingsError, match="no list of songs"):
        backup(tmp_path / "nothing", tmp_path / "backup", quietly)
    backup(source, tmp_path / "backup", quietly)
    with pytest.raises(SettingsError, match="Another Backline works"):
        restore(tmp_path / "backup", source, quietly)
    (tmp_path / "backup" / "jobs.json").write_text('{"schema": {"1": {"version": 999}}, "jobs": {}}')
    with pytest.raises(SettingsError, match="newer Backline"):
        restore(tmp_path / "backup", tmp_path / "new", quietly)
