"""Ten thousand songs are as quick to handle as ten: nothing holds Qt's thread for 50 ms."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.jobs import Job
from core.records.file import RecordsFile, record_of, tables_of
from core.subscriptions import Changes
from tests.ui.conftest import bridged
from tests.ui.queue.records import failed, in_work, ready, song
from ui.bridge import Bridge
from ui.queue.order import Column
from ui.queue.queue_window import QueueWindow

pytestmark = pytest.mark.alone

Flag = QItemSelectionModel.SelectionFlag
SONGS = 10_000
LONGEST = 0.05
"""Seconds of the processor."""


def job(number: int) -> Job:
    kinds = (ready, ready, ready, song, failed)
    return kinds[number % len(kinds)](f"Sông {random.Random(number).randrange(10**6)} take {number}", number)


@pytest.fixture(scope="module")
def thousands(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    """A bridge to a service with 10,000 records."""
    folder: Path = tmp_path_factory.mktemp("many")
    records = {one.id: orjson.Fragment(record_of(one)) for one in map(job, range(SONGS))}
    RecordsFile(folder / "jobs.json").write(tables_of(1, records))
    with bridged(folder, start=False) as bridge:
        yield bridge


@pytest.fixture
def window(thousands: Bridge, qtbot: QtBot) -> QueueWindow:
    window = QueueWindow(thousands)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def seconds(call: Callable[[], object], times: int = 5) -> float:
    """The median of what a call takes, with what Qt does about it at once."""
    taken = []
    for _ in range(times):
        started = time.thread_time()
        call()
        QApplication.processEvents()
        taken.append(time.thread_time() - started)
    return sorted(taken)[times // 2]


def test_a_window_full_of_songs_is_made_at_once(thousands: Bridge, qtbot: QtBot) -> None:
    jobs, _ = thousands.service.jobs(None, SONGS, 0, "")
    window = QueueWindow(thousands)
    qtbot.addWidget(window)
    assert window.model.rowCount() == SONGS
    assert seconds(lambda: window.model.show(jobs)) < LONGEST


@pytest.mark.parametrize("column", list(Column)[:-1])
def test_sorting(window: QueueWindow, column: Column) -> None:
    orders = iter([False, True] * 3)
    assert seconds(lambda: window.view.header.sort_by(column, next(orders))) < LONGEST


@pytest.mark.parametrize("text", ["s", "sông 12", "sông 12 take", "nothing of the kind"])
def test_searching(window: QueueWindow, text: str) -> None:
    texts = iter([text, ""] * 3)
    assert seconds(lambda: window.toolbar.search.setText(next(texts))) < LONGEST


def test_scrolling(window: QueueWindow) -> None:
    bar = window.view.verticalScrollBar()
    steps = iter(range(0, bar.maximum(), bar.maximum() // 200))
    assert seconds(lambda: (bar.setValue(next(steps)), window.view.viewport().repaint()), 100) < LONGEST / 2


def test_all_are_selected(window: QueueWindow) -> None:
    assert seconds(window.view.selectAll) < LONGEST
    assert seconds(window.view.selected) < LONGEST
    assert len(window.view.selected()) == SONGS


@pytest.mark.parametrize("column", [Column.STATE, Column.ADDED])
@pytest.mark.parametrize("count", [1, 40, 1000])
def test_changes_arrive(window: QueueWindow, column: Column, count: int) -> None:
    window.view.header.sort_by(column, True)
    percent = iter(range(100))

    def news() -> Changes:
        progress = next(percent)
        return Changes({f"{n:036}": in_work("busy", n, progress) for n in range(0, count * 5, 5)}, queue=True)

    window.view.apply(news())
    changes = [news() for _ in range(5)]
    assert seconds(lambda: window.view.apply(changes.pop())) < LONGEST


def test_one_comes_and_goes(window: QueueWindow) -> None:
    new = [song("new", SONGS + number) for number in range(20)]

    def come_and_go() -> None:
        one = new.pop()
        window.view.apply(Changes({one.id: one}))
        window.view.apply(Changes({one.id: None}))

    assert seconds(come_and_go) < LONGEST


def test_half_of_them_stay_selected_while_a_column_is_sorted(window: QueueWindow) -> None:
    first, last = window.model.index(0, 0), window.model.index(SONGS // 2, 0)
    chosen = QItemSelection(first, last)
    window.view.selectionModel().select(chosen, Flag.ClearAndSelect | Flag.Rows)
    before = {one.id for one in window.view.selected()}
    window.view.header.sort_by(Column.SONG, False)
    assert {one.id for one in window.view.selected()} == before


def test_what_is_in_sight_stays_there(window: QueueWindow) -> None:
    window.view.header.sort_by(Column.ADDED, True)
    bar = window.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2 + 17)
    row = window.view.rowAt(100)
    job_id, place = window.model.job(row).id, window.view.rowViewportPosition(row)
    new = [song("new", SONGS + number) for number in range(3)]
    window.view.apply(Changes({one.id: one for one in new} | {job(SONGS - 1).id: None}))
    assert window.view.rowViewportPosition(window.model.row(job_id) or 0) == place
    window.view.apply(Changes({one.id: None for one in new}))
    assert window.view.rowViewportPosition(window.model.row(job_id) or 0) == place
    assert bar.value() > 0
