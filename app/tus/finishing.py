"""An upload that is whole becomes a job, once."""

import logging

import anyio
from starlette.concurrency import run_in_threadpool

from app.access.caller import Caller
from app.intake import Intake, job_request
from app.tus.partial import Info, Partial
from app.tus.protocol import metadata_of
from app.tus.store import UploadStore
from app.uploads import Upload
from core.errors import BacklineError, FileTooLargeError, InvalidAudioError
from core.names import clean_label
from core.service import Service

log = logging.getLogger(__name__)

FIELDS = ("title", "separator", "pitch", "stages", "webhook_url", "again")
"""Names in the metadata that mean what the fields of `POST /transcribe` do."""
LOOK_SECONDS = 3600.0


class Finishing:
    """Makes the jobs, and does by itself what no request comes for any more."""

    def __init__(self, service: Service, intake: Intake, store: UploadStore) -> None:
        self._service = service
        self._intake = intake
        self._store = store

    async def finish(self, upload: Partial, caller: Caller) -> None:
        """Make the job of an upload that is whole and has none; its lock is held.

        The upload is its own idempotency key: a server that was killed on the way makes the same job.
        Raises InvalidAudioError and FileTooLargeError, after which the upload is gone; StorageError and
        UnavailableError, after which this can be tried again.
        """
        if upload.info.job_id or not upload.is_whole:
            return
        digest = await run_in_threadpool(upload.sha256)
        path = await run_in_threadpool(upload.second_name, self._service.reception.incoming)
        metadata = metadata_of(upload.info.metadata)
        fields = fields_of(metadata)
        song = Upload(path, filename_of(metadata), digest, upload.offset, fields)
        try:
            # Not looked up again: a webhook's host that is away now is no reason to refuse what came.
            taken = await self._intake(song, caller, f"upload {upload.info.id}", job_request(fields))
        except (InvalidAudioError, FileTooLargeError):
            await self._store.remove(upload)
            raise
        finally:
            path.unlink(missing_ok=True)
        await run_in_threadpool(upload.became, taken.job_id)

    async def look_after(self) -> None:
        """Finish at the start, and hourly, what is owed, and remove what has expired; never returns."""
        while True:
            for upload in self._store.owed():
                await self._finish_owed(upload.info)
            await self._store.sweep()
            await anyio.sleep(LOOK_SECONDS)

    async def _finish_owed(self, info: Info) -> None:
        try:
            async with self._store.taken_over(info.id, info.owner) as upload:
                await self.finish(upload, Caller(info.owner, owns_all=False, sees_all=False))
        except BacklineError as error:
            log.warning("upload %s is whole, but became no job: %s", info.id, error)
        except Exception:
            log.exception("upload %s is whole, but became no job", info.id)


def fields_of(metadata: dict[str, str]) -> dict[str, str]:
    """What the client asks for, as with `POST /transcribe`."""
    return {name: text for name, text in metadata.items() if name in FIELDS}


def filename_of(metadata: dict[str, str]) -> str:
    """What the client calls the song."""
    return clean_label(metadata.get("filename") or metadata.get("name", "")) or "song"
