"""What becomes of a song whose worker is killed, stopped, or takes too much memory, by real signals."""

import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile as sf

from core.errors import CancelledError, WorkerError
from core.jobs import JobRequest
from core.models import Stage
from core.pipeline import ENCODING
from core.processes.vigil import Limits
from core.processes.worker import ONCE_MORE, StageProgress, Task, Worker, WorkerSettings
from core.results import JobFolder
from tests.conftest import SHARED
from tests.sounds import RATE, tone, write

pytestmark = pytest.mark.slow

NONE = Limits(memory=1 << 40)
QUICK = JobRequest("spleeter", "swiftf0")
BEST = JobRequest("htdemucs", "crepe")


@contextmanager
def running(folder: Path, limits: Limits = NONE) -> Iterator[Worker]:
    worker = Worker(WorkerSettings("cpu", folder, threads=2, background=True), limits)
    try:
        yield worker
    finally:
        worker.stop()


def task(song: Path, folder: Path, request: JobRequest = QUICK) -> Task:
    return Task("id", song, song.name, "ab", folder, request, "mp3", max_seconds=600, api=True)


def documents(folder: Path) -> dict[str, bytes]:
    """What clients get, but for results.json, which says how long it took."""
    job = JobFolder(folder)
    found = {path.name: path.read_bytes() for path in (*job.stems.iterdir(), *job.documents.iterdir())}
    return {name: data for name, data in found.items() if name not in ("results.json", "stage.json")}


def ended(pid: int, seconds: float = 5.0) -> bool:
    """Whether a process ends in time."""
    deadline = time.monotonic() + seconds
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not psutil.pid_exists(pid)


