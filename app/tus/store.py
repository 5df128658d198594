"""All uploads on their way, in a folder each: they outlast a restart, and expire."""

import logging
import shutil
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
from starlette.concurrency import run_in_threadpool

from app.tus.errors import UploadLockedError, UploadNotFoundError
from app.tus.partial import Info, Partial
from core.errors import RateLimitedError

log = logging.getLogger(__name__)

KEPT_SECONDS = 24 * 3600
"""An upload goes this long after its last byte, the note about its job as long after that was made."""
MAX_UNFINISHED = 20
"""Uploads of one client."""


class UploadStore:
    """The uploads. What waits for the disk does so off the event loop; all else happens there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._uploads: dict[str, Partial] = {}
        self._beginning = anyio.Lock()
        for path in folder.iterdir():
            if upload := Partial.found(path):
                self._uploads[upload.info.id] = upload
            else:
                log.info("%s is left of an upload that was broken off, and is deleted", path)
                shutil.rmtree(path, ignore_errors=True)

    async def begin(self, owner: str, length: int, metadata: str) -> Partial:
        """A new upload. Raises RateLimitedError, StorageError."""
        async with self._beginning:
            self._check_count(owner)
            info = Info(str(uuid.uuid4()), owner, length, metadata)
            upload = await run_in_threadpool(Partial.begun, self._folder / info.id, info)
            self._uploads[info.id] = upload
        return upload

    def _check_count(self, owner: str) -> None:
        ends = [expires_at(upload) for upload in self._unfinished() if upload.info.owner == owner]
        if len(ends) >= MAX_UNFINISHED:
            raise RateLimitedError(
                f"{MAX_UNFINISHED} uploads of this device are unfinished. Finish or delete one of them.",
                retry_after=max(1, round(min(ends) - time.time())),
            )

    def get(self, upload_id: str, owner: str) -> Partial:
        """Raises UploadNotFoundError."""
        upload = self._uploads.get(upload_id)
        if upload is None or upload.info.owner != owner or _has_expired(upload):
            raise UploadNotFoundError
        return upload

    @asynccontextmanager
    async def at_once(self, upload_id: str, owner: str) -> AsyncIterator[Partial]:
        """An upload to change. Raises UploadLockedError where another request is at it."""
        upload = self.get(upload_id, owner)
        try:
            upload.lock.acquire_nowait()
        except anyio.WouldBlock:
            raise UploadLockedError("Another request is at this upload. Ask for its offset.") from None
        try:
            yield upload
        finally:
            upload.lock.release()

    @asynccontextmanager
    async def taken_over(self, upload_id: str, owner: str) -> AsyncIterator[Partial]:
        """An upload to change; a request that still sends bytes to it is ended."""
        upload = self.get(upload_id, owner)
        upload.let_go()
        async with upload.lock:
            yield self.get(upload_id, owner)

    def owed(self) -> list[Partial]:
        """Uploads that are whole and have not become jobs: the server was killed, or could not take them."""
        return [upload for upload in self._unfinished() if upload.is_whole]

    def outstanding(self) -> int:
        """Bytes that are still to come."""
        return sum(upload.info.length - upload.offset for upload in self._unfinished())

    async def remove(self, upload: Partial) -> None:
        """Forget an upload, and delete what is there of it."""
        self._uploads.pop(upload.info.id, None)
        await run_in_threadpool(shutil.rmtree, upload.folder, ignore_errors=True)

    async def sweep(self) -> None:
        """Remove those that have expired."""
        for upload in [upload for upload in self._uploads.values() if _has_expired(upload)]:
            if not upload.lock.locked():
                await self.remove(upload)

    def _unfinished(self) -> list[Partial]:
        return [upload for upload in self._uploads.values() if not upload.info.job_id]


def expires_at(upload: Partial) -> float:
    """Seconds since 1970."""
    return upload.changed_at + KEPT_SECONDS


def _has_expired(upload: Partial) -> bool:
    return expires_at(upload) < time.time()
