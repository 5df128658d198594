"""Multipart forms, taken apart while they come: text is kept, files go to the disk block by block."""

import hashlib
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from app.errors import FieldError, InvalidRequestError
from core.errors import FileTooLargeError
from core.files import storage_errors
from core.names import clean_label

OVERHEAD_BYTES = 100_000
"""What a body may hold besides its files: boundaries, headers, text fields."""
FILE_OVERHEAD_BYTES = 1000
"""So much more for each file after the first."""


@dataclass(frozen=True)
class Limits:
    """What a form may hold. thing: the word for all of it. max_bytes: of its files together."""

    thing: str
    files: int
    max_bytes: int

    @property
    def overhead(self) -> int:
        """Bytes besides the files."""
        return OVERHEAD_BYTES + (self.files - 1) * FILE_OVERHEAD_BYTES

    def check(self, size: int) -> None:
        """Raises FileTooLargeError where files have more bytes together."""
        if size > self.max_bytes:
            raise too_large(f"The {self.thing}", self.max_bytes)


def too_large(name: str, max_bytes: int) -> FileTooLargeError:
    """The error for what has more bytes than are taken."""
    takes = f"{max_bytes / 1e6:g} MB that this computer takes"
    return FileTooLargeError(f"{name} is larger than the {takes}. Its setting MAX_FILE_SIZE_MB allows more.")


class FilePart:
    """A file of a form; what has come of it and is not on the disk yet waits in `pending`."""

    def __init__(self, filename: str, path: Path) -> None:
        self.filename = filename
        self.path = path
        self.size = 0
        self.pending = bytearray()
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of what was written, in hex."""
        return self._digest.hexdigest()

    def add(self, data: bytes) -> None:
        """Take the next bytes of it."""
        self.pending += data
        self.size += len(data)

    def write(self) -> None:
        """Append what waits to the file. Raises StorageError."""
        if self.pending:
            with storage_errors(self.path.parent), self.path.open("ab") as file:
                file.write(self.pending)
            self._digest.update(self.pending)
            self.pending.clear()


@dataclass
class _Part:
    headers: dict[str, bytes] = field(default_factory=dict)
    header_name: bytes = b""
    header_value: bytes = b""
    name: str = ""
    text: bytearray = field(default_factory=bytearray)
    file: FilePart | None = None


class Form:
    """A body as far as it has come.

    files: the parts called `file`, each with a new name in `folder`. size: bytes of all of them.
    """

    def __init__(self, boundary: bytes, folder: Path, limits: Limits) -> None:
        self.fields: dict[str, str] = {}
        self.files: list[FilePart] = []
        self.size = 0
        self.complete = False
        self._folder = folder
        self._limits = limits
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
        """Take the next piece of the body. Raises InvalidRequestError and FileTooLargeError."""
        self._received += len(data)
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise InvalidRequestError(FieldError("body", "The multipart body is damaged.")) from error
        self._limits.check(self.size)
        if self._received - self.size > self._limits.overhead:
            raise InvalidRequestError(FieldError("body", "There is too much in it besides the song."))

    def write(self) -> None:
        """Write what has come of the files. Raises StorageError."""
        for file in self.files:
            file.write()

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
            self._part.file = self._new_file(_text(options.get(b"filename", b"")))

    def _new_file(self, filename: str) -> FilePart:
        most = self._limits.files
        if len(self.files) == most:
            sentence = "Send one file a request." if most == 1 else f"Send at most {most} files a request."
            raise InvalidRequestError(FieldError("file", sentence))
        self.files.append(FilePart(clean_label(filename) or "song", self._folder / f"{uuid.uuid4()}.part"))
        return self.files[-1]

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._part.file:
            self._part.file.add(data[start:end])
            self.size += end - start
        else:
            self._part.text += data[start:end]

    def _end(self) -> None:
        if self._part.name not in ("file", ""):
            self.fields[self._part.name] = _text(bytes(self._part.text))

    def _finish(self) -> None:
        self.complete = True


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
