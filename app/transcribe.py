"""`backline transcribe`: songs into folders."""

import os
import shutil
import signal
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from app.stage_bars import StageBars
from app.summary import print_summary
from core.errors import BacklineError, InvalidAudioError, WorkerError
from core.files import storage_errors
from core.jobs import JobRequest, Summary
from core.models import DeviceName, StemFormat
from core.models_store import sha256
from core.results import JobFolder
from core.settings import Settings, load_settings
from core.songs import Song, find_songs, with_places
from core.worker import Task, Worker, WorkerSettings

OK, CRASHED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
DEFAULT_OUTPUT = Path("backline-results")


class Transcriber:
    """Transcribes songs one after the other with one worker."""

    def __init__(self, request: JobRequest, stem_format: StemFormat, device: DeviceName) -> None:
        self._request = request
        self._format: StemFormat = stem_format
        self._settings = load_settings().values
        self._worker = Worker(_worker_settings(self._settings, device))
        self._console = Console(highlight=False)
        self._errors = Console(stderr=True, highlight=False, soft_wrap=True)

    def run(self, paths: list[Path], output: Path | None) -> int:
        """Transcribe songs and folders of songs; the exit code. The next song follows one that fails."""
        songs, code = self._find(paths)
        alone = output is not None and len(paths) == 1 and not paths[0].is_dir()
        folder = output or DEFAULT_OUTPUT
        try:
            with _interruptible():
                self._worker.start()
                for song in songs:
                    code = max(code, self._one(song, folder if alone else folder / song.place))
        except KeyboardInterrupt:
            self._errors.print("Stopped. Songs that were finished are in place.")
            return INTERRUPTED
        finally:
            self._worker.stop()
        return code

    def _find(self, paths: list[Path]) -> tuple[list[Song], int]:
        songs, code = [], OK
        for path in paths:
            try:
                songs += find_songs(path)
            except InvalidAudioError as error:
                code = self._complain(error)
        return with_places(songs), code

    def _one(self, song: Song, folder: Path) -> int:
        try:
            with StageBars(self._console, song.path.name) as bars:
                summary = self._transcribe(song, folder, bars)
        except BacklineError as error:
            return self._complain(error)
        print_summary(self._console, folder, summary, bars.seconds)
        return OK

    def _complain(self, error: BacklineError) -> int:
        self._errors.print(f"[red]✗[/red] {error}")
        return CRASHED if isinstance(error, WorkerError) else BAD_INPUT

    def _transcribe(self, song: Song, folder: Path, bars: StageBars) -> Summary:
        with storage_errors(folder), _work_folder(folder) as work:
            task = self._task(song, work)
            summary = self._worker.run(task, bars.show, threading.Event())
            _publish(JobFolder(work), folder)
        return summary

    def _task(self, song: Song, folder: Path) -> Task:
        return Task(
            job_id=str(uuid.uuid4()),
            song=song.path.absolute(),
            song_name=song.path.name,
            sha256=_checked_sha256(song.path),
            folder=folder.absolute(),
            request=self._request,
            stem_format=self._format,
            max_seconds=self._settings.max_duration_minutes * 60,
            api=False,
        )


def _worker_settings(settings: Settings, device: DeviceName) -> WorkerSettings:
    return WorkerSettings(
        device="cpu" if device == "auto" and not settings.enable_gpu else device,
        models_dir=settings.models_dir,
        cache_dir=settings.storage_path / "cache",
        threads=os.cpu_count() or 1,
        background=False,
        log_level="ERROR",
    )


def _checked_sha256(path: Path) -> str:
    try:
        return sha256(path)
    except FileNotFoundError:
        raise InvalidAudioError(f"{path} does not exist.") from None
    except PermissionError:
        raise InvalidAudioError(f"{path} may not be read: permission denied.") from None


@contextmanager
def _work_folder(folder: Path) -> Iterator[Path]:
    """A folder inside the output folder, so that results reach their place by rename; gone at the end."""
    made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    work = folder / f".backline-{uuid.uuid4().hex[:8]}"
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        for empty in made:
            if empty.is_dir() and not any(empty.iterdir()):
                empty.rmdir()


def _publish(job: JobFolder, folder: Path) -> None:
    stems = folder / "stems"
    stems.mkdir(exist_ok=True)
    for path in job.stems.iterdir():
        path.replace(stems / path.name)
    for path in job.documents.iterdir():
        path.replace(folder / path.name)


@contextmanager
def _interruptible() -> Iterator[None]:
    """SIGTERM ends the work as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
