"""A list of 10,000 songs: how long Qt's thread is busy with what a user does, and with news that arrive."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import orjson
from PySide6.QtWidgets import QApplication

from core.jobs import DESKTOP_ID, Job, JobStatus, Summary, now
from core.records.file import RecordsFile, record_of, tables_of
from core.service import Service
from core.settings import load_settings
from core.subscriptions import Changes
from ui.bridge import Bridge
from ui.queue.order import Column
from ui.queue.queue_window import QueueWindow

SONGS = 10_000
REPEATS = 11


def longest_in_a_list(folder: Path) -> dict[str, float]:
    """What happens -> the median of what it takes, in ms."""
    jobs = [_job(number) for number in range(SONGS)]
    records = {job.id: orjson.Fragment(record_of(job)) for job in jobs}
    (folder / "data").mkdir()
    RecordsFile(folder / "data" / "jobs.json").write(tables_of(1, records))
    service = Service(load_settings(storage_path=folder / "data", enable_gpu=False).values)
    bridge = Bridge(service)
    window = QueueWindow(bridge)
    window.show()
    QApplication.processEvents()
    try:
        return {name: _median(act) for name, act in _acts(window, jobs).items()}
    finally:
        window.close()
        bridge.close()
        service.stop()


def _acts(window: QueueWindow, jobs: list[Job]) -> dict[str, Callable[[int], object]]:
    view, bar = window.view, window.view.verticalScrollBar()
    return {
        "sorting by name": lambda turn: view.header.sort_by(Column.SONG, turn % 2 == 0),
        "sorting by tempo": lambda turn: view.header.sort_by(Column.TEMPO, turn % 2 == 0),
        "searching": lambda turn: window.toolbar.search.setText(("take 12", "")[turn % 2]),
        "scrolling": lambda turn: bar.setValue(turn * 400),
        "news of 40 songs": lambda turn: view.apply(_news(jobs[:40], turn)),
        "news of 1,000 songs": lambda turn: view.apply(_news(jobs[:1000], turn)),
    }


def _news(jobs: list[Job], percent: int) -> Changes:
    return Changes({job.id: replace(job, progress=percent) for job in jobs}, queue=True)


def _median(act: Callable[[int], object]) -> float:
    taken = []
    for turn in range(REPEATS):
        began = time.perf_counter()
        act(turn)
        QApplication.processEvents()
        taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)


def _job(number: int) -> Job:
    return Job(
        id=f"{number:036}",
        input_filename=f"take {number}.mp3",
        display_name=f"Song {number * 7919 % SONGS}, take {number}",
        file_size=3_000_000,
        sha256=f"{number:064}",
        created_at=now() - timedelta(minutes=SONGS - number),
        status=JobStatus.COMPLETED,
        progress=100,
        message="Ready.",
        client=DESKTOP_ID,
        summary=Summary(duration=100.0 + number % 200, tempo_bpm=60.0 + number % 120, key="C major"),
    )
