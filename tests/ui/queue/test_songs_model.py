"""The table keeps step with the records, row by row."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.jobs import Job, JobStatus
from core.subscriptions import Changes
from tests.ui.queue.records import failed, in_work, ready, song
from ui.queue.order import Column
from ui.queue.songs_model import ONE_BY_ONE, SongsModel

Made = Callable[..., SongsModel]


@pytest.fixture
def made(qtbot: QtBot) -> Made:
    """made(jobs, places): a model that Qt's own tester watches."""

    def make(jobs: list[Job], places: dict[str, int] | None = None) -> SongsModel:
        model = SongsModel(lambda: places or {})
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
        model.show(jobs)
        return model

    return make


def listed(model: SongsModel) -> list[str]:
    return [model.job(row).display_name for row in range(model.rowCount())]


def told(jobs: list[Job], **more: Any) -> Changes:
    return Changes({job.id: job for job in jobs}, **more)


def test_the_newest_song_comes_first(made: Made) -> None:
    model = made([song("old", 1), song("new", 2)])
    assert listed(model) == ["new", "old"]
    model.apply(told([song("newest", 3)]))
    assert listed(model) == ["newest", "new", "old"]


def test_progress_changes_one_row_and_moves_none(made: Made, qtbot: QtBot) -> None:
    model = made([in_work(f"{number}", number) for number in range(20)])
    changed, moved = [], []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    for signal in (model.modelReset, model.rowsMoved, model.rowsInserted, model.layoutChanged):
        signal.connect(lambda *_: moved.append(True))
    model.sort(Column.STATE)
    moved.clear()
    row = model.row(f"{7:036}")
    model.apply(told([in_work("7", 7, progress=50)]))
    assert changed == [(row, row)]
    assert not moved


def test_a_song_that_is_ready_moves_and_stays_the_same_row(made: Made) -> None:
    jobs = [in_work("a", 1), song("b", 2), song("c", 3)]
    model = made(jobs)
    model.sort(Column.STATE)
    kept = QPersistentModelIndex(model.index(model.row(jobs[0].id) or 0, 0))
    model.apply(told([ready("a", 1)]))
    assert listed(model)[-1] == "a"
    assert kept.row() == 2


def test_a_search_wants_all_words_anywhere(made: Made) -> None:
    model = made([song("Blue in Green", 1), song("Green Onions", 2), song("Straße", 3)])
    model.search("green ")
    assert listed(model) == ["Green Onions", "Blue in Green"]
    model.search("GREEN blue")
    assert listed(model) == ["Blue in Green"]
    model.search("STRASSE")
    assert listed(model) == ["Straße"]
    model.search(".mp3")
    assert len(listed(model)) == 3
    model.search("nothing")
    assert (listed(model), model.count) == ([], 3)


def test_a_search_goes_on_while_songs_come_and_go(made: Made) -> None:
    model = made([song("Blue", 1), song("Green", 2)])
    model.search("blue")
    model.apply(told([song("Blue too", 3), song("Red", 4), song("Blue again", 2)]))
    assert listed(model) == ["Blue too", "Blue again", "Blue"]
    model.apply(told([song("Grey", 1)]))
    assert listed(model) == ["Blue too", "Blue again"]


def test_hidden_songs_stay_away_until_they_are_shown(made: Made) -> None:
    jobs = [song("a", 1), song("b", 2), song("c", 3)]
    model = made(jobs)
    model.hide([jobs[1].id, "unknown"])
    model.apply(told([in_work("b", 2)]))
    assert (listed(model), model.count) == (["c", "a"], 2)
    model.unhide([jobs[1].id])
    assert listed(model) == ["c", "b", "a"]
    assert model.job(1).status is JobStatus.PROCESSING
    model.hide([jobs[0].id])
    model.apply(Changes({jobs[0].id: None}))
    model.unhide([jobs[0].id])
    assert (listed(model), model.count) == (["c", "b"], 2)


def test_places_in_the_queue_are_told_and_sorted(made: Made) -> None:
    jobs = [song("a", 1), song("b", 2), song("c", 3)]
    places = {job.id: place for place, job in enumerate(jobs, 1)}
    model = made(jobs, places)
    model.sort(Column.STATE)
    assert listed(model) == ["a", "b", "c"]
    assert model.data(model.index(0, Column.STATE)) == "Next in the queue"
    places |= {jobs[2].id: 1, jobs[0].id: 2, jobs[1].id: 3}
    model.apply(Changes(queue=True))
    assert listed(model) == ["c", "a", "b"]
    assert model.data(model.index(2, Column.STATE)) == "Waiting, number 3"


@pytest.mark.parametrize("column", list(Column)[:-1])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("most", [3, ONE_BY_ONE * 2])
def test_any_changes_end_where_a_fresh_table_would(
    made: Made, column: Column, descending: bool, most: int
) -> None:
    """However songs come, change and go, the rows are those of a table that begins with what is left."""
    dice = random.Random(f"{column} {descending} {most}")
    kinds = (song, ready, in_work, failed)

    def some(number: int) -> Job:
        return dice.choice(kinds)(f"{dice.choice('abcxyz')} {dice.randrange(30)}", number)

    jobs = {job.id: job for job in (some(number) for number in range(150))}
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    model = made(list(jobs.values()))
    model.sort(column, order)
    model.search("a")
    for _ in range(20):
        numbers = dice.sample(range(200), dice.randint(1, most))
        changes = {f"{number:036}": None if dice.random() < 0.3 else some(number) for number in numbers}
        model.apply(Changes(dict(changes)))
        jobs |= {job_id: job for job_id, job in changes.items() if job}
        for job_id in [job_id for job_id, job in changes.items() if job is None]:
            jobs.pop(job_id, None)
    fresh = made(list(jobs.values()))
    fresh.sort(column, order)
    fresh.search("a")
    assert listed(model) == listed(fresh)
    assert listed(model)


def test_a_typed_name_is_shown_at_once_and_told(made: Made, qtbot: QtBot) -> None:
    model = made([song("Take 1", 1)])
    with qtbot.waitSignal(model.renamed) as told:
        assert model.setData(model.index(0, 0), "  Take 2 ")
    assert told.args == [f"{1:036}", "Take 2"]
    assert listed(model) == ["Take 2"]
    for nothing_new in ("", "   ", "Take 2"):
        assert not model.setData(model.index(0, 0), nothing_new)


def test_a_row_can_be_heard(made: Made) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    model = made([failed("Bad", 1), in_work("Busy", 2), replace(ready("Fine", 3, "spleeter"), keep=True)])
    assert model.data(model.index(0, 0), role) == "Fine, quick model, kept, Ready"
    assert model.data(model.index(1, 0), role) == "Busy, Separating the stems, 10 % · 2 minutes left"
    assert model.data(model.index(2, 0), role) == "Bad, Failed, Bad.mp3 holds no sound."
