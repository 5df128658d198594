"""Batches: every song of a request, zipped or not, becomes a job of its own."""

import asyncio
import hashlib
import uuid
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

import orjson
from fastapi.concurrency import run_in_threadpool

from app.access.caller import Caller
from app.errors import FieldError, InvalidRequestError
from app.idempotency import IdempotencyKeys
from app.intake import MEGABYTE, Ids, Intake
from app.multipart import Limits
from app.uploads import Upload
from app.zips import Zip, ZippedSong, is_zip
from core.errors import (
    BacklineError,
    BatchNotFoundError,
    FileTooLargeError,
    InvalidAudioError,
    StorageError,
    UnavailableError,
)
from core.jobs import Job, JobRequest
from core.service import Service

MAX_FILES = 200
"""In a batch, those of its zips counted."""


@dataclass
class Batch:
    """What became of the files: ids of jobs and names, and why others are refused."""

    id: str
    webhook_secret: str
    jobs: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, BacklineError]] = field(default_factory=list)


class Batches:
    """Takes the files of a batch one after the other, between those that others send."""

    def __init__(self, service: Service, intake: Intake, keys: IdempotencyKeys) -> None:
        self._service = service
        self._intake = intake
        self._keys = keys
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    @property
    def limits(self) -> Limits:
        """What a batch may hold, as it is sent and unpacked."""
        return Limits("batch", MAX_FILES, self._service.settings.max_batch_mb * MEGABYTE)

    async def take(self, uploads: Sequence[Upload], caller: Caller, key: str | None) -> Batch:
        """Make jobs of the songs that came; what is no song is noted, unless there is nothing else.

        A batch of a known key is the one of before, and gets what it lacks. Raises InvalidRequestError,
        FileTooLargeError for zips that hold too much, and StorageError or UnavailableError where they keep
        the first song out.
        """
        request = await self._intake.request_of(uploads[0].fields, caller)
        songs, refused = await run_in_threadpool(self._unfolded, uploads)
        # Its id is known by its jobs: one that comes again meanwhile waits for those of the first.
        alone = self._locks.setdefault((caller.id, key), asyncio.Lock()) if key else nullcontext()
        async with alone:
            batch_id = await run_in_threadpool(self._id, uploads, caller, key)
            secret = self._intake.webhook_secret(request, batch_id)
            batch = Batch(batch_id, secret, refused=refused)
            await self._take_all(songs, batch, request, caller)
        if not batch.jobs:
            raise InvalidRequestError(*(FieldError("file", str(error)) for _, error in batch.refused))
        return batch

    def jobs(self, batch_id: str, caller: Caller) -> list[Job]:
        """Its jobs that are there for the caller, oldest first. Raises BatchNotFoundError."""
        jobs = [job for job in self._jobs(batch_id) if caller.sees(job)]
        if not jobs:
            raise BatchNotFoundError
        return jobs

    def _jobs(self, batch_id: str) -> list[Job]:
        return self._service.find(lambda job: bool(job.batch) and job.batch == batch_id)

    def _unfolded(
        self, uploads: Sequence[Upload]
    ) -> tuple[list[Upload | ZippedSong], list[tuple[str, BacklineError]]]:
        """The songs, with those of zips; and the zips that cannot be read."""
        songs: list[Upload | ZippedSong] = []
        refused: list[tuple[str, BacklineError]] = []
        for upload in uploads:
            try:
                songs += _songs(upload)
            except InvalidAudioError as error:
                refused.append((upload.filename, error))
            if len(songs) > MAX_FILES:
                raise InvalidRequestError(FieldError("file", f"Send at most {MAX_FILES} files a batch."))
        self.limits.check(sum(song.size for song in songs))
        return songs, refused

    def _id(self, uploads: Sequence[Upload], caller: Caller, key: str | None) -> str:
        if key is None:
            return str(uuid.uuid4())
        parts = [[upload.sha256, upload.filename] for upload in uploads]
        content = orjson.dumps([parts, sorted(uploads[0].fields.items())])
        return self._keys.once(
            f"{caller.id} batch",
            key,
            hashlib.sha256(content).hexdigest(),
            exists=lambda batch_id: bool(self._jobs(batch_id)),
            submit=lambda batch_id: batch_id,
        )

    async def _take_all(
        self, songs: Sequence[Upload | ZippedSong], batch: Batch, request: JobRequest, caller: Caller
    ) -> None:
        for number, song in enumerate(songs):
            job_id = str(uuid.uuid5(uuid.UUID(batch.id), str(number)))
            try:
                await self._take_one(song, Ids(job_id, batch.id), request, caller)
            except (InvalidAudioError, FileTooLargeError) as error:
                batch.refused.append((song.filename, error))
            except (StorageError, UnavailableError) as error:
                if not batch.jobs:
                    raise
                batch.refused += [(left.filename, error) for left in songs[number:]]
                return
            else:
                batch.jobs.append((job_id, song.filename))

    async def _take_one(
        self, song: Upload | ZippedSong, ids: Ids, request: JobRequest, caller: Caller
    ) -> None:
        if self._intake.has_taken(ids.job):
            return
        upload = await run_in_threadpool(self._unpacked, song) if isinstance(song, ZippedSong) else song
        try:
            await self._intake.take(upload, request, caller, ids)
        finally:
            upload.path.unlink(missing_ok=True)

    def _unpacked(self, song: ZippedSong) -> Upload:
        song.check(self._intake.max_bytes)
        self._service.reception.check_space(song.size)
        return song.unpacked(self._service.reception.incoming)


def _songs(upload: Upload) -> Sequence[Upload | ZippedSong]:
    if upload.size == 0 or not is_zip(upload.path):
        return [upload]
    return Zip(upload.path, upload.filename).songs()
