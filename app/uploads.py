"""Multipart uploads: the song goes to disk while it arrives, and is checked while it does."""

import hashlib
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import anyio
from fastapi import HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from app.errors import FieldError, InvalidRequestError, UnsupportedMediaTypeError
from core.errors import FileTooLargeError, InvalidAudioError
from core.files import storage_errors
from core.names import clean_label

BLOCK_BYTES = 1_000_000
"""A block of the song is written when this much of it has come."""
OVERHEAD_BYTES = 100_000
"""What a body may hold besides the song: boundaries, headers, text fields."""
MAX_BOUNDARY = 70
"""Bytes (RFC 2046)."""
SILENCE_SECONDS = 30.0
"""How long a sender may pause: a phone that left the Wi-Fi never says goodbye."""


@dataclass(frozen=True)
class Upload:
    """A song that lies in `path`, as its sender calls it, and the text fields that came with it."""

    path: Path
    filename: str
    sha256: str
    size: int
    fields: dict[str, str]


@dataclass
class _Part:
    headers: dict[str, bytes] = field(default_factory=dict)
    header_name: bytes = b""
    header_value: bytes = b""
    name: str = ""
    text: bytearray = field(default_factory=bytearray)


class _Form:
    """Takes a multipart body apart: text fields are kept, the bytes of `file` wait in `song`."""

    def __init__(self, boundary: bytes, max_bytes: int) -> None:
        self.fields: dict[str, str] = {}
        self.filename: str | None = None
        self.song = bytearray()
        self.size = 0
        self.complete = False
        self._max_bytes = max_bytes
        self._received = 0
        self._part = _Part()
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_end": self._finish,
            },
            max_header_size=OVERHEAD_BYTES,
        )

    def feed(self, data: bytes) -> None:
        """Take the next piece of the body."""
        self._received += len(data)
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise InvalidRequestError(FieldError("body", "The multipart body is damaged.")) from error
        if self.size > self._max_bytes:
            raise _too_large(self._max_bytes)
        if self._received - self.size > OVERHEAD_BYTES:
            raise InvalidRequestError(FieldError("body", "There is too much in it besides the song."))

    def _begin(self) -> None:
        self._part = _Part()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._part.header_name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._part.header_value += data[start:end]

    def _header_end(self) -> None:
        part = self._part
        part.headers[part.header_name.decode("latin-1").lower()] = part.header_value
        part.header_name = part.header_value = b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._part.headers.get("content-disposition", b""))
        self._part.name = _text(options.get(b"name", b""))
        if self._part.name == "file":
            if self.filename is not None:
                raise InvalidRequestError(FieldError("file", "Send one file a request."))
            self.filename = clean_label(_text(options.get(b"filename", b""))) or "song"

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._part.name == "file":
            self.song += data[start:end]
            self.size += end - start
        else:
            self._part.text += data[start:end]

    def _end(self) -> None:
        if self._part.name not in ("file", ""):
            self.fields[self._part.name] = _text(bytes(self._part.text))

    def _finish(self) -> None:
        self.complete = True


@asynccontextmanager
async def received(
    request: Request, folder: Path, max_bytes: int, check_space: Callable[[int], None]
) -> AsyncIterator[Upload]:
    """The upload of a request, in a file of `folder` that is gone when the block ends, unless taken over.

    check_space: raises StorageError where the disk has not that many bytes.
    Raises UnsupportedMediaTypeError, FileTooLargeError, InvalidRequestError, InvalidAudioError (an empty
    file), StorageError, HTTPException (408), and starlette's ClientDisconnect.
    """
    path = folder / f"{uuid.uuid4()}.part"
    try:
        form = _form(request, max_bytes)
        length = int(request.headers.get("content-length", 0))
        if length > max_bytes + OVERHEAD_BYTES:
            raise _too_large(max_bytes)
        check_space(length)
        digest = await _store(request, form, path)
        _check_complete(form)
        yield Upload(path, form.filename or "", digest, form.size, form.fields)
    finally:
        path.unlink(missing_ok=True)


async def _store(request: Request, form: _Form, path: Path) -> str:
    """Write the song block by block, off the event loop; returns its SHA-256."""
    digest = hashlib.sha256()

    def write() -> None:
        with storage_errors(path.parent), path.open("ab") as file:
            file.write(form.song)
        digest.update(form.song)
        form.song.clear()

    chunks = request.stream()
    while (chunk := await _next(chunks)) is not None:
        form.feed(chunk)
        if len(form.song) >= BLOCK_BYTES:
            await run_in_threadpool(write)
    await run_in_threadpool(write)
    return digest.hexdigest()


async def _next(chunks: AsyncIterator[bytes]) -> bytes | None:
    """The next piece of a body, None at its end. Raises HTTPException (408) where the sender fell silent."""
    try:
        with anyio.fail_after(SILENCE_SECONDS):
            return await anext(chunks, None)
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from None


def _form(request: Request, max_bytes: int) -> _Form:
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data":
        raise UnsupportedMediaTypeError("Send the song as multipart/form-data, in the field `file`.")
    boundary = options.get(b"boundary", b"")
    if not 0 < len(boundary) <= MAX_BOUNDARY:
        raise InvalidRequestError(FieldError("body", "The Content-Type names no usable multipart boundary."))
    return _Form(boundary, max_bytes)


def _check_complete(form: _Form) -> None:
    if not form.complete:
        raise InvalidRequestError(FieldError("body", "The multipart body ends before its last boundary."))
    if form.filename is None:
        raise InvalidRequestError(FieldError("file", "Send the song in the field `file`."))
    if form.size == 0:
        raise InvalidAudioError(f"{form.filename} is empty.")


def _too_large(max_bytes: int) -> FileTooLargeError:
    return FileTooLargeError(f"The file is larger than the {max_bytes / 1e6:g} MB that this server takes.")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
