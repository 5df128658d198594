"""Weights: where they lie, whether they are whole, and how the missing ones are fetched."""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from filelock import FileLock, Timeout

from core.download import BytesDone, download, size_of
from core.errors import WeightsError

LOCK_POLL_SECONDS = 0.5


@dataclass(frozen=True)
class WheelWeights:
    """A weights file that arrives inside an installed Python package."""

    package: str
    filename: str
    sha256: str


@dataclass(frozen=True)
class WeightsFile:
    """One file of weights. size: bytes. sha256: hex."""

    filename: str
    size: int
    sha256: str


@dataclass(frozen=True)
class DownloadedWeights:
    """Weights that are fetched on demand.

    url: below the store's root. file: what lies there. copies: other files that hold the same weights.
    terms: what a person should know before downloading.
    """

    url: str
    file: WeightsFile
    copies: tuple[WeightsFile, ...]
    terms: str


DEMUCS_ROOT_URL = "https://dl.fbaipublicfiles.com/demucs/"
"""Where demucs itself downloads from (`demucs.pretrained.ROOT_URL`)."""

DOWNLOADS = {
    "htdemucs": DownloadedWeights(
        url="hybrid_transformer/955717e8-8726e21a.th",
        file=WeightsFile(
            "955717e8-8726e21a.th",
            84_141_911,
            "8726e21a993978c7ba086d3872e7608d7d5bfca646ca4aca459ffda844faa8b4",
        ),
        copies=(
            WeightsFile(
                "htdemucs.th", 84_140_559, "5d85aabf580cda794e4d0fe92e0a3f129ff0b32cfce7a421a3744c392eb651fe"
            ),
        ),
        terms="The author of demucs provides these weights for scientific and personal use.",
    )
}


class ModelsStore:
    """The folder of downloadable weights; it may be read-only when it holds them already."""

    def __init__(self, folder: Path, root_url: str = DEMUCS_ROOT_URL) -> None:
        self._folder = folder
        self._root_url = root_url

    def available(self, name: str) -> bool:
        """Whether the weights of DOWNLOADS[name] are here, judged by their size alone."""
        return self._find(DOWNLOADS[name]) is not None

    def fetch(self, name: str, progress: BytesDone) -> Path:
        """Return the checked weights of DOWNLOADS[name], downloaded first where they are missing or damaged.

        Raises WeightsError: no network, not the expected content, folder not writable, disk full.
        """
        weights = DOWNLOADS[name]
        found = self._find(weights)
        if found and is_whole(name, found):
            return found
        path = self._folder / weights.file.filename
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with _locked(path, weights.file.size, progress):
                if not _matches(path, weights.file):
                    self._download(weights, path, progress)
        except OSError as error:
            raise WeightsError(
                f"{path} cannot be written ({error.strerror or error}): "
                "free some space or choose another folder for the models."
            ) from error
        return path

    def _find(self, weights: DownloadedWeights) -> Path | None:
        for file in (weights.file, *weights.copies):
            path = self._folder / file.filename
            if size_of(path) == file.size:
                return path
        return None

    def _download(self, weights: DownloadedWeights, path: Path, progress: BytesDone) -> None:
        part, url = _part(path), self._root_url + weights.url
        download(url, part, weights.file.size, progress)
        if not _matches(part, weights.file):
            part.unlink()
            raise WeightsError(
                f"{url} is not the expected file (its SHA-256 differs): nothing was kept of it."
            )
        part.replace(path)


def is_whole(name: str, path: Path) -> bool:
    """Whether `path` holds the very weights of DOWNLOADS[name], by SHA-256."""
    digest = sha256(path)
    weights = DOWNLOADS[name]
    return any(digest == file.sha256 for file in (weights.file, *weights.copies))


def wheel_weights(weights: WheelWeights) -> Path:
    """Locate and check a file of an installed package, without importing the package.

    Raises WeightsError when the package is not installed or the file is not the one that was tested.
    """
    path = _locate(weights)
    if path is None or not path.is_file():
        raise WeightsError(
            f"{weights.filename} is missing: install the Python package {weights.package} again."
        )
    if sha256(path) != weights.sha256:
        raise WeightsError(f"{path} is damaged: install the Python package {weights.package} again.")
    return path


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def _locate(weights: WheelWeights) -> Path | None:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "weights" / weights.package / weights.filename
    try:
        files = distribution(weights.package).files or []
    except PackageNotFoundError:
        return None
    return next((Path(str(file.locate())) for file in files if file.name == weights.filename), None)


def _matches(path: Path, file: WeightsFile) -> bool:
    return size_of(path) == file.size and sha256(path) == file.sha256


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


@contextmanager
def _locked(path: Path, size: int, progress: BytesDone) -> Iterator[None]:
    """Hold the file's lock; while another process has it, show how far its download has come."""
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    while not lock.is_locked:
        try:
            lock.acquire(timeout=LOCK_POLL_SECONDS)
        except Timeout:
            progress(size_of(_part(path)), size)
    try:
        yield
    finally:
        lock.release()
