"""Files that come in one request: they go to disk while they arrive, and are checked while they do."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import anyio
from fastapi import HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from python_multipart.multipart import parse_options_header

from app.errors import FieldError, InvalidRequestError, UnsupportedMediaTypeError
from app.multipart import Form, Limits

BLOCK_BYTES = 1_000_000
"""Files are written when this much of them has come."""
MAX_BOUNDARY = 70
"""Bytes (RFC 2046)."""
SILENCE_SECONDS = 30.0
"""How long a sender may pause: a phone that left the Wi-Fi never says goodbye."""

CheckSpace = Callable[[int], None]
"""Raises StorageError where the disk has not that many bytes."""


@dataclass(frozen=True)
class Upload:
    """A song that lies in `path`, as its sender calls it, and the text fields that came with it."""

    path: Path
    filename: str
    sha256: str
    size: int
    fields: Mapping[str, str]


@asynccontextmanager
async def received(
    request: Request, folder: Path, limits: Limits, check_space: CheckSpace
) -> AsyncIterator[list[Upload]]:
    """What a request brings, in files of `folder` that are gone when the block ends, unless taken over.

    There is at least one; an empty one has no file. Raises UnsupportedMediaTypeError, FileTooLargeError,
    InvalidRequestError, StorageError, HTTPException (408), and starlette's ClientDisconnect.
    """
    form = Form(_boundary(request), folder, limits)
    try:
        length = int(request.headers.get("content-length", 0))
        limits.check(length - limits.overhead)
        check_space(length)
        await _store(request, form, check_space)
        _check_complete(form)
        yield [Upload(file.path, file.filename, file.sha256, file.size, form.fields) for file in form.files]
    finally:
        for file in form.files:
            file.path.unlink(missing_ok=True)


async def _store(request: Request, form: Form, check_space: CheckSpace) -> None:
    """Write the files block by block, off the event loop."""
    written = 0
    chunks = request.stream()
    while (chunk := await next_chunk(chunks)) is not None:
        form.feed(chunk)
        if form.size - written >= BLOCK_BYTES:
            check_space(form.size - written)
            await run_in_threadpool(form.write)
            written = form.size
    await run_in_threadpool(form.write)


async def next_chunk(chunks: AsyncIterator[bytes]) -> bytes | None:
    """The next piece of a body, None at its end. Raises HTTPException (408) where the sender fell silent."""
    try:
        with anyio.fail_after(SILENCE_SECONDS):
            return await anext(chunks, None)
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from None


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data":
        raise UnsupportedMediaTypeError("Send the song as multipart/form-data, in the field `file`.")
    boundary = options.get(b"boundary", b"")
    if not 0 < len(boundary) <= MAX_BOUNDARY:
        raise InvalidRequestError(FieldError("body", "The Content-Type names no usable multipart boundary."))
    return boundary


def _check_complete(form: Form) -> None:
    if not form.complete:
        raise InvalidRequestError(FieldError("body", "The multipart body ends before its last boundary."))
    if not form.files:
        raise InvalidRequestError(FieldError("file", "Send the song in the field `file`."))
