"""How a file of known size and SHA-256 comes: from the network or from a disk, checked before it counts."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from core.errors import WeightsError
from core.files import sha256
from core.weights.catalogue import WeightsFile
from core.weights.download import BytesDone, download, size_of

CHUNK_BYTES = 1024 * 1024


def download_checked(url: str, file: WeightsFile, part: Path, progress: BytesDone) -> None:
    """Fill `part` from `url`; where bytes of an earlier run prove wrong, once more from the start.

    `progress` may raise to stop; what has come is kept. Raises WeightsError, OSError.
    """
    went_on = size_of(part) > 0
    download(url, part, file.size, progress)
    if went_on and not matches(part, file):
        part.unlink()
        download(url, part, file.size, progress)
    _check(part, file, url)


def copy_checked(source: Path, file: WeightsFile, part: Path, progress: BytesDone) -> None:
    """Fill `part` from a file. Raises WeightsError, OSError."""
    with part.open("wb") as written:
        for chunk in _chunks(source):
            written.write(chunk)
            progress(written.tell(), file.size)
    _check(part, file, source)


def matches(path: Path, file: WeightsFile) -> bool:
    """Whether the file is whole; one that cannot be read is none."""
    try:
        return size_of(path) == file.size and sha256(path) == file.sha256
    except OSError:
        return False


def counted_on(progress: BytesDone, before: int, total: int) -> BytesDone:
    """Progress of one file of several: `before` bytes of the whole belong to earlier ones."""
    return lambda done, _: progress(min(before + done, total), total)


def part_of(path: Path) -> Path:
    """Where a file is written until it is whole."""
    return path.with_name(f"{path.name}.part")


def _chunks(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as file:
            yield from iter(partial(file.read, CHUNK_BYTES), b"")
    except OSError as error:
        raise WeightsError(f"{source} cannot be read ({error.strerror}).") from error


def _check(part: Path, file: WeightsFile, source: object) -> None:
    if not matches(part, file):
        part.unlink()
        raise WeightsError(
            f"{source} is not the expected file (its SHA-256 differs): nothing was kept of it."
        )
