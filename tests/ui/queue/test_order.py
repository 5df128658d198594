"""Songs are listed in the order of any column, up or down."""

from dataclasses import replace

import pytest

from core.corrections.corrections import Corrections
from core.jobs import Job
from tests.ui.queue.records import failed, in_work, ready, song
from ui.queue.order import Column, Ordered, order_by


def names(jobs: list[Job], column: Column, descending: bool = False, **places: int) -> list[str]:
    ids = {job.id: job.display_name for job in jobs}
    return [ids[job_id] for job_id in Ordered(jobs, order_by(column, descending, places), descending)]


def test_names_are_sorted_as_people_do() -> None:
    listed = ["Take 10", "take 2", "Älter", "Zebra", "alt", "7 Seconds", "40"]
    jobs = [song(name, number) for number, name in enumerate(listed)]
    expected = ["7 Seconds", "40", "alt", "Älter", "take 2", "Take 10", "Zebra"]
    assert names(jobs, Column.SONG) == expected
    assert names(jobs, Column.SONG, descending=True) == expected[::-1]


def test_states_begin_with_what_is_in_work() -> None:
    jobs = [ready("done", 1), song("second", 2), song("first", 3), in_work("busy", 4), failed("bad", 5)]
    places = {jobs[1].id: 2, jobs[2].id: 1}
    key = order_by(Column.STATE, False, places)
    ids = {job.id: job.display_name for job in jobs}
    assert [ids[one] for one in Ordered(jobs, key, False)] == ["busy", "first", "second", "bad", "done"]


@pytest.mark.parametrize("descending", [False, True])
def test_what_is_not_known_comes_last(descending: bool) -> None:
    jobs = [song("waits", 1), ready("slow", 2, tempo_bpm=60.0), ready("fast", 3, tempo_bpm=180.0)]
    known = ["fast", "slow"] if descending else ["slow", "fast"]
    assert names(jobs, Column.TEMPO, descending) == [*known, "waits"]
    assert names(jobs, Column.KEY, descending)[-1] == "waits"


def test_corrected_by_hand_counts() -> None:
    jobs = [ready("a", 1, tempo_bpm=100.0), ready("b", 2, tempo_bpm=60.0)]
    jobs[1] = replace(jobs[1], corrections=Corrections(tempo_bpm=120.0))
    assert names(jobs, Column.TEMPO) == ["a", "b"]


@pytest.mark.parametrize("descending", [False, True])
def test_rows_are_found_put_and_removed(descending: bool) -> None:
    jobs = [song(f"{number}", number) for number in range(10)]
    key = order_by(Column.ADDED, descending, {})
    rows = Ordered(jobs[:5] + jobs[6:], key, descending)
    where = rows.row_for(key(jobs[5]))
    rows.put(jobs[5].id, key(jobs[5]))
    assert rows.row(jobs[5].id) == where
    listed = list(rows)
    assert [rows.row(job_id) for job_id in listed] == list(range(10))
    assert [rows.at(row) for row in range(10)] == listed
    rows.remove(jobs[0].id)
    assert jobs[0].id not in rows
    assert len(rows) == 9