class Saboteur:
    """Takes a worker's reports, and sends its process a signal when it has come to a stage.

    Once an attempt: what a process reported before it died may still come after the signal.
    """

    def __init__(self, worker: Worker, number: signal.Signals, stages: list[Stage]) -> None:
        self._worker = worker
        self._number = number
        self._stages = stages
        self._may_strike = True
        self.seen: list[StageProgress] = []
        self.struck: list[int] = []

    def __call__(self, progress: StageProgress) -> None:
        self.seen.append(progress)
        if progress.note == ONCE_MORE:
            self._may_strike = True
        elif self._may_strike and self._stages and progress.stage is self._stages[0]:
            self._may_strike = False
            self._stages.pop(0)
            self.struck.append(self._worker.start())
            psutil.Process(self.struck[-1]).send_signal(self._number)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One for all tests that need no limits of their own: it is replaced when a test has killed it."""
    with running(SHARED / "models") as worker:
        yield worker


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("songs") / "song.wav", tone(3.0, 220))


@pytest.fixture(scope="module")
def undisturbed(worker: Worker, song: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    worker.run(task(song, folder), [].append, threading.Event())
    return documents(folder)


@pytest.mark.parametrize(
    ("number", "stage"),
    [
        (signal.SIGKILL, Stage.SEPARATION),
        (signal.SIGSEGV, Stage.TRANSCRIPTION),
        (signal.SIGABRT, Stage.CHORDS),
    ],
    ids=["killed while separating", "crashed while transcribing", "aborted at the chords"],
)
def test_a_song_goes_on_in_a_new_worker_from_the_stage_that_failed(
    worker: Worker,
    number: signal.Signals,
    stage: Stage,
    song: Path,
    undisturbed: dict[str, bytes],
    tmp_path: Path,
) -> None:
    saboteur = Saboteur(worker, number, [stage])
    worker.run(task(song, tmp_path / "job"), saboteur, threading.Event())
    assert ended(saboteur.struck[0])
    assert documents(tmp_path / "job") == undisturbed
    again = next(n for n, progress in enumerate(saboteur.seen) if progress.note == ONCE_MORE)
    assert saboteur.seen[again].stage is stage
    assert {progress.stage for progress in saboteur.seen[again:]} == {
        *list(Stage)[list(Stage).index(stage) :]
    }
    assert not list((tmp_path / "job").glob("*.part"))


def test_a_worker_that_hangs_is_replaced(song: Path, tmp_path: Path) -> None:
    """One that was stopped neither computes nor reports, and hears of no cancel."""
    with running(tmp_path, replace(NONE, asleep=4.0)) as worker:
        saboteur = Saboteur(worker, signal.SIGSTOP, [Stage.SEPARATION])
        summary = worker.run(task(song, tmp_path / "job"), saboteur, threading.Event())
        assert ended(saboteur.struck[0])
    assert summary.num_frames == 300


def test_a_second_failure_is_told_with_an_incident_that_the_log_explains(
    worker: Worker, song: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    saboteur = Saboteur(worker, signal.SIGKILL, [Stage.SEPARATION, Stage.SEPARATION])
    with pytest.raises(WorkerError, match=r"song\.wav stopped unexpectedly") as caught:
        worker.run(task(song, tmp_path / "job"), saboteur, threading.Event())
    assert len(set(saboteur.struck)) == 2
    told = re.search(r"under (\w{8})\.$", str(caught.value))
    assert told
    assert told[1] in caplog.text
    assert f"exit code {-signal.SIGKILL}" in caplog.text


def test_a_worker_that_takes_too_much_memory_is_ended_not_the_computer(song: Path, tmp_path: Path) -> None:
    """PyTorch alone takes more than the limit here."""
    with (
        running(tmp_path, replace(NONE, memory=100_000_000)) as worker,
        pytest.raises(WorkerError, match=r"needed more than 0\.1 GB of memory"),
    ):
        worker.run(task(song, tmp_path / "job"), [].append, threading.Event())


def test_a_worker_that_computes_and_never_comes_forward_is_ended(tmp_path: Path) -> None:
    long = write(tmp_path / "long.wav", tone(60.0, 220))
    with (
        running(tmp_path, replace(NONE, stuck=0.5)) as worker,
        pytest.raises(WorkerError, match="came to a standstill"),
    ):
        worker.run(task(long, tmp_path / "job"), [].append, threading.Event())


def test_a_worker_without_work_gives_its_memory_back(song: Path, tmp_path: Path) -> None:
    only_decoded = replace(QUICK, stages=(Stage.CHORDS,))
    with running(tmp_path, replace(NONE, idle=0.3)) as worker:
        pid = worker.start()
        worker.run(task(song, tmp_path / "one", only_decoded), [].append, threading.Event())
        assert ended(pid)
        worker.run(task(song, tmp_path / "two", only_decoded), [].append, threading.Event())
    assert (tmp_path / "two" / "results").is_dir()


Moment = Callable[[StageProgress], bool]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a minute that sounds like singing to a pitch tracker."""
    path = tmp_path_factory.mktemp("songs") / "long.wav"
    seconds = np.arange(30 * RATE) / RATE
    phase = 2 * np.pi * 220 * seconds + 3 * np.sin(2 * np.pi * 5 * seconds)
    voice = sum(np.sin(number * phase) / number for number in range(1, 8))
    sf.write(path, np.repeat(0.2 * voice[:, None], 2, axis=1), RATE)
    return path


@pytest.mark.alone
@pytest.mark.parametrize(
    ("request_", "moment"),
    [
        (BEST, lambda progress: progress.stage is Stage.SEPARATION and progress.fraction < 0.05),
        (BEST, lambda progress: progress.stage is Stage.SEPARATION and progress.fraction > 0.1),
        (replace(BEST, separator="spleeter"), lambda progress: progress.stage is Stage.TRANSCRIPTION),
        (replace(QUICK, stages=(Stage.CHORDS,)), lambda progress: progress.stage is Stage.CHORDS),
        (replace(QUICK, stages=(Stage.SEPARATION,)), lambda progress: progress.note.startswith(ENCODING)),
    ],
    ids=["decoding", "in HTDemucs", "in CREPE", "at the chords", "encoding the MP3s"],
)
def test_cancel_takes_effect_within_a_second_in_every_stage(
    worker: Worker, request_: JobRequest, moment: Moment, shared: Path, long: Path, tmp_path: Path
) -> None:
    cancelled = threading.Event()
    at: list[float] = []

    def cancel_then(progress: StageProgress) -> None:
        if not at and moment(progress):
            at.append(time.monotonic())
            cancelled.set()

    with pytest.raises(CancelledError):
        worker.run(task(long, tmp_path / "job", request_), cancel_then, cancelled)
    assert time.monotonic() - at[0] < 1.0
    assert not (tmp_path / "job" / "results").exists()
