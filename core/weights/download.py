"""One large file over HTTP, gone on with where it broke off."""

import http.client
import re
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import truststore

from core.errors import UnreachableError, WeightsError

BytesDone = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes of the whole file."""

CHUNK_BYTES = 256 * 1024
USER_AGENT = "Backline"
"""Some servers refuse what Python calls itself."""
TIMEOUT_SECONDS = 30.0
"""Longest wait for the server's next bytes."""
ATTEMPTS = 5
"""Connections in a row, as long as each one brings something."""


class _ConnectionFailedError(Exception):
    """No connection, or one that ended early; what has come is kept."""


def download(url: str, path: Path, size: int, progress: BytesDone) -> None:
    """Fill `path` up to `size` bytes; the bytes that it holds already are not fetched again.

    `progress` may raise to stop; what has come is kept. Raises UnreachableError when there is no connection
    to the server; WeightsError when it refuses, or has a file of another length; OSError when `path` cannot
    be written.
    """
    if size_of(path) > size:
        path.unlink()
    for _ in range(ATTEMPTS):
        before = size_of(path)
        progress(before, size)
        if before == size:
            return
        try:
            _go_on(url, path, size, progress)
        except _ConnectionFailedError as error:
            if size_of(path) <= before:
                raise UnreachableError(_broken_off(url, error)) from error
    if size_of(path) < size:
        raise UnreachableError(_broken_off(url, "the connection keeps breaking off"))


def size_of(path: Path) -> int:
    """Bytes of a file, 0 where there is none."""
    try:
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _go_on(url: str, path: Path, size: int, progress: BytesDone) -> None:
    with path.open("ab") as file:
        for offset, chunk in _chunks(url, file.tell(), size):
            if offset != file.tell():
                file.seek(offset)
                file.truncate()
            file.write(chunk)
            progress(file.tell(), size)
        if file.tell() < size:
            raise _ConnectionFailedError("the connection broke off")


def _chunks(url: str, start: int, size: int) -> Iterator[tuple[int, bytes]]:
    """Yield a place in the file and the bytes from there; from 0 where the server knows no ranges."""
    request = Request(url, headers={"User-Agent": USER_AGENT})
    if start:
        request.add_header("Range", f"bytes={start}-")
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS, context=_trusted()) as response:
            offset = _offset(response, start)
            if response.length not in (None, size - offset):
                raise WeightsError(
                    f"{url} is not the expected file: it has another length than {size} bytes."
                )
            while chunk := response.read(min(CHUNK_BYTES, size - offset)):
                yield offset, chunk
                offset += len(chunk)
    except HTTPError as error:
        error.close()
        raise WeightsError(f"{url} cannot be downloaded: the server answered {error.code}.") from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise _ConnectionFailedError(getattr(reason, "strerror", None) or reason) from error


def _offset(response: http.client.HTTPResponse, start: int) -> int:
    """Where in the file the answer begins: not every server sends the range that it was asked for."""
    if response.status != http.client.PARTIAL_CONTENT:
        return 0
    said = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return min(int(said[1]), start) if said else start


def _trusted() -> ssl.SSLContext:
    """Trust what the operating system trusts: Python's own builds for macOS bring no certificates."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _broken_off(url: str, reason: object) -> str:
    return (
        f"No more could be downloaded from {urlsplit(url).hostname} ({reason}): "
        "check the network and try again, it goes on where it stopped."
    )
