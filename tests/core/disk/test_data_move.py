"""A data folder is moved whole, or stays where it is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.disk.data_folder import ARRIVED, LEFT, DataFolder, claimed
from core.disk.data_move import move
from core.errors import SettingsError, StorageError
from core.records.store import JobStore
from tests.conftest import ROOT
from tests.core.disk.data_folders import ended_job, files_in, write_data
from tests.tiny_disk import TinyDisk, mounted

SONG_BYTES = 3_000_000


@pytest.fixture
def source(tmp_path: Path) -> Path:
    root = write_data(tmp_path / "data", ended_job(1), ended_job(2), size=SONG_BYTES)
    (root / "models").mkdir()
    (root / "models" / "weights.th").write_bytes(b"weights")
    (root / "models" / "elsewhere").symlink_to(ROOT / "docs")
    (root / "uploads" / "half").mkdir(parents=True)
    (root / "uploads" / "half" / "data").write_bytes(b"a part of a song")
    (root / "incoming").mkdir()
    (root / "incoming" / "half.part").touch()
    return root


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[TinyDisk]:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", megabytes=20) as disk:
        yield disk


class Moved:
    """What the settings would be asked to remember."""

    def __init__(self, source: Path, target: Path) -> None:
        self.source, self.target = source, target
        self.known = True
        self.calls = 0

    def switch(self) -> bool:
        """Both are whole at this moment."""
        assert lasting(self.source) == lasting(self.target)
        self.calls += 1
        return self.known

    def show(self, done: int, total: int) -> None:
        assert 0 <= done <= total


def lasting(root: Path) -> dict[str, bytes]:
    passing = ("incoming", LEFT, ARRIVED)
    return {name: data for name, data in files_in(root).items() if not name.startswith(passing)}


def jobs_in(root: Path) -> set[str]:
    store = JobStore(root / "jobs.json")
    store.close()
    assert store.warnings == ()
    return {job.id for job in store.all()}


def test_to_a_folder_of_the_same_disk_without_room_for_a_copy(source: Path) -> None:
    before, target = lasting(source), source.with_name("new") / "place"
    inode = (source / "models" / "weights.th").stat().st_ino
    moved = Moved(source, target)
    move(source, target, moved.switch, moved.show)
    assert lasting(target) == before
    assert (target / "models" / "weights.th").stat().st_ino == inode
    assert (target / "models" / "elsewhere" / "architecture.md").is_file()
    assert (moved.calls, source.exists()) == (1, False)
    assert jobs_in(target) == {"id-1", "id-2"}
    DataFolder(target).release()


def test_to_another_disk(source: Path, disk: TinyDisk) -> None:
    before = lasting(source)
    times = {name: (source / name).stat().st_mtime_ns for name in before}
    moved = Moved(source, disk.root)
    move(source, disk.root, moved.switch, moved.show)
    assert lasting(disk.root) == before
    assert {name: (disk.root / name).stat().st_mtime_ns for name in before} == times
    assert not source.exists()
    assert jobs_in(disk.root) == {"id-1", "id-2"}


def test_and_back_again(source: Path, disk: TinyDisk) -> None:
    before, moved = lasting(source), Moved(source, disk.root)
    moved.known = False
    move(source, disk.root, moved.switch, moved.show)
    assert [path.name for path in source.iterdir()] == [LEFT]
    with pytest.raises(SettingsError, match=f"moved to {disk.root}"):
        DataFolder(source)
    back = Moved(disk.root, source)
    move(disk.root, source, back.switch, back.show)
    assert lasting(source) == before
    assert not any(disk.root.iterdir())


def test_a_disk_without_room_is_told_before_anything_is_copied(source: Path, disk: TinyDisk) -> None:
    disk.fill(leave=5)
    before, target = files_in(source), disk.root / "new"
    moved = Moved(source, target)
    with pytest.raises(StorageError, match="Make room there"):
        move(source, target, moved.switch, moved.show)
    assert (files_in(source), target.exists(), moved.calls) == (before, False, 0)


@pytest.mark.parametrize("known", [True, False], ids=["new folder", "empty folder"])
def test_ctrl_c_leaves_everything_as_it_was(source: Path, disk: TinyDisk, known: bool) -> None:
    before, target = files_in(source), disk.root / "new"
    if not known:
        target.mkdir()

    def press(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(source, target, Moved(source, target).switch, press)
    assert files_in(source) == before
    assert target.exists() is not known
    assert jobs_in(source) == {"id-1", "id-2"}
    DataFolder(source).release()


def test_what_cannot_be_moved_is_told(source: Path, tmp_path: Path) -> None:
    def fails(target: Path, sentence: str, source: Path = source) -> None:
        moved = Moved(source, target)
        with pytest.raises((SettingsError, StorageError), match=sentence):
            move(source, target, moved.switch, moved.show)
        assert moved.calls == 0

    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    fails(tmp_path / "full", "is not empty")
    assert (tmp_path / "full" / "letter.txt").read_text() == "mine"
    fails(tmp_path / "full" / "letter.txt", "in the way")
    fails(source / "inside", "one in the other")
    fails(tmp_path, "one in the other")
    fails(tmp_path / "new", "no data folder", source=tmp_path / "full")
    with claimed(source):
        fails(tmp_path / "new", "Another Backline works")


KILLED = """
import os, signal, sys
from pathlib import Path
from core.disk.data_move import move

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def show(done, total):
    if done >= float(share) * total:
        die()

