"""Readers of changes: each has one slot, however slow it is."""

import threading
from collections.abc import Iterator

import pytest

from core.jobs import Job, now
from core.subscriptions import Changes, Subscriptions

SONG = Job("a", "song.mp3", "Song", 1, "", now())


@pytest.fixture
def woken() -> list[str]:
    """Who was woken, in order."""
    return []


@pytest.fixture
def subscriptions() -> Iterator[Subscriptions]:
    """Readers that are told to stop in the end."""
    found = Subscriptions()
    yield found
    found.close()


def test_a_slow_reader_is_woken_once_and_finds_the_newest_state(
    subscriptions: Subscriptions, woken: list[str]
) -> None:
    reader = subscriptions.open(lambda: woken.append("slow"))
    states = [Job("a", "song.mp3", "Song", 1, "", now(), progress=percent) for percent in range(100)]
    for state in states:
        subscriptions.job_changed("a", state)
    subscriptions.job_changed("b", SONG)
    subscriptions.job_changed("b", None)
    assert reader.take() == Changes({"a": states[-1], "b": None})
    assert woken == ["slow"]
    assert not reader.take()


def test_the_next_change_wakes_again(subscriptions: Subscriptions, woken: list[str]) -> None:
    reader = subscriptions.open(lambda: woken.append("reader"))
    for _ in range(3):
        subscriptions.queue_changed()
        assert reader.take() == Changes(queue=True)
    assert len(woken) == 3


def test_whoever_left_hears_nothing(subscriptions: Subscriptions, woken: list[str]) -> None:
    gone = subscriptions.open(lambda: woken.append("gone"))
    subscriptions.open(lambda: woken.append("there"))
    gone.close()
    subscriptions.job_changed("a", SONG)
    assert woken == ["there"]
    assert not gone.take()


def test_the_end_is_told_to_readers_of_before_and_after(
    subscriptions: Subscriptions, woken: list[str]
) -> None:
    before = subscriptions.open(lambda: woken.append("before"))
    subscriptions.close()
    after = subscriptions.open(lambda: woken.append("after"))
    assert woken == ["before", "after"]
    assert before.take().closed
    assert after.take().closed


def test_no_change_is_lost_between_threads(subscriptions: Subscriptions) -> None:
    filled = threading.Event()
    reader = subscriptions.open(filled.set)
    names = [str(number) for number in range(2000)]

    def change(part: list[str]) -> None:
        for name in part:
            subscriptions.job_changed(name, SONG)

    threads = [threading.Thread(target=change, args=(names[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    seen: set[str] = set()
    while len(seen) < len(names):
        assert filled.wait(timeout=5), "a change came without a wake"
        filled.clear()
        seen |= reader.take().jobs.keys()
    for thread in threads:
        thread.join()
    assert seen == set(names)
