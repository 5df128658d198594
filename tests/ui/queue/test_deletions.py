"""A deleted song can be had back for a while; only then its files go."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.jobs import Job
from core.service import Service
from core.settings import Settings
from tests.ui.queue.records import put, ready
from ui.bridge import Bridge
from ui.queue.deletions import Deletions
from ui.queue.songs_model import SongsModel


@pytest.fixture
def songs(bridge: Bridge) -> list[Job]:
    """Three finished songs with folders."""
    jobs = [ready(name, number) for number, name in enumerate("abc")]
    for job in jobs:
        folder_of(bridge, job).mkdir()
    put(bridge, jobs)
    return jobs


@pytest.fixture
def model(bridge: Bridge, songs: list[Job]) -> SongsModel:
    model = SongsModel(bridge.service.queue_positions)
    model.show(songs)
    bridge.changed.connect(model.apply)
    return model


def folder_of(bridge: Bridge, job: Job) -> Path:
    return bridge.service.settings.storage_path / "jobs" / job.id


def known(bridge: Bridge) -> set[str]:
    return {job.display_name for job in bridge.service.jobs(None, 10, 0, "")[0]}


def test_a_song_is_gone_from_the_list_at_once_and_from_the_disk_later(
    bridge: Bridge, model: SongsModel, songs: list[Job], qtbot: QtBot
) -> None:
    deletions = Deletions(bridge, model, seconds=0.3)
    deletions.delete(songs[:1])
    assert model.rowCount() == 2
    assert folder_of(bridge, songs[0]).is_dir()
    assert known(bridge) == {"a", "b", "c"}
    qtbot.waitUntil(lambda: known(bridge) == {"b", "c"})
    qtbot.waitUntil(lambda: not folder_of(bridge, songs[0]).exists())
    assert not deletions.pending


def test_undo_brings_all_of_them_back(
    bridge: Bridge, model: SongsModel, songs: list[Job], qtbot: QtBot
) -> None:
    deletions = Deletions(bridge, model, seconds=60)
    deletions.delete(songs[:1])
    deletions.delete(songs[1:2])
    assert [job.display_name for job in deletions.pending] == ["a", "b"]
    assert model.rowCount() == 1
    deletions.undo()
    assert model.rowCount() == 3
    deletions.finish()
    assert known(bridge) == {"a", "b", "c"}


def test_a_kill_in_between_loses_nothing(
    bridge: Bridge, model: SongsModel, songs: list[Job], tmp_path: Path
) -> None:
    Deletions(bridge, model, seconds=60).delete(songs)
    records = bridge.service.settings.storage_path / "jobs.json"
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "jobs.json").write_bytes(records.read_bytes())
    later = Service(Settings(storage_path=tmp_path / "later", enable_gpu=False))
    try:
        assert later.jobs(None, 10, 0, "")[1] == 3
    finally:
        later.stop()


def in_the_way(bridge: Bridge) -> Path:
    return bridge.service.settings.storage_path / "jobs.json.part"


def test_what_the_disk_refuses_is_told_and_there_again(
    bridge: Bridge, model: SongsModel, songs: list[Job], qtbot: QtBot
) -> None:
    deletions = Deletions(bridge, model, seconds=60)
    in_the_way(bridge).mkdir()
    try:
        with qtbot.waitSignal(deletions.failed) as told:
            deletions.delete(songs[:1])
            deletions.finish()
    finally:
        in_the_way(bridge).rmdir()
    assert "in the way" in told.args[0]
    qtbot.waitUntil(lambda: model.rowCount() == 3)


def test_a_song_that_is_gone_already_is_no_problem(
    bridge: Bridge, model: SongsModel, songs: list[Job], qtbot: QtBot
) -> None:
    told: list[str] = []
    deletions = Deletions(bridge, model, seconds=60)
    deletions.failed.connect(told.append)
    deletions.delete(songs)
    bridge.service.delete(songs[0].id)
    deletions.finish()
    qtbot.waitUntil(lambda: known(bridge) == set())
    assert not told
