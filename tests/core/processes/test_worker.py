"""The real worker process: it answers, stops when told, dies with its parent, and is replaced when killed."""

import multiprocessing
import os
import resource
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import soundfile as sf

from core.audio.segments import segments
from core.errors import CancelledError, InvalidAudioError, StorageError, UnavailableError, WorkerError
from core.jobs import JobRequest, Summary
from core.models import Stage
from core.processes.worker import StageProgress, Task, Worker, WorkerSettings
from core.results import JobFolder
from tests.conftest import ROOT
from tests.sounds import tone, write
from tests.watching import left_running, started

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    folder = tmp_path_factory.mktemp("worker")
    worker = Worker(WorkerSettings("cpu", folder / "models", threads=2, background=True))
    yield worker
    worker.stop()


def task(song: Path, folder: Path, stages: tuple[Stage, ...] = tuple(Stage)) -> Task:
    request = JobRequest("spleeter", "swiftf0", stages)
    return Task("id", song, song.name, "ab", folder, request, "mp3", max_seconds=600, api=True)


def run(
    worker: Worker, task: Task, cancelled: threading.Event | None = None
) -> tuple[Summary, list[StageProgress]]:
    seen: list[StageProgress] = []
    return worker.run(task, seen.append, cancelled or threading.Event()), seen


def test_stages_come_in_order_and_progress_never_falls(worker: Worker, tmp_path: Path) -> None:
    song = write(tmp_path / "song.wav", tone(3.0, 220))
    summary, seen = run(worker, task(song, tmp_path / "job"))
    assert summary.duration == pytest.approx(3.0)
    assert summary.num_frames == 300
    assert [stage for stage in Stage if any(p.stage is stage for p in seen)] == list(Stage)
    order = [(list(Stage).index(p.stage), p.fraction) for p in seen]
    assert order == sorted(order)
    assert all(0 <= p.fraction <= 1 for p in seen)


def test_a_finished_stage_is_not_done_again(worker: Worker, tmp_path: Path) -> None:
    song = write(tmp_path / "song.wav", tone(2.0, 220))
    _, first = run(worker, task(song, tmp_path / "job", (Stage.SEPARATION,)))
    stems = {path: path.stat().st_mtime_ns for path in (tmp_path / "job" / "stems").iterdir()}
    assert len(stems) == 6
    _, again = run(worker, task(song, tmp_path / "job", (Stage.SEPARATION,)))
    assert first
    assert not again
    assert stems == {path: path.stat().st_mtime_ns for path in stems}


def test_stems_that_were_not_encoded_are_without_separating_again(worker: Worker, tmp_path: Path) -> None:
    """A process may be killed between the separation and the end of the encoding beside the later stages."""
    song = write(tmp_path / "song.wav", tone(12.0, 220))
    job = JobFolder(tmp_path / "job")
    run(worker, task(song, job.path, (Stage.SEPARATION,)))
    once = {path.name: path.read_bytes() for path in job.stems.iterdir()}
    marker = (job.stage(Stage.SEPARATION) / "stage.json").stat().st_mtime_ns
    shutil.rmtree(job.stems)
    shutil.rmtree(job.documents)
    with pytest.raises(StorageError):
        run_with_small_files(task(song, job.path, (Stage.SEPARATION,)))
    assert not list(job.path.glob("*.part"))
    assert not job.stems.exists()
    _, seen = run(worker, task(song, job.path, (Stage.SEPARATION,)))
    assert {progress.fraction for progress in seen} <= {1.0}
    assert once == {path.name: path.read_bytes() for path in job.stems.iterdir()}
    assert marker == (job.stage(Stage.SEPARATION) / "stage.json").stat().st_mtime_ns


