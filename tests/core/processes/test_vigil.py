"""What counts as a process's own memory, and how much of the computer a worker may take."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import psutil
import pytest

from core.devices.slots import default_slots
from core.processes.vigil import LOOK_SECONDS, MEMORY_SHARE, Limits, Vigil, own_memory

SIZE = 100 << 20
GROWTH = """
import mmap, psutil, sys
from core.processes.vigil import own_memory
process = psutil.Process()
before = own_memory(process)
with open(sys.argv[1], "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as song:
    assert sum(song[::mmap.PAGESIZE]) == 0
    print(own_memory(process) - before)
filled = b"\\1" * int(sys.argv[2])
print(own_memory(process) - before)
"""


def test_memory_that_a_process_fills_is_its_own_and_pages_of_a_file_are_not(tmp_path: Path) -> None:
    """In a process of its own: the one that runs the tests may free memory of others meanwhile."""
    path = tmp_path / "song.f32"
    with path.open("wb") as file:
        file.truncate(SIZE)
    read, filled = map(int, subprocess.check_output([sys.executable, "-c", GROWTH, path, str(SIZE)]).split())
    if sys.platform != "darwin":
        assert read < SIZE / 10
    assert filled == pytest.approx(SIZE, rel=0.1)


@pytest.mark.parametrize(
    ("memory", "own"),
    [
        (SimpleNamespace(rss=SIZE, vms=9 * SIZE), SIZE),
        (SimpleNamespace(rss=SIZE, vms=9 * SIZE, shared=SIZE // 4), SIZE - SIZE // 4),
        (SimpleNamespace(rss=SIZE, vms=9 * SIZE, private=SIZE // 2), SIZE // 2),
    ],
    ids=["macOS", "Linux", "Windows"],
)
def test_nothing_is_asked_that_only_root_may_know(memory: SimpleNamespace, own: int) -> None:
    def denied() -> None:
        raise psutil.AccessDenied

    process = SimpleNamespace(memory_info=lambda: memory, memory_full_info=denied)
    assert own_memory(cast("psutil.Process", process)) == own


def test_workers_share_what_one_may_take() -> None:
    alone, both = Limits.of_one_in(1), Limits.of_one_in(2)
    assert alone.memory == pytest.approx(MEMORY_SHARE * psutil.virtual_memory().total)
    assert both.memory == pytest.approx(alone.memory / 2, abs=1)


def test_a_computer_that_slept_has_not_waited() -> None:
    """Between two looks the clock may jump by a night; the limit of some minutes is not reached by that."""
    clock = [1000.0]
    limits = Limits(memory=1 << 40, asleep=8 * LOOK_SECONDS, stuck=1e9)
    vigil = Vigil(psutil.Process().pid, limits, lambda: clock[0])
    assert vigil.complaint() is None
    clock[0] += 8 * 3600
    assert vigil.complaint() is None
    for _ in range(10):
        clock[0] += LOOK_SECONDS
        complaint = vigil.complaint()
    assert complaint == "came to a standstill. Try again."


def test_without_a_large_gpu_one_song_at_a_time() -> None:
    assert default_slots("cpu") == default_slots("mps") == 1
