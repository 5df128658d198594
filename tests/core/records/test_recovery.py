"""Whatever happens to the file of all records, the jobs come back."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from tinydb import TinyDB

from core.errors import SettingsError
from core.jobs import Job, JobRequest, JobStatus, now
from core.models import Stage
from core.records.copies import RecordCopies
from core.records.migrations import migrate
from core.records.store import JobStore
from core.service import Service
from core.settings import Settings

START = now()


def add(store: JobStore, folder: Path, number: int) -> None:
    """A job whose folder holds its song, as the service makes them."""
    (folder / "jobs" / f"id-{number}").mkdir(parents=True)
    store.add(
        Job(f"id-{number}", "Für Elise.mp3", f"Élise {number}", 3, "ab", START + timedelta(seconds=number))
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of five jobs, the third renamed, the last deleted, the fourth completed as the last change of all."""
    store = JobStore(tmp_path / "jobs.json")
    for number in range(5):
        add(store, tmp_path, number)
    store.change("id-2", lambda job: replace(job, display_name="Ständchen"))
    store.remove("id-4")
    shutil.rmtree(tmp_path / "jobs" / "id-4")
    store.change("id-3", lambda job: replace(job, status=JobStatus.COMPLETED))
    store.close()
    return tmp_path


def jobs_and_warnings(folder: Path) -> tuple[list[Job], tuple[str, ...]]:
    """What a start finds."""
    store = JobStore(folder / "jobs.json")
    store.close()
    return store.all(), store.warnings


@pytest.fixture
def jobs(folder: Path) -> list[Job]:
    jobs, warnings = jobs_and_warnings(folder)
    assert [job.id for job in jobs] == ["id-0", "id-1", "id-2", "id-3"]
    assert warnings == ()
    return jobs


def set_aside(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.glob("jobs*.damaged-*")]


@pytest.mark.parametrize(
    "damage", [b"", b"\0" * 4096, b'{"jobs": {"id-1": {"na', b"null", b"{}", b"[1]", b"\xff"]
)
def test_a_damaged_file_is_kept_and_the_generation_before_is_loaded(
    folder: Path, jobs: list[Job], damage: bytes
) -> None:
    (folder / "jobs.json").write_bytes(damage)
    found, warnings = jobs_and_warnings(folder)
    assert found == jobs
    assert set_aside(folder) == [damage]
    assert len(warnings) == 1
    assert "damaged" in warnings[0]
    assert str(folder) not in warnings[0]
    assert jobs_and_warnings(folder) == (jobs, ())


def test_a_file_cut_off_anywhere_loses_nothing(folder: Path, jobs: list[Job]) -> None:
    whole = (folder / "jobs.json").read_bytes()
    for end in range(0, len(whole), 97):
        (folder / "jobs.json").write_bytes(whole[:end])
        assert jobs_and_warnings(folder)[0] == jobs


def test_no_flipped_bit_loses_a_job(folder: Path, jobs: list[Job]) -> None:
    whole = (folder / "jobs.json").read_bytes()
    for place in range(whole.index(b'"jobs"'), len(whole), 13):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        (folder / "jobs.json").write_bytes(flipped)
        assert {job.id for job in jobs} <= {job.id for job in jobs_and_warnings(folder)[0]}


def test_both_generations_gone_the_folders_know_all(folder: Path, jobs: list[Job]) -> None:
    for name in ("jobs.json", "jobs.previous.json"):
        (folder / name).write_bytes(b"?")
    found, warnings = jobs_and_warnings(folder)
    assert found == jobs
    assert set_aside(folder) == [b"?", b"?"]
    assert warnings[-1] == "4 songs were missing from the list and came back from the folders of songs."
    (folder / "jobs.json").unlink()
    assert jobs_and_warnings(folder)[0] == jobs


def test_a_power_cut_between_the_two_renames_costs_nothing(folder: Path, jobs: list[Job]) -> None:
    (folder / "jobs.json").replace(folder / "jobs.previous.json")
    (folder / "jobs.json.part").write_bytes(b'{"what was never acknowledged')
    assert jobs_and_warnings(folder) == (jobs, ())


def test_a_deleted_job_does_not_come_back_with_the_generation_before(folder: Path, jobs: list[Job]) -> None:
    store = JobStore(folder / "jobs.json")
    store.remove("id-1")
    store.close()
    shutil.rmtree(folder / "jobs" / "id-1")
    (folder / "jobs.json").write_bytes(b"?")
    for _ in range(2):
        assert [job.id for job in jobs_and_warnings(folder)[0]] == ["id-0", "id-2", "id-3"]


def test_health_tells_of_the_damage_until_the_next_start(folder: Path, jobs: list[Job]) -> None:
    (folder / "jobs.json").write_bytes(b"?")
    settings = Settings(storage_path=folder, enable_gpu=False)
    for heard in (True, False):
        service = Service(settings)
        try:
            assert service.jobs(None, 10, 0, "")[0] == jobs[::-1]
            assert any("damaged" in sentence for sentence in service.health().warnings) == heard
        finally:
            service.stop()


