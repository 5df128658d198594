"""Corrections in what every reader gets, over re-runs, restarts, kills, and beside other songs."""

import gzip
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import orjson
import pytest

from core.corrections.corrections import ChordCorrection, Corrections
from core.corrections.folder import KEPT
from core.disk.data_backup import backup, restore
from core.disk.data_folder import claimed
from core.errors import BacklineError, CorrectionError, WorkerError
from core.jobs import Job, JobStatus, now
from core.processes.worker import Task, Worker
from core.queue.runner import JobRunner
from core.queue.sharing import share
from core.records.file import job_of, record_of
from core.records.store import JobStore
from core.results import JobFolder
from core.service import Service
from core.settings import Settings
from tests.core.corrections.songs import document, finished_song, labels, resting, write_results
from tests.watching import until

ALL = Corrections(
    200.0, 1, "F major", (ChordCorrection(3.05, 6.0, "D:min"), ChordCorrection(7.0, 8.0, "A#:maj"))
)
CORRECTED = ["C:maj", "D:min", "F:maj", "Bb:maj", "F:maj", "G:7"]
FOUND = ["C:maj", "A:min", "F:maj", "G:7"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder with one finished song."""
    finished_song(tmp_path / "data")
    return tmp_path / "data"


def folder_of(root: Path) -> JobFolder:
    return JobFolder(root / "jobs" / "id-1")


def everything(root: Path) -> dict[str, bytes]:
    """What was found, as it lies on the disk."""
    return {path.name: path.read_bytes() for path in folder_of(root).documents.iterdir()}


def test_all_that_is_shown_is_corrected_and_what_was_found_stays(root: Path) -> None:
    before = everything(root)
    with resting(root) as service:
        job = service.correct("id-1", ALL)
        folder = service.library.results("id-1")
        assert labels(service, "id-1") == CORRECTED
    chords, beats, results = map(document, (folder.chords, folder.beats, folder.results))
    assert chords["key_info"] == {"key": "F major", "tonic": "F", "mode": "major", "confidence": 1.0}
    assert chords["num_chords"] == results["num_chords"] == job.corrected.num_chords == len(CORRECTED)
    for shown in (chords, beats, results, results["results"]["metadata"]):
        assert shown["tempo_bpm"] == job.corrected.tempo_bpm == 200.0
    assert results["key"] == results["results"]["metadata"]["key"] == job.corrected.key == "F major"
    assert [beat["position"] for beat in beats["beats"]][:5] == [4, 1, 2, 3, 4]
    assert [beat["time"] for beat in beats["beats"]][:3] == pytest.approx([0.0, 0.3, 0.6])
    assert [chord["confidence"] for chord in chords["chords"]] == [0.8, 1.0, 0.8, 1.0, 0.8, 0.8]
    for path in (folder.frames, folder.frames_columns):
        found, shown = (
            orjson.loads(gzip.decompress(data)) for data in (before[path.name], path.read_bytes())
        )
        assert shown["metadata"].pop("bpm") == 200.0
        assert found["metadata"].pop("bpm") == 100.0
        assert shown == found
    assert everything(root) == before
    assert job.summary.tempo_bpm == 100.0


def test_a_correction_of_one_thing_leaves_the_others(root: Path) -> None:
    before = everything(root)
    with resting(root) as service:
        service.correct("id-1", Corrections(downbeat_shift=2))
        folder = service.library.results("id-1")
        for name in before.keys() - {"beats.json", "stage.json"}:
            assert (folder.shown / name).read_bytes() == before[name], name
        for path in (folder.notes, folder.frames, folder.frames_columns, folder.frames_csv):
            assert path.samefile(folder.documents / path.name)


def test_corrections_are_taken_back(root: Path) -> None:
    with resting(root) as service:
        service.correct("id-1", ALL)
        assert labels(service, "id-1") == CORRECTED
        job = service.update("id-1", corrections={"chords": None, "tempo_bpm": None, "downbeat_shift": 0})
        assert job.corrections == Corrections(key="F major")
        assert (job.num_chords, job.corrected.num_chords, job.corrected.tempo_bpm) == (None, 4, 100.0)
        assert labels(service, "id-1") == FOUND
        job = service.correct("id-1", Corrections())
        assert job.corrected == job.summary
        folder = service.library.results("id-1")
        assert folder.shown == folder.documents


def test_what_means_nothing_changes_nothing(root: Path) -> None:
    with resting(root) as service:
        before = service.correct("id-1", Corrections(key="F major"))
        with pytest.raises(CorrectionError):
            service.update("id-1", "Other", corrections={"key": "G minor", "tempo_bpm": 130.0})
        assert service.job("id-1") == before


def test_listeners_are_told(root: Path) -> None:
    with resting(root) as service:
        subscription = service.subscribe(lambda: None)
        service.correct("id-1", ALL)
        assert subscription.take().jobs["id-1"].corrections == ALL


def test_corrections_outlast_a_restart(root: Path) -> None:
    with resting(root) as service:
        service.correct("id-1", ALL)
    with resting(root) as service:
        assert service.job("id-1").corrections == ALL
        assert labels(service, "id-1") == CORRECTED


def test_records_of_before_have_no_corrections(root: Path) -> None:
    with resting(root) as service:
        record = orjson.loads(record_of(service.correct("id-1", ALL)))
    read = job_of("id-1", record)
    assert read
    assert read.corrections == ALL
    for field in ("corrections", "num_chords"):
        del record[field]
    old = job_of("id-1", record)
    assert old
    assert old.corrections == Corrections()
    assert old.corrected == old.summary


def half_made(folder: JobFolder) -> None:
    folder.shown.rename(folder.shown.with_name(f"{folder.shown.name}.1234.part"))


def half_deleted(folder: JobFolder) -> None:
    folder.shown.rename(folder.shown.with_name(f"{folder.shown.name}.part"))


def gone(folder: JobFolder) -> None:
    shutil.rmtree(folder.corrected)


@pytest.mark.parametrize("left", [half_made, half_deleted, gone])
def test_whatever_a_kill_leaves_readers_get_corrected_results(
    root: Path, left: Callable[[JobFolder], None]
) -> None:
    with resting(root) as service:
        service.correct("id-1", ALL)
        shown = service.library.results("id-1").shown
        left(service.library.results("id-1"))
    with resting(root) as service:
        assert labels(service, "id-1") == CORRECTED
        assert list(folder_of(root).corrected.iterdir()) == [shown]


def test_what_was_read_a_moment_ago_is_still_there(root: Path) -> None:
    with resting(root) as service:
        service.correct("id-1", Corrections(key="F major"))
        before = service.library.results("id-1")
        service.correct("id-1", Corrections(key="G major"))
        assert document(service.library.results("id-1").chords)["key_info"]["key"] == "G major"
        assert document(before.chords)["key_info"]["key"] == "F major"
        for key in ("A major", "B major", "D major", "E major"):
            service.correct("id-1", Corrections(key=key))
            service.library.results("id-1")
        assert len(list(before.corrected.iterdir())) == KEPT + 1
        assert not before.shown.exists()


def test_the_next_start_deletes_what_nobody_reads_any_more(root: Path) -> None:
    with resting(root) as service:
        service.correct("id-1", ALL)
        folder = service.library.results("id-1")
        service.correct("id-1", Corrections())
        assert labels(service, "id-1") == FOUND
        assert folder.shown.is_dir()
    with resting(root) as service:
        service.start()
        until(lambda: not folder.corrected.exists())


class QuickWorker:
    """Leaves new results at once, with edges a little elsewhere and the beats twice as quick; or fails."""

    def __init__(self, error: BacklineError | None = None) -> None:
        self._error = error

    def run(self, task: Task, *_given: object) -> object:
        if self._error:
            raise self._error
        job = Job(task.job_id, task.song_name, "", 4, task.sha256, now())
        return write_results(JobFolder(task.folder), job, edge=0.1, bpm=200.0, made_by="two")


def do_again(root: Path, worker: QuickWorker) -> Job:
    """Give the song, which waits to be done again, its turn."""
    with claimed(root) as data:
        store = JobStore(data.records)
        try:
            runner = JobRunner(Settings(storage_path=root), store, data, lambda _job: None)
            runner("id-1", cast("Worker", worker), threading.Event())
            (job_then,) = store.all()
            return job_then
        finally:
            store.close()


def corrected_and_waiting(root: Path) -> None:
    """The song is corrected, and waits to be done again."""
    with resting(root) as service:
        service.correct("id-1", ALL)
        assert labels(service, "id-1") == CORRECTED
        service.retry("id-1", pitch="crepe-tiny")
        assert labels(service, "id-1") == CORRECTED


def test_corrections_outlast_a_re_run(root: Path) -> None:
    corrected_and_waiting(root)
    job = do_again(root, QuickWorker())
    assert (job.status, job.earlier, job.corrections) == (JobStatus.COMPLETED, None, ALL)
    assert (job.summary.tempo_bpm, job.corrected.tempo_bpm) == (200.0, 200.0)
    with resting(root) as service:
        assert labels(service, "id-1") == CORRECTED
        chords = document(service.library.results("id-1").chords)
        assert [chord["start_time"] for chord in chords["chords"]] == pytest.approx([0, 3.1, 6.1, 7, 8, 9.1])
        beats = document(service.library.results("id-1").beats)
        assert len(beats["beats"]) == 40
    assert job.num_chords == len(CORRECTED)


def test_corrections_made_while_it_is_done_again_count(root: Path) -> None:
    corrected_and_waiting(root)
    with resting(root) as service:
        service.correct("id-1", Corrections(chords=(ChordCorrection(0.0, 12.0, "N"),)))
        assert labels(service, "id-1") == ["N"]
    assert do_again(root, QuickWorker()).corrected.num_chords == 1
    with resting(root) as service:
        assert labels(service, "id-1") == ["N"]


def test_a_re_run_that_comes_to_nothing_leaves_the_corrections(root: Path) -> None:
    corrected_and_waiting(root)
    with resting(root) as service:
        service.update("id-1", corrections={"key": "C major"})
    job = do_again(root, QuickWorker(WorkerError("It died.")))
    assert job.status is JobStatus.COMPLETED
    assert job.corrections == replace(ALL, key="C major")
    assert job.corrected.num_chords == len(CORRECTED)
    with resting(root) as service:
        assert document(service.library.results("id-1").chords)["key_info"]["key"] == "C major"


def test_a_tempo_that_fits_another_analysis_no_more_divides_by_what_is_nearest(root: Path) -> None:
    with resting(root) as service:
        service.correct("id-1", Corrections(tempo_bpm=50.0))
        job = service.job("id-1")
        write_results(folder_of(root), job, bpm=160.0, made_by="two")
        beats = document(service.library.results("id-1").beats)
    assert beats["tempo_bpm"] == 50.0
    assert beats["beats"][1]["time"] - beats["beats"][0]["time"] == pytest.approx(3 * 60 / 160)


def test_another_song_that_is_the_same_gets_what_was_found(root: Path) -> None:
    with resting(root) as service:
        one = service.correct("id-1", ALL)
        before = everything(root)
        source, target = service.library.results("id-1"), JobFolder(root / "jobs" / "id-2")
        for folder in ("separation", "stems"):
            (source.path / folder).mkdir(exist_ok=True)
        target.path.mkdir()
        share(source, one, target, replace(one, id="id-2", corrections=Corrections()))
        assert everything(root) == before
    assert not target.corrected.exists()
    assert [chord["chord_label"] for chord in document(target.chords)["chords"]] == FOUND


def test_a_backup_has_the_corrections_and_makes_the_documents_anew(root: Path, tmp_path: Path) -> None:
    with resting(root) as service:
        service.correct("id-1", ALL)
        service.library.results("id-1")
        service.retry("id-1", pitch="crepe-tiny")
    kept, new = tmp_path / "kept", tmp_path / "new"
    backup(root, kept, lambda *_: None)
    assert not (kept / "jobs" / "id-1" / "corrected").exists()
    new.mkdir()
    restore(kept, new, lambda *_: None)
    with resting(new) as service:
        assert service.job("id-1").status is JobStatus.COMPLETED
        assert service.job("id-1").corrected.num_chords == len(CORRECTED)
        assert labels(service, "id-1") == CORRECTED


def test_readers_beside_someone_who_corrects(root: Path) -> None:
    """Each gets whole documents, and the last corrections count."""
    stop, wrong = threading.Event(), list[str]()

    def read(service: Service) -> None:
        while not stop.is_set():
            key = document(service.library.results("id-1").chords)["key_info"]["key"]
            if key not in ("C major", "F major", "G major"):
                wrong.append(key)

    with resting(root) as service:
        readers = [threading.Thread(target=read, args=(service,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        for key in ("F major", "G major", None) * 8:
            service.correct("id-1", Corrections(key=key))
        service.correct("id-1", ALL)
        stop.set()
        for reader in readers:
            reader.join()
        assert labels(service, "id-1") == CORRECTED
    assert not wrong


def test_when_nothing_is_to_be_done_nothing_is_written(root: Path) -> None:
    with resting(root) as service:
        service.correct("id-1", ALL)
        folder = service.library.results("id-1")
        before = {path: path.stat().st_mtime_ns for path in folder.path.rglob("*")}
        assert service.library.results("id-1") == folder
        assert {path: path.stat().st_mtime_ns for path in folder.path.rglob("*")} == before


def test_the_sweep_after_a_job_does_not_meet_whoever_makes_them(root: Path) -> None:
    with resting(root) as service:
        service.correct("id-1", ALL)
        folder = service.library.results("id-1")
    work = folder.shown.with_name("1234.part")
    work.mkdir()
    folder.sweep()
    assert work.is_dir()


def test_while_the_results_are_replaced_those_that_are_there_are_shown(root: Path) -> None:
    with resting(root) as service:
        service.correct("id-1", ALL)
        documents = folder_of(root).documents
        documents.rename(documents.with_name("aside"))
        assert service.library.results("id-1").shown == documents
        documents.with_name("aside").rename(documents)
        assert labels(service, "id-1") == CORRECTED