source, target, share = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
move(source, target, die, show if share != "switch" else lambda *_: None)
"""


@pytest.mark.parametrize("moment", ["0", "0.5", "1", "switch"])
def test_a_power_cut_before_the_switch_harms_nothing(source: Path, disk: TinyDisk, moment: str) -> None:
    before, target = lasting(source), disk.root / "new"
    command = [sys.executable, "-c", KILLED, source, target, moment]
    died = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert died.returncode == -signal.SIGKILL
    assert lasting(source) == before
    if moment != "switch":
        with pytest.raises(SettingsError, match="broken off"):
            DataFolder(target)
    else:
        assert lasting(target) == before
    moved = Moved(source, target)
    move(source, target, moved.switch, moved.show)
    assert lasting(target) == before
    assert jobs_in(target) == {"id-1", "id-2"}
    assert not (target / ARRIVED).exists()


@pytest.fixture
def arrived(source: Path) -> Path:
    """A copy that is whole, though the program was killed before it counted."""
    target = source.with_name("new")
    command = [sys.executable, "-c", KILLED, source, target, "switch"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert lasting(target) == lasting(source)
    return target


def test_a_copy_that_never_counted_is_made_anew_with_what_came_since(source: Path, arrived: Path) -> None:
    write_data(source, ended_job(3))
    moved = Moved(source, arrived)
    move(source, arrived, moved.switch, moved.show)
    assert (moved.calls, source.exists()) == (1, False)
    assert jobs_in(arrived) == {"id-1", "id-2", "id-3"}


def test_a_copy_in_which_a_server_worked_since_is_nobodys_to_empty(source: Path, arrived: Path) -> None:
    DataFolder(arrived).release()
    write_data(arrived, ended_job(3))
    before = lasting(arrived)
    with pytest.raises(StorageError, match="is not empty"):
        move(source, arrived, Moved(source, arrived).switch, lambda *_: None)
    assert lasting(arrived) == before


def test_the_copy_of_another_folder_is_nobodys_to_empty(arrived: Path, tmp_path: Path) -> None:
    other, before = write_data(tmp_path / "other", ended_job(4)), lasting(arrived)
    with pytest.raises(StorageError, match="is not empty"):
        move(other, arrived, Moved(other, arrived).switch, lambda *_: None)
    assert lasting(arrived) == before


def test_a_copy_that_counts_is_kept_though_the_note_about_it_cannot_be_taken_away(
    source: Path, tmp_path: Path
) -> None:
    target, before = tmp_path / "new", lasting(source)

    def switch() -> bool:
        (target / ARRIVED).unlink()
        (target / ARRIVED).mkdir()
        return True

    with pytest.raises(OSError):  # noqa: PT011 - each system has another one
        move(source, target, switch, lambda *_: None)
    assert lasting(target) == lasting(source) == before