def run_with_small_files(task: Task) -> None:
    """Analyse where no file may be larger than 100 kB, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    worker = Worker(WorkerSettings("cpu", task.folder / "models", threads=2, background=True))
    try:
        run(worker, task)
    finally:
        worker.stop()
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_nobody_hears_is_not_encoded(worker: Worker, tmp_path: Path) -> None:
    song = write(tmp_path / "song.wav", tone(2.0, 220))
    run(worker, task(song, tmp_path / "job", (Stage.TRANSCRIPTION,)))
    assert not [path for path in (tmp_path / "job").rglob("*") if path.suffix in (".mp3", ".flac")]


def test_segments_of_a_killed_attempt_are_whole_and_the_next_one_makes_its_own(
    worker: Worker, tmp_path: Path
) -> None:
    song = write(tmp_path / "song.wav", tone(17.0, 220))
    job = JobFolder(tmp_path / "job")

    def kill(progress: StageProgress) -> None:
        if len(segments(job.segments)) > 1:
            for child in multiprocessing.active_children():
                child.kill()

    with pytest.raises(WorkerError):
        worker.run(task(song, job.path), kill, threading.Event())
    left = segments(job.segments)
    assert len(left) > 1
    for segment in left:
        assert len(segment.tracks()) == 6
        for track in segment.tracks():
            assert sf.info(segment.file(track)).frames == segment.end - segment.start
    run(worker, task(song, job.path, (Stage.SEPARATION,)))
    assert segments(job.segments)[-1].end == 17 * 44_100


def test_bad_sound_is_the_callers_error_and_the_worker_goes_on(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_text("no song")
    with pytest.raises(InvalidAudioError, match=r"text\.mp3"):
        run(worker, task(tmp_path / "text.mp3", tmp_path / "bad"))
    assert not any((tmp_path / "bad").iterdir())
    song = write(tmp_path / "song.wav", tone(0.2))
    assert run(worker, task(song, tmp_path / "job"))[0].num_frames == 20


@pytest.mark.alone
def test_cancel_takes_effect_within_a_second_and_leaves_no_half_stage(worker: Worker, tmp_path: Path) -> None:
    song = write(tmp_path / "song.wav", tone(90.0, 220))
    cancelled = threading.Event()
    at: list[float] = []

    def cancel_soon(progress: StageProgress) -> None:
        if progress.fraction > 0.1 and not at:
            at.append(time.monotonic())
            cancelled.set()

    with pytest.raises(CancelledError):
        worker.run(task(song, tmp_path / "job"), cancel_soon, cancelled)
    assert time.monotonic() - at[0] < 1.0
    assert not (tmp_path / "job" / "separation").exists()
    short = write(tmp_path / "short.wav", tone(0.5))
    assert run(worker, task(short, tmp_path / "next"))[0].duration == pytest.approx(0.5)


def test_a_killed_worker_is_an_error_and_the_next_song_gets_a_new_one(worker: Worker, tmp_path: Path) -> None:
    song = write(tmp_path / "song.wav", tone(60.0, 220))

    def kill(progress: StageProgress) -> None:
        for child in multiprocessing.active_children():
            child.kill()

    with pytest.raises(WorkerError, match=r"song\.wav stopped unexpectedly"):
        worker.run(task(song, tmp_path / "job"), kill, threading.Event())
    short = write(tmp_path / "short.wav", tone(0.5))
    assert run(worker, task(short, tmp_path / "next"))[0].duration == pytest.approx(0.5)


def test_a_stopped_worker_starts_no_more(tmp_path: Path) -> None:
    """A slot that takes its next job while the program stops would analyse it to its end."""
    worker = Worker(WorkerSettings("cpu", tmp_path / "m", threads=1, background=False))
    worker.stop()
    with pytest.raises(UnavailableError):
        run(worker, task(tmp_path / "song.wav", tmp_path / "job"))


def test_the_worker_writes_to_the_programs_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What failed inside is told to the user as an incident; its trace must be where the program's log is."""
    worker = Worker(WorkerSettings("cpu", tmp_path / "m", threads=1, background=False))
    (tmp_path / "job").mkdir()
    song = task(write(tmp_path / "song.wav", tone(0.2)), tmp_path / "job")
    broken = replace(song, request=None, request_id="4711")
    try:
        with pytest.raises(WorkerError) as caught:
            run(worker, broken)
    finally:
        worker.stop()
    incident = str(caught.value).rpartition(" ")[2].rstrip(".")
    deadline = time.monotonic() + 5
    while not (records := [record for record in caplog.records if incident in record.getMessage()]):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert vars(records[0])["job_id"] == broken.job_id
    assert vars(records[0])["request_id"] == broken.request_id
    assert "Traceback" in str(records[0].exc_text)


def test_the_worker_reports_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """onnxruntime would keep a device id and a queue of events for its maker in the user's home."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    worker = Worker(WorkerSettings("cpu", tmp_path / "m", threads=1, background=False))
    try:
        run(worker, task(write(tmp_path / "song.wav", tone(0.5)), tmp_path / "job"))
    finally:
        worker.stop()
    assert not list(home.rglob("*"))


def test_a_worker_ends_with_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import time\n"
        "from pathlib import Path\n"
        "from core.processes.worker import Worker, WorkerSettings\n"
        "if __name__ == '__main__':\n"
        "    worker = Worker(WorkerSettings('cpu', Path('m'), 1, False))\n"
        "    print(worker.start(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    with started([sys.executable, script], tmp_path, os.environ | {"PYTHONPATH": str(ROOT)}) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        assert child.is_running()
    assert left_running([child], 10) == []
