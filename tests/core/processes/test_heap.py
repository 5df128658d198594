"""The heap: memory that was freed stays for the next block, until it is given back."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

CHILD = """
import numpy as np, psutil
from core.processes import heap

rss = lambda: psutil.Process().memory_info().rss >> 20
heap.settle()
start = rss()
for _ in range(3):
    blocks = [np.ones(1 << 18) for _ in range(100)]
    del blocks
    print(rss() - start)
heap.give_back()
print(rss() - start)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's heap")
def test_a_heap_keeps_its_memory_until_it_gives_it_back() -> None:
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True, cwd=ROOT)
    first, second, third, after = map(int, done.stdout.split())
    assert first > 190
    assert max(second, third) <= first + 5
    assert after < 20
