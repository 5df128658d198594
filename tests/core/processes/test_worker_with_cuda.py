"""The real worker takes the PyTorch with CUDA that is there, and does without it where that does not load."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from core.devices.cuda.runtime import CudaRuntime
from core.devices.cuda.use import is_used, problem_of
from core.jobs import JobRequest
from core.models import Stage
from core.processes.worker import (
    ONCE_MORE,
    WITHOUT_CUDA,
    OnProgress,
    StageProgress,
    Task,
    Worker,
    WorkerSettings,
)
from tests.cuda_wheels import BROKEN, CRASHING, INSTALLED, offered
from tests.sounds import tone, write
from tests.weights_server import serving

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """PyTorch with CUDA, as it was fetched and tried."""
    with serving() as server:
        runtime = CudaRuntime(tmp_path / "runtimes", offered(server, __init__=INSTALLED))
        runtime.get(print)
    (runtime.folder / "imported").unlink()
    return runtime.folder


@pytest.fixture
def worker(folder: Path, tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(WorkerSettings("auto", tmp_path / "models", threads=2, background=True, cuda=folder))
    yield worker
    worker.stop()


def analysed(worker: Worker, folder: Path, report: OnProgress = print) -> list[StageProgress]:
    """What is heard of a song's analysis."""
    song, seen = write(folder / "song.wav", tone(2.0, 220)), list[StageProgress]()

    def hear(progress: StageProgress) -> None:
        seen.append(progress)
        report(progress)

    request = JobRequest("spleeter", "swiftf0", (Stage.SEPARATION,))
    task = Task("id", song, song.name, "ab", folder / "job", request, "mp3", max_seconds=600, api=True)
    assert worker.run(task, hear, threading.Event()).duration == pytest.approx(2.0)
    return seen


def test_it_is_taken(worker: Worker, folder: Path, tmp_path: Path) -> None:
    assert not [progress for progress in analysed(worker, tmp_path) if progress.note == WITHOUT_CUDA]
    assert (folder / "imported").exists()
    assert is_used(folder)


@pytest.mark.parametrize("torch", [BROKEN, CRASHING], ids=["import error", "crash"])
def test_what_does_not_load_is_set_aside_and_the_song_is_done_all_the_same(
    worker: Worker, folder: Path, tmp_path: Path, torch: str
) -> None:
    (folder / "torch" / "__init__.py").write_text(torch)
    assert [progress.note for progress in analysed(worker, tmp_path)].count(WITHOUT_CUDA) == 1
    assert not is_used(folder)
    assert "could not be loaded" in problem_of(folder)
    again = analysed(worker, tmp_path)
    assert {progress.note for progress in again} <= {""}


def killed_once(worker: Worker, song: Callable[[OnProgress], None]) -> list[str]:
    """Notes of a song's analysis whose process is killed with its first word."""
    notes: list[str] = []

    def kill(progress: StageProgress) -> None:
        notes.append(progress.note)
        if len(notes) == 1:
            psutil.Process(worker.start()).kill()

    song(kill)
    return notes


def test_a_process_that_dies_later_does_not_speak_against_it(
    worker: Worker, folder: Path, tmp_path: Path
) -> None:
    notes = killed_once(worker, lambda report: analysed(worker, tmp_path, report))
    assert ONCE_MORE in notes
    assert WITHOUT_CUDA not in notes
    assert is_used(folder)


def test_it_breaks_while_a_worker_uses_it(worker: Worker, folder: Path, tmp_path: Path) -> None:
    def broken(report: OnProgress) -> None:
        def break_it(progress: StageProgress) -> None:
            (folder / "torch" / "__init__.py").write_text(BROKEN)
            report(progress)

        analysed(worker, tmp_path, break_it)

    notes = killed_once(worker, broken)
    assert notes.index(ONCE_MORE) < notes.index(WITHOUT_CUDA)
    assert not is_used(folder)


def test_another_process_comes_with_the_next_song(worker: Worker, tmp_path: Path) -> None:
    first = worker.start()
    assert not worker.renew()
    second = worker.start()
    assert second != first
    analysed(worker, tmp_path)
    assert psutil.pid_exists(second)
    assert worker.renew()
    assert not psutil.pid_exists(second)
