"""Songs come in: from a file that was uploaded to a job that is on the disk."""

import logging
import shutil
import uuid
from dataclasses import replace
from pathlib import Path

from core import logs
from core.audio.cover import small_cover
from core.audio.probe import probe
from core.disk.data_folder import DataFolder
from core.disk.space import Space
from core.errors import InvalidAudioError
from core.files import fsync, storage_errors, write_whole
from core.jobs import DESKTOP_ID, Job, JobRequest, Summary, now
from core.local_copy import Cancelled, copy_hashed
from core.names import clean_label
from core.processes.helpers import Helpers
from core.queue.job_queue import JobQueue

log = logging.getLogger(__name__)

PROBE_SECONDS = 20
"""Longest time that reading a file's header may take: a client gives up after 30 s."""
COVER_SECONDS = 4
"""Longest time that a picture may take; beyond it the song has none."""


class Reception:
    """Takes songs over. Thread-safe.

    max_seconds: longest song. incoming: folder for uploads that are on their way. uploads: folder for those
    that go on after a break, also of the server.
    """

    def __init__(
        self, data: DataFolder, space: Space, helpers: Helpers, queue: JobQueue, max_seconds: float
    ) -> None:
        self.incoming = data.incoming
        self.uploads = data.uploads
        self._data = data
        self._space = space
        self._helpers = helpers
        self._queue = queue
        self._max_seconds = max_seconds

    def check_space(self, needed: int) -> None:
        """Raises StorageError where an upload of `needed` bytes would leave too little of the disk free."""
        self._space.check_upload(needed)

    def receive(self, path: Path, request: JobRequest, cancelled: Cancelled = lambda: False) -> Job:
        """Take in a copy of a file of this computer, of any size, and queue it as `submit` does.

        cancelled: asked between blocks. Raises CancelledError, InvalidAudioError also for a file that cannot
        be read, StorageError, UnavailableError; nothing is left of it then.
        """
        copy = self.incoming / f"{uuid.uuid4()}.part"
        try:
            sha256 = copy_hashed(path, copy, self.check_space, cancelled)
            filename = clean_label(path.name) or "song"
            return self.submit(copy, filename, sha256, request, client=DESKTOP_ID)
        finally:
            copy.unlink(missing_ok=True)

    def submit(  # noqa: PLR0913 - each is a fact of the record
        self,
        upload: Path,
        filename: str,
        sha256: str,
        request: JobRequest,
        *,
        title: str = "",
        job_id: str = "",
        client: str = "",
        batch: str = "",
    ) -> Job:
        """Take over an uploaded file and queue it, or answer it at once where its results are there.

        The job is on the disk when this returns. client: who sent it. batch: see Job. Raises
        InvalidAudioError, StorageError, UnavailableError; the upload is deleted then.
        """
        try:
            with storage_errors(self._data.root):
                job = Job(
                    id=job_id or str(uuid.uuid4()),
                    input_filename=filename,
                    display_name=title or Path(filename).stem,
                    file_size=upload.stat().st_size,
                    sha256=sha256,
                    created_at=now(),
                    request=request,
                    client=client,
                    batch=batch,
                    request_id=logs.request_id(),
                )
                with logs.about(job_id=job.id):
                    log.info("%s came in, %d bytes", filename, job.file_size)
                    return self._accept(upload, job)
        finally:
            upload.unlink(missing_ok=True)

    def _accept(self, upload: Path, job: Job) -> Job:
        info = self._helpers.call(probe, PROBE_SECONDS, upload, job.input_filename, self._max_seconds)
        job = replace(job, summary=Summary(duration=info.duration))
        self._space.check_song(info.duration, job.request)
        cover = self._cover(upload) if info.has_cover else None
        folder = self._data.job(job.id)
        folder.path.mkdir()
        try:
            fsync(upload)
            upload.rename(folder.original)
            if cover:
                write_whole(folder.cover, cover)
            fsync(folder.path)
            return self._queue.enter(job)
        except BaseException:
            shutil.rmtree(folder.path, ignore_errors=True)
            raise

    def _cover(self, upload: Path) -> bytes | None:
        """The song's picture; a process of its own may die of a bad one, and the song is none the worse."""
        try:
            return self._helpers.call(small_cover, COVER_SECONDS, upload)
        except InvalidAudioError as error:
            log.info("the cover cannot be read: %s", error)
            return None
