"""Files are whole or not there."""

import errno
from pathlib import Path

import pytest

from core.errors import StorageError
from core.files import attempt, file_stats, storage_errors, write_whole
from core.stagefolder import StageFolder


def broken_attempt(target: Path) -> None:
    with attempt(target) as work:
        (work / "a").write_text(str(1 / 0))


def test_an_attempt_takes_its_place_only_when_it_ends_well(tmp_path: Path) -> None:
    target = tmp_path / "stems"
    with attempt(target) as work:
        (work / "a").write_text("first")
        assert not target.exists()
    with pytest.raises(ZeroDivisionError):
        broken_attempt(target)
    assert (target / "a").read_text() == "first"
    with attempt(target) as work:
        (work / "b").write_text("third")
    assert [path.name for path in target.iterdir()] == ["b"]
    assert [path.name for path in tmp_path.iterdir()] == ["stems"]


def test_a_whole_file_replaces_the_old_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "f", b"one")
    write_whole(tmp_path / "f", b"two")
    assert (tmp_path / "f").read_bytes() == b"two"
    assert [file.st_size for file in file_stats(tmp_path)] == [3]


def test_a_stage_counts_for_its_inputs_alone(tmp_path: Path) -> None:
    stage = StageFolder(tmp_path / "separation", {"song": "ab", "engine": "spleeter"})
    assert stage.facts() is None
    facts = {"engine": "spleeter"}
    with stage.fill(facts):
        facts["duration"] = 2.5
    assert stage.facts() == {"engine": "spleeter", "duration": 2.5}
    assert StageFolder(stage.path, {"song": "ab", "engine": "htdemucs"}).facts() is None
    (stage.path / "stage.json").write_text("{")
    assert stage.facts() is None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EEXIST, errno.EIO])
def test_what_the_system_says_of_a_disk_becomes_a_sentence(tmp_path: Path, code: int) -> None:
    with pytest.raises(StorageError, match=tmp_path.name), storage_errors(tmp_path):
        raise OSError(code, "system words")


def test_other_system_errors_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(ProcessLookupError), storage_errors(tmp_path):
        raise OSError(errno.ESRCH, "no such process")
