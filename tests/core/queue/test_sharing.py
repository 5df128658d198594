"""Files that two jobs have are on the disk once, where the disk can."""

import shutil
from pathlib import Path

import pytest

from core.jobs import Job, now
from core.queue.sharing import link_files, share
from core.results import JobFolder

OTHER_DISK = Path("/dev/shm")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "first"
    folder.mkdir()
    (folder / "vocals.mp3").write_bytes(b"sound")
    (folder / "deeper").mkdir()
    return folder


def test_a_folder_has_the_same_files(folder: Path) -> None:
    second = folder.with_name("second")
    link_files(folder, second)
    assert [path.name for path in second.iterdir()] == ["vocals.mp3"]
    assert (second / "vocals.mp3").samefile(folder / "vocals.mp3")


def test_where_a_file_has_one_name_only_it_is_copied(folder: Path, tmp_path: Path) -> None:
    if not OTHER_DISK.is_dir() or OTHER_DISK.stat().st_dev == folder.stat().st_dev:
        pytest.skip("needs a second disk")
    second = OTHER_DISK / f"{tmp_path.name}-{tmp_path.parent.name}"
    try:
        link_files(folder, second)
        assert (second / "vocals.mp3").read_bytes() == b"sound"
    finally:
        (second / "vocals.mp3").unlink(missing_ok=True)
        second.rmdir()


def test_a_song_that_is_deleted_meanwhile_is_not_half_shared(folder: Path) -> None:
    shutil.rmtree(folder)
    with pytest.raises(FileNotFoundError):
        link_files(folder, folder.with_name("second"))
    assert not any(folder.parent.iterdir())


def test_a_song_that_is_shared_a_second_time_leaves_nothing_over(tmp_path: Path) -> None:
    """As after a kill before the first time was recorded."""
    one, other = JobFolder(tmp_path / "one"), JobFolder(tmp_path / "other")
    for place in (one.original, one.results, one.path / "separation/stage.json", one.stems / "vocals.mp3"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("{}")
    other.path.mkdir()
    job = Job("one", "song.mp3", "song", 2, "", now())
    for _ in range(2):
        share(one, job, other, job)
    assert sorted(path.name for path in other.path.iterdir()) == sorted(
        path.name for path in one.path.iterdir()
    )


def test_files_of_a_kill_are_swept_as_folders_are(tmp_path: Path) -> None:
    (tmp_path / "original.part").write_text("half")
    JobFolder(tmp_path).sweep()
    assert not any(tmp_path.iterdir())