@pytest.mark.parametrize(
    "damage",
    [
        *(None, {}, {"id": 7}, {"id": "id-2"}, {"status": "sleeping"}, {"progress": 900}),
        {"created_at": "2024-01-01T10:00:00"},
    ],
    ids=str,
)
def test_a_record_that_means_nothing_comes_back_from_its_folder(
    folder: Path, jobs: list[Job], damage: dict[str, object] | None
) -> None:
    tables = orjson.loads((folder / "jobs.json").read_bytes())
    tables["jobs"]["id-1"] = damage and tables["jobs"]["id-1"] | damage
    edited = orjson.dumps(tables)
    (folder / "jobs.json").write_bytes(edited)
    found, warnings = jobs_and_warnings(folder)
    assert found == jobs
    assert warnings[1] == "1 song was missing from the list and came back from the folders of songs."
    assert set_aside(folder) == [edited]


def test_a_record_without_a_folder_is_told_to_be_lost(folder: Path) -> None:
    (folder / "jobs" / "id-1" / "job.json").write_bytes(b"?")
    tables = orjson.loads((folder / "jobs.json").read_bytes())
    del tables["jobs"]["id-1"]["created_at"]
    (folder / "jobs.json").write_bytes(orjson.dumps(tables))
    found, warnings = jobs_and_warnings(folder)
    assert [job.id for job in found] == ["id-0", "id-2", "id-3"]
    assert warnings[1] == "1 song was in the list, but cannot be read, and no folder knows more."


FIRST_VERSION = b"""{"schema": {"1": {"version": 1}}, "jobs": {"id-1": {"id": "id-1", "input_filename":
"F\xc3\xbcr Elise.mp3", "display_name": "F\xc3\xbcr Elise", "file_size": 3, "sha256": "ab",
"created_at": "2025-01-02T03:04:05.678901+00:00", "request": {"separator": "spleeter", "pitch": "auto",
"stages": ["separation", "chords"], "webhook_url": ""}, "status": "failed", "stage": "chords", "progress": 40,
"message": "Cancelled.", "eta_seconds": null, "started_at": "2025-01-02T03:04:06+00:00", "completed_at": null,
"error_code": "cancelled", "error_message": "Cancelled.", "processing_time": 1.5, "keep": true,
"summary": {"duration": 2.5, "tempo_bpm": 0.0, "key": null, "time_signature": "4/4", "num_frames": 0,
"num_chords": 0, "engines": {"separator": null, "pitch": null, "chords": null, "beats": null}, "device": null,
"processing_time": 0.0}}}}"""


def test_a_file_of_the_first_version_is_migrated_and_kept(tmp_path: Path) -> None:
    (tmp_path / "jobs" / "id-1").mkdir(parents=True)
    (tmp_path / "jobs.json").write_bytes(FIRST_VERSION)
    [job], warnings = jobs_and_warnings(tmp_path)
    assert warnings == ()
    assert (job.display_name, job.keep, job.status) == ("Für Elise", True, JobStatus.FAILED)
    assert job.request == JobRequest("spleeter", stages=(Stage.SEPARATION, Stage.CHORDS))
    assert (tmp_path / "jobs.version-1.json").read_bytes() == FIRST_VERSION
    for path in tmp_path.glob("jobs*.json"):
        path.unlink()
    assert jobs_and_warnings(tmp_path)[0] == [job]


@pytest.mark.parametrize("damage", [None, 7, "id-2", [1], {}], ids=str)
def test_a_record_of_the_first_version_that_means_nothing_costs_no_other(
    tmp_path: Path, damage: object
) -> None:
    tables = orjson.loads(FIRST_VERSION)
    tables["jobs"]["id-2"] = damage
    written = orjson.dumps(tables)
    (tmp_path / "jobs.json").write_bytes(written)
    for job_id in ("id-1", "id-2"):
        (tmp_path / "jobs" / job_id).mkdir(parents=True)
    found, warnings = jobs_and_warnings(tmp_path)
    assert [job.id for job in found] == ["id-1"]
    assert warnings[1] == "1 song was in the list, but cannot be read, and no folder knows more."
    assert set_aside(tmp_path) == [written]
    assert (tmp_path / "jobs.version-1.json").read_bytes() == written
    assert jobs_and_warnings(tmp_path) == (found, ())


def test_steps_follow_each_other_from_the_version_of_the_file(tmp_path: Path) -> None:
    def jobs_of(db: TinyDB) -> Iterable[dict[str, str]]:
        return (db.storage.read() or {})["jobs"].values()

    def call_it_title(db: TinyDB, copies: RecordCopies) -> None:
        for job in jobs_of(db):
            job["title"] = job.pop("display_name")

    def mark_untitled(db: TinyDB, copies: RecordCopies) -> None:
        for job in jobs_of(db):
            job["title"] = job["title"] or "?"

    def never(db: TinyDB, copies: RecordCopies) -> None:
        raise AssertionError

    tables = {
        "schema": {"1": {"version": 7}},
        "jobs": {"a": {"display_name": ""}, "b": {"display_name": "B"}},
    }
    steps = {8: mark_untitled, 6: never, 7: call_it_title}
    assert migrate(tables, RecordCopies(tmp_path), steps) == {
        "schema": {"1": {"version": 9}},
        "jobs": {"a": {"title": "?"}, "b": {"title": "B"}},
    }


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    return ((path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_file_of_a_later_version_is_refused_and_nothing_is_touched(folder: Path) -> None:
    tables = orjson.loads((folder / "jobs.json").read_bytes())
    tables["schema"]["1"]["version"] = 99
    (folder / "jobs.previous.json").write_bytes(orjson.dumps(tables))
    (folder / "jobs.json").write_bytes(b"damaged, and left to the newer Backline")
    before = list(files(folder))
    with pytest.raises(SettingsError, match="newer Backline"):
        JobStore(folder / "jobs.json")
    assert list(files(folder)) == before
