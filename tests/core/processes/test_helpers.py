"""Helper processes answer, or are ended."""

import os
import sys
import threading
import time

import psutil
import pytest

from core.errors import InvalidAudioError, UnavailableError
from core.processes.helpers import LOW_PRIORITY, Helpers


def double(number: int) -> int:
    return 2 * number


def refuse() -> None:
    raise InvalidAudioError("x.mp3 is empty.")


def hang() -> None:
    time.sleep(60)


def crash() -> None:
    os.abort()


def test_a_helper_answers() -> None:
    assert Helpers().call(double, 30, 21) == 42


def test_a_helpers_error_is_the_callers() -> None:
    with pytest.raises(InvalidAudioError, match=r"x\.mp3 is empty"):
        Helpers().call(refuse, 30)


def priority() -> tuple[int, int]:
    return os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)


@pytest.mark.skipif(sys.platform != "linux", reason="as Linux has it")
def test_a_helper_lets_others_go_first() -> None:
    assert Helpers().call(priority, 30) == (LOW_PRIORITY, os.SCHED_BATCH)


def test_a_helper_that_hangs_is_ended() -> None:
    started = time.monotonic()
    with pytest.raises(InvalidAudioError, match="too long"):
        Helpers().call(hang, 2)
    assert time.monotonic() - started < 10


def test_a_helper_that_crashes_is_no_crash_of_ours() -> None:
    with pytest.raises(InvalidAudioError, match="crashed"):
        Helpers().call(crash, 30)


def test_helpers_end_with_the_program() -> None:
    helpers = Helpers()
    heard: list[BaseException] = []

    def wait_for_it() -> None:
        try:
            helpers.call(hang, 60)
        except UnavailableError as error:
            heard.append(error)

    waiting = threading.Thread(target=wait_for_it)
    waiting.start()
    while not psutil.Process().children():
        time.sleep(0.01)
    helpers.stop()
    waiting.join(timeout=5)
    assert len(heard) == 1
    with pytest.raises(UnavailableError):
        helpers.call(double, 30, 21)
