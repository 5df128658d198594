"""One upload on its way: the bytes that are safely on the disk, and what is known about them."""

import hashlib
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

import anyio
import orjson
from anyio import CancelScope
from starlette.concurrency import run_in_threadpool

from app.tus.errors import ChecksumMismatchError, UploadLockedError
from app.tus.protocol import Checksum
from app.uploads import BLOCK_BYTES, next_chunk
from core.errors import FileTooLargeError
from core.files import fsync, link_or_copy, storage_errors, write_whole

DATA, INFO, PIECE = "data", "info.json", "piece.part"
"""Files in an upload's folder: its bytes; what is known about it; those that are still to be checked."""


@dataclass(frozen=True)
class Info:
    """What outlasts a restart. metadata: as it was sent. job_id: empty until the upload became a job."""

    id: str
    owner: str
    length: int
    metadata: str
    job_id: str = ""


class Partial:
    """One upload. Whoever calls what changes it holds its `lock`.

    offset: bytes that are on the disk, also when the power fails in the next moment.
    """

    def __init__(self, folder: Path, info: Info) -> None:
        self.info = info
        self.folder = folder
        self.lock = anyio.Lock()
        self._data = folder / DATA
        self.offset = info.length if info.job_id else self._data.stat().st_size
        self._written = self.offset
        self._digest = hashlib.sha256()
        self._hashed = 0
        self._reading: CancelScope | None = None
        self._unwanted = False

    @classmethod
    def begun(cls, folder: Path, info: Info) -> Self:
        """A new one, in a folder that it makes. Raises StorageError."""
        with storage_errors(folder):
            folder.mkdir()
            try:
                (folder / DATA).touch()
                write_whole(folder / INFO, orjson.dumps(asdict(info)))
                fsync(folder.parent)
            except OSError:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        return cls(folder, info)

    @classmethod
    def found(cls, folder: Path) -> Self | None:
        """What an earlier run left in a folder; None where it was killed while it made or deleted that."""
        try:
            (folder / PIECE).unlink(missing_ok=True)
            return cls(folder, Info(**orjson.loads((folder / INFO).read_bytes())))
        except (FileNotFoundError, NotADirectoryError, orjson.JSONDecodeError, TypeError):
            return None

    @property
    def is_whole(self) -> bool:
        """Whether all bytes are there."""
        return self.offset == self.info.length

    @property
    def changed_at(self) -> float:
        """When a byte came last, or it became a job; seconds since 1970, 0 where somebody deleted it."""
        try:
            return (self.folder / (INFO if self.info.job_id else DATA)).stat().st_mtime
        except FileNotFoundError:
            return 0.0

    def let_go(self) -> None:
        """End a request that sends bytes, with what has come: its sender is back on another connection."""
        self._unwanted = True
        if self._reading:
            self._reading.cancel()

    async def receive(self, body: AsyncIterator[bytes], checksum: Checksum | None) -> None:
        """Append a body. Of one that breaks off counts what came; but with a checksum all or nothing does.

        Raises FileTooLargeError, ChecksumMismatchError, StorageError, UploadLockedError after `let_go`,
        HTTPException (408), and starlette's ClientDisconnect.
        """
        self._unwanted = False
        try:
            if checksum:
                await self._receive_checked(body, checksum)
            else:
                await self._pass(body, self._append)
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(self._settle)

    async def _receive_checked(self, body: AsyncIterator[bytes], checksum: Checksum) -> None:
        piece = self.folder / PIECE
        piece.unlink(missing_ok=True)
        digest = hashlib.new(checksum.algorithm)

        def write(block: bytes | bytearray) -> None:
            with storage_errors(self.folder), piece.open("ab") as file:
                file.write(block)
            digest.update(block)

        try:
            await self._pass(body, write)
            if digest.digest() != checksum.digest:
                raise ChecksumMismatchError("These bytes are not those that were sent. Send them again.")
            await run_in_threadpool(self._append_file, piece)
        finally:
            piece.unlink(missing_ok=True)

    async def _pass(self, body: AsyncIterator[bytes], write: Callable[[bytearray], None]) -> None:
        """Write a body block by block, off the event loop, also the last one of a body that breaks off."""
        block = bytearray()
        room = self.info.length - self.offset
        try:
            while (chunk := await self._next(body)) is not None:
                room -= len(chunk)
                if room < 0:
                    raise FileTooLargeError("More came than the Upload-Length of this upload.")
                block += chunk
                if len(block) >= BLOCK_BYTES:
                    await run_in_threadpool(write, block)
                    block.clear()
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(write, block)

    async def _next(self, body: AsyncIterator[bytes]) -> bytes | None:
        chunk = None
        if not self._unwanted:
            with CancelScope() as self._reading:
                chunk = await next_chunk(body)
        if self._unwanted:
            raise UploadLockedError("Another request of this client goes on with the upload.")
        return chunk

    def _append(self, block: bytes | bytearray) -> None:
        # At a place of our own choosing: after a full disk, a part of this block may lie there.
        with storage_errors(self.folder), self._data.open("r+b") as file:
            file.seek(self._written)
            file.write(block)
        if self._hashed == self._written:
            self._digest.update(block)
            self._hashed += len(block)
        self._written += len(block)

    def _append_file(self, piece: Path) -> None:
        with piece.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                self._append(block)

    def _settle(self) -> None:
        with storage_errors(self.folder):
            fsync(self._data)
        self.offset = self._written

    def sha256(self) -> str:
        """Of a whole upload, in hex. What an earlier run has hashed is read again."""
        with self._data.open("rb") as file:
            file.seek(self._hashed)
            while block := file.read(BLOCK_BYTES):
                self._digest.update(block)
                self._hashed += len(block)
        return self._digest.hexdigest()

    def became(self, job_id: str) -> None:
        """Note the job, and leave the song to it. Raises StorageError."""
        self.info = replace(self.info, job_id=job_id)
        with storage_errors(self.folder):
            write_whole(self.folder / INFO, orjson.dumps(asdict(self.info)))
        self._data.unlink(missing_ok=True)

    def second_name(self, folder: Path) -> Path:
        """The song in another folder, for whoever takes it from there or deletes it. Raises StorageError."""
        path = folder / f"{self.info.id}.part"
        with storage_errors(folder):
            path.unlink(missing_ok=True)
            link_or_copy(self._data, path)
        return path
