"""The store of downloadable weights: what is here, whether it is whole, and how the missing ones come."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import StorageError, UnreachableError, WeightsError
from core.files import sha256
from core.weights.catalogue import DOWNLOADS, WeightsFile
from core.weights.download import BytesDone, size_of
from core.weights.filling import copy_checked, counted_on, download_checked, matches, part_of
from core.weights.search import WeightsSearch

LOCK_POLL_SECONDS = 0.5

Formats = tuple[WeightsFile, ...]
"""The files that each hold one and the same network, the best first."""
Fill = Callable[[Path, BytesDone], None]
"""Writes a file of weights and tells how far it is."""
Source = Callable[[Formats], tuple[WeightsFile, Fill]]
"""Says which of a network's files it has, and how to get it."""


class ModelsStore:
    """The folder of downloadable weights; it may be read-only when it holds them already.

    `progress` is called with the bytes of the model that are here and the bytes of all of it. It may raise to
    stop: what has been downloaded is kept, and the next call goes on from there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def available(self, name: str) -> bool:
        """Whether the weights of DOWNLOADS[name] are here, judged by their size alone."""
        return all(any(self._is_here(file) for file in formats) for formats in _networks(name))

    def bytes_here(self, name: str) -> int:
        """Bytes of DOWNLOADS[name] that need not be downloaded again, unfinished files included."""
        return sum(min(max(map(self._begun, formats)), formats[0].size) for formats in _networks(name))

    def fetch(self, name: str, progress: BytesDone) -> tuple[Path, ...]:
        """Return the checked weights of DOWNLOADS[name], a file a network, downloaded where they are missing.

        Raises WeightsError: no network, not the expected content. StorageError: closed folder, full disk.
        """
        problems: list[WeightsError] = []
        for number, edition in enumerate(DOWNLOADS[name].editions):
            if edition.url:
                try:
                    return self._complete(name, partial(_online, edition.url, number), progress)
                except WeightsError as error:
                    problems.append(error)
        if all(isinstance(problem, UnreachableError) for problem in problems):
            # Without a network no server is reached: of that one sentence tells all.
            raise problems[0]
        raise WeightsError(" ".join(map(str, problems)))

    def take(self, name: str, place: Path, progress: BytesDone) -> tuple[Path, ...]:
        """Return the checked weights of DOWNLOADS[name], copied from `place` where they are missing.

        place: a file, or a folder that holds the weights at any depth and under any names, such as a USB
        stick or another program's cache. Raises WeightsError: not there, or damaged; StorageError as `fetch`.
        """
        return self._complete(name, partial(_by_hand, WeightsSearch(place)), progress)

    def _complete(self, name: str, source: Source, progress: BytesDone) -> tuple[Path, ...]:
        """Put a file in place for every network that is here in no format."""
        paths: list[Path] = []
        before = 0
        for formats in _networks(name):
            counted = counted_on(progress, before, DOWNLOADS[name].size)
            paths.append(self._whole(formats) or self._put(formats, source, counted))
            before += formats[0].size
        return tuple(paths)

    def _put(self, formats: Formats, source: Source, progress: BytesDone) -> Path:
        """Let the source write a file beside its place, check it, and move it there."""
        file, fill = source(formats)
        path = self.folder / file.filename
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with _locked(path, file.size, progress):
                if not matches(path, file):
                    fill(part_of(path), progress)
                    part_of(path).replace(path)
                for other in formats:
                    part_of(self.folder / other.filename).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"{path} cannot be written ({error.strerror or error}): "
                "free some space or choose another folder for the models."
            ) from error
        return path

    def _whole(self, formats: Formats) -> Path | None:
        paths = ((self.folder / file.filename, file) for file in formats)
        return next((path for path, file in paths if matches(path, file)), None)

    def _is_here(self, file: WeightsFile) -> bool:
        return size_of(self.folder / file.filename) == file.size

    def _begun(self, file: WeightsFile) -> int:
        return file.size if self._is_here(file) else size_of(part_of(self.folder / file.filename))


def is_whole(name: str, path: Path) -> bool:
    """Whether `path` holds weights of DOWNLOADS[name], by SHA-256. No other pickle may be opened."""
    digest = sha256(path)
    return any(digest == file.sha256 for formats in _networks(name) for file in formats)


def _networks(name: str) -> list[Formats]:
    return list(zip(*(edition.files for edition in DOWNLOADS[name].editions), strict=True))


def _online(url: str, number: int, formats: Formats) -> tuple[WeightsFile, Fill]:
    file = formats[number]
    return file, partial(download_checked, url + file.filename, file)


def _by_hand(search: WeightsSearch, formats: Formats) -> tuple[WeightsFile, Fill]:
    file, path = search.find(formats)
    return file, partial(copy_checked, path, file)


@contextmanager
def _locked(path: Path, size: int, progress: BytesDone) -> Iterator[None]:
    """Hold the file's lock; while another process has it, show how far its download has come."""
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    while not lock.is_locked:
        try:
            lock.acquire(timeout=LOCK_POLL_SECONDS)
        except Timeout:
            progress(size_of(part_of(path)), size)
    try:
        yield
    finally:
        lock.release()
