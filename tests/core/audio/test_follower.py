"""Work beside its caller: in order, not too far behind, and its errors come home."""

import errno
import threading

import pytest

from core.audio.follower import Follower


def full() -> None:
    raise OSError(errno.ENOSPC, "full")


def test_all_is_done_in_order_at_the_end() -> None:
    done: list[int] = []
    with Follower(3) as follower:
        for number in range(50):
            follower.call(done.append, number)
    assert done == list(range(50))


def test_the_caller_waits_where_too_much_waits() -> None:
    go, handed = threading.Event(), threading.Semaphore(0)

    def hand_over() -> None:
        with Follower(2) as follower:
            for _ in range(6):
                follower.call(go.wait)
                handed.release()

    caller = threading.Thread(target=hand_over)
    caller.start()
    assert all(handed.acquire(timeout=5) for _ in range(2))
    assert not handed.acquire(timeout=0.2)
    go.set()
    assert all(handed.acquire(timeout=5) for _ in range(4))
    caller.join()


def test_an_error_reaches_the_caller_at_one_of_the_next_calls() -> None:
    done: list[int] = []

    def hand_over() -> None:
        with Follower(1) as follower:
            follower.call(full)
            for number in range(100):
                follower.call(done.append, number)

    with pytest.raises(OSError, match="full"):
        hand_over()
    assert len(done) < 3


def test_an_error_reaches_the_caller_at_the_end() -> None:
    with pytest.raises(OSError, match="full"), Follower(9) as follower:
        follower.call(full)


def test_what_waits_is_dropped_when_the_caller_gives_up() -> None:
    done: list[int] = []
    started, go = threading.Event(), threading.Event()

    def first() -> None:
        started.set()
        go.wait(5)

    def give_up() -> None:
        with Follower(9) as follower:
            follower.call(first)
            follower.call(done.append, 1)
            started.wait(5)
            threading.Timer(0.1, go.set).start()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        give_up()
    assert done == []
