"""What can be done to songs."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from core.jobs import Job, JobStatus
from core.named_files import named_files
from ui import words
from ui.bridge import Bridge
from ui.language import tr
from ui.queue import better
from ui.queue.commands import Command
from ui.queue.deletions import Deletions
from ui.queue.files_dialog import FilesDialog
from ui.queue.files_out import FilesOut, has_files
from ui.queue.song_calls import for_each
from ui.queue.songs_view import SongsView


class SongCommands(QObject):
    """Does it. opened: emitted with the id of a song to look at. told: with a sentence for the user."""

    opened = Signal(str)
    told = Signal(str)

    def __init__(
        self, bridge: Bridge, view: SongsView, deletions: Deletions, files: FilesOut, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge, self._service = bridge, bridge.service
        self._view, self._deletions, self._files = view, deletions, files

    def table(self) -> Sequence[Command]:
        """The commands in the order of the menu."""
        return (
            Command(tr("Open"), "audio-lines", "", has_files, self._open),
            Command(tr("Files…"), "file-music", "Ctrl+I", has_files, self._show_files),
            Command(tr("Copy the files"), "copy", "Ctrl+C", has_files, self._files.copy),
            Command(tr("Show the folder"), "folder-open", "Ctrl+Shift+O", has_files, self._show_folder),
            Command(
                tr("Do again in better quality"), "sparkles", "Ctrl+B", words.is_quick, self._improve, True
            ),
            Command(tr("Try again"), "rotate-cw", "Ctrl+R", _has_failed, self._retry, True),
            Command(tr("Move to the front"), "arrow-up-to-line", "Ctrl+Shift+Up", _waits, self._front, True),
            Command(tr("Cancel"), "x", "Ctrl+.", _is_under_way, self._cancel),
            Command(tr("Rename"), "pencil", "F2", _always, self._rename, True),
            Command(tr("Keep for good"), "pin", "Ctrl+K", _is_not_kept, self._keep),
            Command(tr("Keep no longer"), "pin-off", "Ctrl+Shift+K", _is_kept, self._let_go),
            Command(tr("Delete"), "trash-2", "Del Backspace", _always, self._delete, True),
        )

    def open(self, job_id: str) -> None:
        """Open a song, or say why there is nothing to see yet."""
        job = self._service.job(job_id)
        if has_files(job):
            self.opened.emit(job_id)
        elif job.status is JobStatus.FAILED:
            self.told.emit(
                words.detail(job) or tr("{song} was cancelled. Try it again.", song=job.display_name)
            )
        else:
            self.told.emit(tr("{song} is not ready yet.", song=job.display_name))

    def rename(self, job_id: str, name: str) -> None:
        """Give a song the name that someone typed."""
        self._bridge.run(
            lambda: self._service.update(job_id, display_name=name), failed=self.told.emit, owner=self
        )

    def _open(self, jobs: list[Job]) -> None:
        for job in jobs:
            self.opened.emit(job.id)

    def _show_files(self, jobs: list[Job]) -> None:
        job, library = jobs[0], self._service.library

        def show(files: dict[str, Path]) -> None:
            dialog = FilesDialog(job, files, self._view.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.show()

        self._bridge.run(lambda: named_files(job, library.results(job.id)), show, self.told.emit, owner=self)

    def _show_folder(self, jobs: list[Job]) -> None:
        job_id, library = jobs[0].id, self._service.library

        def show(folder: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
                self.told.emit(tr("No file manager opened. The stems are in {folder}.", folder=folder))

        self._bridge.run(lambda: library.results(job_id).stems, show, self.told.emit, owner=self)

    def _improve(self, jobs: list[Job]) -> None:
        def ask_or_go_on(is_here: bool) -> None:
            if is_here:
                self._do_better(jobs)
            else:
                better.question(self._view.window(), jobs, lambda: self._do_better(jobs)).open()

        store = self._service.downloads.store
        self._bridge.run(lambda: store.available(better.SEPARATOR), ask_or_go_on, self.told.emit, owner=self)

    def _do_better(self, jobs: list[Job]) -> None:
        self._each(jobs, lambda job_id: self._service.retry(job_id, better.SEPARATOR, better.PITCH))

    def _retry(self, jobs: list[Job]) -> None:
        self._each(jobs, self._service.retry)

    def _front(self, jobs: list[Job]) -> None:
        # The last one that is moved is the first.
        self._each(jobs[::-1], self._service.to_front)

    def _cancel(self, jobs: list[Job]) -> None:
        self._each(jobs, self._service.cancel)

    def _rename(self, jobs: list[Job]) -> None:  # noqa: ARG002 - only the current one can be edited
        self._view.rename()

    def _keep(self, jobs: list[Job]) -> None:
        self._each(jobs, lambda job_id: self._service.update(job_id, keep=True))

    def _let_go(self, jobs: list[Job]) -> None:
        self._each(jobs, lambda job_id: self._service.update(job_id, keep=False))

    def _delete(self, jobs: list[Job]) -> None:
        self._view.select_beside(jobs)
        self._deletions.delete(jobs)

    def _each(self, jobs: Sequence[Job], call: Callable[[str], object]) -> None:
        for_each(self._bridge, jobs, call, self.told.emit, self)


def _always(job: Job) -> bool:  # noqa: ARG001 - one signature for all answers
    return True


def _has_failed(job: Job) -> bool:
    return job.status is JobStatus.FAILED


def _waits(job: Job) -> bool:
    return job.status is JobStatus.QUEUED


def _is_under_way(job: Job) -> bool:
    return not job.status.ended


def _is_kept(job: Job) -> bool:
    return job.keep


def _is_not_kept(job: Job) -> bool:
    return not job.keep
