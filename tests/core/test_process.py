"""Helper processes answer, or are ended."""

import os
import time

import pytest

from core.errors import InvalidAudioError
from core.process import call


def double(number: int) -> int:
    return 2 * number


def refuse() -> None:
    raise InvalidAudioError("x.mp3 is empty.")


def hang() -> None:
    time.sleep(60)


def crash() -> None:
    os.abort()


def test_a_helper_answers() -> None:
    assert call(double, 30, 21) == 42


def test_a_helpers_error_is_the_callers() -> None:
    with pytest.raises(InvalidAudioError, match=r"x\.mp3 is empty"):
        call(refuse, 30)


def test_a_helper_that_hangs_is_ended() -> None:
    started = time.monotonic()
    with pytest.raises(InvalidAudioError, match="too long"):
        call(hang, 2)
    assert time.monotonic() - started < 10


def test_a_helper_that_crashes_is_no_crash_of_ours() -> None:
    with pytest.raises(InvalidAudioError, match="crashed"):
        call(crash, 30)
