"""`backline transcribe`: songs into folders."""

import os
import signal
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.result_folder import publish, refuse_to_overwrite, work_folder
from app.stage_bars import StageBars
from app.summary import print_summary
from app.terminal import console, printable
from core.devices.cuda.runtime import runtime_of
from core.errors import BacklineError, CancelledError, InvalidAudioError, StorageError, WorkerError
from core.files import storage_errors
from core.jobs import JobRequest, Summary
from core.models import DeviceName, StemFormat
from core.processes.worker import Task, Worker, WorkerSettings
from core.results import JobFolder
from core.settings import Settings, load_settings
from core.songs import Song, find_songs, with_places

OK, CRASHED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
DEFAULT_OUTPUT = Path("backline-results")
STOPPING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl-C, a polite kill, a closed terminal, and Windows's Ctrl-Break; not every system has all."""


class Transcriber:
    """Transcribes songs one after the other with one worker."""

    def __init__(self, request: JobRequest, stem_format: StemFormat, device: DeviceName) -> None:
        self._request = request
        self._format: StemFormat = stem_format
        self._settings = load_settings().values
        self._worker = Worker(_worker_settings(self._settings, device))
        self._stop = threading.Event()
        self._console = console()
        self._errors = console(stderr=True)

    def run(self, paths: list[Path], output: Path | None) -> int:
        """Transcribe songs and folders of songs; the exit code. The next song follows one that fails."""
        songs, code = self._find(paths)
        alone = output is not None and len(paths) == 1 and not paths[0].is_dir()
        folder = output or DEFAULT_OUTPUT
        with _stopped_by_signals(self._stop):
            try:
                for song in songs:
                    code = max(code, self._one(song, folder if alone else folder / song.place))
            except CancelledError:
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
        except CancelledError:
            raise
        except BacklineError as error:
            return self._complain(error)
        print_summary(self._console, folder, summary, bars.seconds)
        return OK

    def _complain(self, error: BacklineError) -> int:
        self._errors.print("✗", style="red", end=" ")
        self._errors.print(printable(str(error)))
        return CRASHED if isinstance(error, WorkerError) else BAD_INPUT

    def _transcribe(self, song: Song, folder: Path, bars: StageBars) -> Summary:
        if self._stop.is_set():
            raise CancelledError("Stopped.")
        refuse_to_overwrite(song.path, folder)
        with storage_errors(folder), work_folder(folder) as work:
            try:
                summary = self._worker.run(self._task(song, work), bars.show, self._stop)
            except StorageError as error:
                # The user knows nothing of the work folder.
                raise StorageError(str(error).replace(str(work.absolute()), str(folder))) from error
            publish(JobFolder(work), folder)
        return summary

    def _task(self, song: Song, folder: Path) -> Task:
        return Task(
            job_id=str(uuid.uuid4()),
            song=song.path.absolute(),
            song_name=os.fsencode(song.path.name).decode(errors="replace"),
            # Tells the stages of different songs apart; this folder will only see one.
            sha256="",
            folder=folder.absolute(),
            request=self._request,
            stem_format=self._format,
            max_seconds=self._settings.max_duration_minutes * 60,
            api=False,
        )


def _worker_settings(settings: Settings, device: DeviceName) -> WorkerSettings:
    device = "cpu" if device == "auto" and not settings.enable_gpu else device
    runtime = None if device == "cpu" else runtime_of(settings)
    return WorkerSettings(
        device=device,
        models_dir=settings.models_dir,
        threads=os.cpu_count() or 1,
        background=False,
        log_level="ERROR",
        quality=settings.quality,
        cuda=runtime.folder if runtime else None,
    )


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Set `stop` where a signal would end the program; those that the caller had switched off stay off."""
    numbers = [getattr(signal, name) for name in STOPPING_SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, lambda *_: stop.set())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
