"""New results take the place of the old ones whole, also when the program is killed half way."""

import errno
from dataclasses import asdict
from pathlib import Path

import orjson
import pytest

from core.errors import StorageError
from core.jobs import Engines, Summary
from core.models import Stage
from core.queue import redo
from core.results import JobFolder


def summary_of(word: str) -> Summary:
    return Summary(duration=2.5, key="Eb major", engines=Engines(word, word), stage_seconds={"chords": 1.5})


def fill(folder: Path, word: str) -> None:
    """Files as a finished attempt leaves them, each with `word` in it."""
    for place in ("separation/stage.json", "chords/music.json", "stems/vocals.mp3", "results/results.json"):
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(word)
    marker = {"inputs": {}, "facts": asdict(summary_of(word)), "seconds": 0.5}
    (folder / "results" / "stage.json").write_bytes(orjson.dumps(marker))


def words(folder: Path) -> dict[str, str]:
    """What is in the files of a job, but for the results' note of themselves."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "results"]
    found += folder.rglob("results.json")
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


@pytest.fixture
def folder(tmp_path: Path) -> JobFolder:
    """A finished job, with a stem that someone asked for in another format."""
    folder = JobFolder(tmp_path / "job")
    fill(folder.path, "old")
    folder.original.write_text("song")
    folder.converted.mkdir()
    (folder.converted / "vocals.wav").write_text("old")
    return folder


def test_the_results_stay_until_the_new_ones_are_published(folder: JobFolder) -> None:
    before = words(folder.path)
    redo.begin(folder)
    assert words(folder.path) == before | {"again/chords/music.json": "old"}
    fill(folder.again, "new")
    redo.publish(folder)
    assert words(folder.path) == {
        "original": "song",
        "separation/stage.json": "new",
        "chords/music.json": "new",
        "stems/vocals.mp3": "new",
        "results/results.json": "new",
    }


def test_published_results_are_known_until_the_end_is_recorded(folder: JobFolder) -> None:
    assert redo.settle(folder) is None
    redo.begin(folder)
    assert redo.settle(folder) is None
    fill(folder.again, "new")
    redo.publish(folder)
    redo.drop(folder, recorded=False)
    for _ in range(2):
        assert redo.settle(folder) == summary_of("new")
    redo.drop(folder)
    assert redo.settle(folder) is None
    assert {path.name for path in folder.path.iterdir()} == {
        *("original", "separation", "chords", "stems", "results")
    }


@pytest.mark.parametrize(
    "damage",
    [b"", b"[]", b"{}", b'{"facts": {"engines": null}}', b'{"facts": {"engines": {}, "x": 1}}', None],
)
def test_results_that_do_not_tell_what_they_are_are_made_again(
    folder: JobFolder, damage: bytes | None
) -> None:
    fill(folder.again, "new")
    marker = folder.again / "results" / "stage.json"
    marker.unlink() if damage is None else marker.write_bytes(damage)
    redo.publish(folder)
    assert redo.settle(folder) is None
    redo.begin(folder)
    assert folder.again.is_dir()


def test_what_a_new_attempt_writes_does_not_reach_the_old_results(folder: JobFolder) -> None:
    """The chords are one file with two names: whoever replaces one must not change the other."""
    redo.begin(folder)
    marker = JobFolder(folder.again).stage(Stage.CHORDS) / "music.json"
    assert marker.samefile(folder.stage(Stage.CHORDS) / "music.json")
    redo.drop(folder)
    assert words(folder.path)["chords/music.json"] == "old"


def test_an_attempt_that_was_cut_off_goes_on(folder: JobFolder) -> None:
    redo.begin(folder)
    fill(folder.again, "new")
    redo.begin(folder)
    assert words(folder.again)["separation/stage.json"] == "new"


@pytest.mark.parametrize("moved", [(), ("chords",), ("chords", "results", "separation", "stems")])
def test_a_kill_while_the_results_are_put_in_place(folder: JobFolder, moved: tuple[str, ...]) -> None:
    redo.begin(folder)
    fill(folder.again, "new")
    done = folder.again.rename(folder.path / "again.done")
    for name in moved:
        (folder.path / name).rename(folder.path / f"{name}.old.part")
        (done / name).rename(folder.path / name)
    if not moved:
        (folder.path / "chords").rename(folder.path / "chords.old.part")
    assert redo.settle(folder) == summary_of("new")
    redo.drop(folder)
    assert set(words(folder.path).values()) == {"song", "new"}


def test_a_kill_while_results_are_put_in_place_and_a_cancel_before_the_next_turn(folder: JobFolder) -> None:
    redo.begin(folder)
    fill(folder.again, "new")
    folder.again.rename(folder.path / "again.done")
    (folder.path / "chords").rename(folder.path / "chords.old.part")
    redo.settle(folder)
    folder.sweep()
    redo.drop(folder)
    assert set(words(folder.path).values()) == {"song", "new"}


def test_results_that_cannot_all_be_put_in_place_change_nothing(
    folder: JobFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = words(folder.path)
    fill(folder.again, "new")
    rename = Path.rename

    def refuse_stems(path: Path, target: Path) -> Path:
        if path == folder.stems:
            raise PermissionError(errno.EACCES, "in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse_stems)
    with pytest.raises(StorageError):
        redo.publish(folder)
    folder.sweep()
    redo.drop(folder)
    assert words(folder.path) == before
