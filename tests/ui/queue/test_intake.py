"""Files and folders that are added come in, a few at a time; what cannot be read is told once."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.jobs import DESKTOP_ID, JobRequest
from tests.sounds import tone, write
from ui.bridge import Bridge
from ui.queue.intake import Intake, Intaken
from ui.queue.problems import ProblemsDialog, sentence_about

QUICK = JobRequest("spleeter", "swiftf0")


@pytest.fixture
def intake(bridge: Bridge) -> Intake:
    return Intake(bridge, QUICK)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two songs, one of them in a folder inside, and what is none."""
    songs = tmp_path / "songs"
    (songs / "live").mkdir(parents=True)
    write(songs / "One.wav", tone(0.5))
    write(songs / "live" / "Two.wav", tone(0.6))
    (songs / "cover.jpg").write_bytes(b"picture")
    return songs


def taken(intake: Intake, qtbot: QtBot, *paths: Path) -> Intaken:
    with qtbot.waitSignal(intake.ended, timeout=60_000) as ended:
        intake.add(paths)
    found: Intaken = ended.args[0]
    return found


def test_a_folder_is_taken_in_with_all_below_it(
    intake: Intake, bridge: Bridge, folder: Path, qtbot: QtBot
) -> None:
    intaken = taken(intake, qtbot, folder, folder / "One.wav")
    assert (intaken.total, intaken.problems) == (2, [])
    jobs, _ = bridge.service.jobs(None, 10, 0, "")
    assert {job.display_name for job in jobs} == {"One", "Two"}
    assert {(job.client, job.request) for job in jobs} == {(DESKTOP_ID, QUICK)}
    assert not any(bridge.service.reception.incoming.iterdir())


def test_what_cannot_be_read_is_listed_once(
    intake: Intake, bridge: Bridge, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "text.mp3").write_text("no song")
    (tmp_path / "all.zip").write_bytes(b"PK")
    (tmp_path / "nothing").mkdir()
    paths = [tmp_path / name for name in ("text.mp3", "all.zip", "nothing", "gone.mp3")]
    intaken = taken(intake, qtbot, *paths, folder)
    assert {problem.path for problem in intaken.problems} == set(paths)
    assert (len(intaken.jobs), intaken.done) == (2, intaken.total)
    why = {problem.path.name: problem.sentence for problem in intaken.problems}
    assert "Unpack it" in why["all.zip"]
    assert "holds no sound files" in why["nothing"]
    sentence = sentence_about(intaken.problems)
    assert sentence.startswith("4 files were left out: ")
    assert sentence.endswith(" and 1 more.")
    dialog = ProblemsDialog(intaken.problems)
    qtbot.addWidget(dialog)
    assert {dialog.list.item(row).text() for row in range(4)} == set(why.values())


def test_one_problem_is_told_with_its_reason(intake: Intake, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "empty.mp3").touch()
    problems = taken(intake, qtbot, tmp_path / "empty.mp3").problems
    assert sentence_about(problems) == "empty.mp3 is empty."


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read(intake: Intake, folder: Path, qtbot: QtBot) -> None:
    (folder / "One.wav").chmod(0)
    (problem,) = taken(intake, qtbot, folder / "One.wav").problems
    assert "may not be read" in problem.sentence


def test_songs_that_are_added_meanwhile_count_too(intake: Intake, folder: Path, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    intake.changed.connect(lambda intaken: told.append((intaken.done, intaken.total)))
    with qtbot.waitSignal(intake.ended, timeout=60_000) as ended:
        intake.add([folder / "One.wav"])
        intake.add([folder / "live"])
    assert len(ended.args[0].jobs) == 2
    assert told[-1] == (2, 2)


def test_who_stops_it_leaves_nothing_half_done(
    intake: Intake, bridge: Bridge, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [write(tmp_path / f"{number}.wav", tone(0.5, 200 + number)) for number in range(12)]
    intake.changed.connect(lambda intaken: intake.cancel() if intaken.done == 1 else None)
    intaken = taken(intake, qtbot, *paths)
    assert 1 <= len(intaken.jobs) < 12
    assert intaken.total == intaken.done
    assert bridge.service.jobs(None, 0, 0, "")[1] == len(intaken.jobs)
    assert not any(bridge.service.reception.incoming.iterdir())
    assert len(taken(intake, qtbot, paths[-1]).jobs) == 1
