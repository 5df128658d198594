"""What reads songs takes no more memory than it may."""

import sys
import time

import numpy as np
import psutil
import pytest

from core.errors import InvalidAudioError
from core.processes import memory
from core.processes.helpers import Helpers

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")


def take(megabytes: int) -> int:
    return len(np.ones(megabytes << 20, np.uint8))


def take_and_keep(megabytes: int) -> None:
    kept = np.ones(megabytes << 20, np.uint8)
    time.sleep(20)
    del kept


@linux
def test_a_helper_that_takes_too_much_is_refused_it() -> None:
    helpers = Helpers()
    assert helpers.call(take, 30, 100) == 100 << 20
    with pytest.raises(InvalidAudioError, match="too much memory"):
        helpers.call(take, 30, (memory.DECODER_BYTES >> 20) + 1)


def test_a_helper_that_takes_too_much_is_ended_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "DECODER_BYTES", 300 << 20)
    with pytest.raises(InvalidAudioError, match="too much memory"):
        Helpers().call(take_and_keep, 30, 500)


@linux
def test_the_limit_ends_with_its_block() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with memory.limited(200 << 20):
        assert take(50)
        with pytest.raises(MemoryError):
            take(300)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert take(300)


@linux
def test_a_narrower_limit_of_the_system_stays() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    narrow = psutil.Process().memory_info().vms + (100 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (narrow, before[1]))
    try:
        with memory.limited(1 << 30):
            assert resource.getrlimit(resource.RLIMIT_AS)[0] == narrow
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
