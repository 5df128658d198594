"""The figures of the bundle in dist/: each function returns a section for the page."""

import json
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from benchmarks.child import ROOT
from benchmarks.desktop.program import Home, running
from benchmarks.desktop.screen import screen
from core.example import SONG

BUNDLE = ROOT / "dist" / "backline"
DOWNLOADS = {".deb": "backline_*.deb", ".tar.xz": "backline-*.tar.xz"}
BUILT_BY = ROOT / "dist" / "python"
"""A file that names the Python that built the bundle; `packaging/build.py` writes it."""
TIMES = 5
MEGABYTE = 1e6
WINDOW = "^Backline$"
SETTLED_SECONDS = 3.0
LOOK_SECONDS = 0.05


def weights(folder: Path) -> dict[str, Any]:  # noqa: ARG001 - nothing is written
    """What the parts weigh, what was left out, what is downloaded; in bytes."""
    python = BUILT_BY.read_text(encoding="utf-8").strip()
    command = [python, str(ROOT / "packaging" / "weigh.py"), str(BUNDLE)]
    figures: dict[str, Any] = json.loads(subprocess.check_output(command, cwd=ROOT))
    downloads = {
        kind: path.stat().st_size for kind, name in DOWNLOADS.items() for path in BUNDLE.parent.glob(name)
    }
    return figures | {"downloads": downloads}


def start(folder: Path) -> dict[str, Any]:
    """From the start of the moved program to its version, its window and its answer over HTTP, in seconds."""
    program = _moved(folder)
    with screen(tray=True) as desk:
        home = Home(folder / "home", {"QUALITY": "fast"}, (program,))

        def window() -> None:
            with running(desk, home):
                desk.window(WINDOW)

        def server() -> None:
            with running(desk, home, "--serve") as serving:
                serving.jobs()

        return {
            "version": _median(lambda: _version(program)),
            "window": _median(window),
            "server": _median(server),
        }


def memory(folder: Path) -> dict[str, Any]:
    """Resident memory, in MB: of windows and server after the start, and the most of a worker with a song."""
    program = _moved(folder)
    with screen(tray=True) as desk:
        home = Home(folder / "home", {}, (program,))
        with running(desk, home) as windows:
            desk.window(WINDOW)
            windows.url()
            time.sleep(SETTLED_SECONDS)
            resting = windows.process.memory_info().rss / MEGABYTE
    with _peak() as most:
        command = [program, "transcribe", SONG, "-o", folder / "result"]
        process = subprocess.Popen(
            list(map(str, command)), env={"HOME": str(folder)}, stdout=subprocess.DEVNULL
        )
        most.of = psutil.Process(process.pid)
        code = process.wait()
    assert code == 0
    return {"windows": resting, "worker": most.bytes / MEGABYTE}


def self_test(folder: Path) -> dict[str, Any]:
    """The test of itself, in an empty home and without Python: its lines, and how long it took."""
    program = _moved(folder)
    began = time.monotonic()
    done = subprocess.run(
        [program, "--self-test"],
        env={"HOME": str(folder), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    return {"seconds": time.monotonic() - began, "report": done.stdout}


SECTIONS = {
    "bundle_weights": weights,
    "bundle_start": start,
    "bundle_memory": memory,
    "bundle_self_test": self_test,
}


class _Most:
    """The most memory that any child of a process had. of: the process."""

    def __init__(self) -> None:
        self.of: psutil.Process | None = None
        self.bytes = 0
        self.ended = threading.Event()

    def watch(self) -> None:
        while not self.ended.wait(LOOK_SECONDS):
            for child in self._children():
                self.bytes = max(self.bytes, child)

    def _children(self) -> Iterator[int]:
        try:
            for child in self.of.children(recursive=True) if self.of else ():
                yield child.memory_info().rss
        except psutil.NoSuchProcess:
            return


@contextmanager
def _peak() -> Iterator[_Most]:
    most = _Most()
    watch = threading.Thread(target=most.watch)
    watch.start()
    try:
        yield most
    finally:
        most.ended.set()
        watch.join()


def _moved(folder: Path) -> Path:
    """The program at another path than it was built at, with a blank and a letter beyond ASCII in it."""
    there = folder / "back line ü"
    shutil.copytree(BUNDLE, there, symlinks=True)
    return there / "backline"


def _version(program: Path) -> None:
    subprocess.run([program, "--version"], env={}, check=True, stdout=subprocess.DEVNULL)


def _median(act: Callable[[], None]) -> float:
    return statistics.median(_timed(act) for _ in range(TIMES))


def _timed(act: Callable[[], None]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began
