"""A disk of some megabytes, which is soon full."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class TinyDisk:
    """The root of a disk, and a file on it that takes the room."""

    root: Path

    def fill(self, leave: int) -> None:
        """Leave so many megabytes free, though others write at the same time."""
        self.clear()
        with suppress(OSError), (self.root / "filler").open("wb", buffering=0) as file:
            while (room := shutil.disk_usage(self.root).free - leave * MEGABYTE) > 0:
                file.write(bytes(min(room, MEGABYTE)))

    def clear(self) -> None:
        """Make all the room again."""
        (self.root / "filler").unlink(missing_ok=True)


@contextmanager
def mounted(root: Path, megabytes: int) -> Iterator[TinyDisk]:
    """A disk in memory at a folder; skips the test where this user may mount none."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    size = f"size={megabytes * MEGABYTE}"
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", root], capture_output=True, check=False
    )
    if mount.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mount.stderr.decode().strip()}")
    try:
        yield TinyDisk(root)
    finally:
        subprocess.run(["umount", "--lazy", root], check=True)
