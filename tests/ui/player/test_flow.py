"""What goes into a flow comes out, and it knows where in the song that was."""

import threading

import numpy as np
import pytest

from core.models import SAMPLE_RATE
from ui.player.course import Course
from ui.player.feed import READY_SAMPLES, Feed
from ui.player.flow import FADE_SAMPLES, Flow


def block(start: int, count: int) -> np.ndarray:
    """Samples that are their own numbers."""
    return np.repeat(np.arange(start, start + count, dtype=np.float32)[:, None], 2, axis=1)


def taken(flow: Flow, count: int) -> np.ndarray:
    out = np.full((count, 2), -1, np.float32)
    flow.take(out)
    return out


@pytest.mark.parametrize("sizes", [(7, 3), (3, 7), (10, 10), (1, 50)])
def test_blocks_come_out_in_other_sizes(sizes: tuple[int, int]) -> None:
    put, take = sizes
    flow = Flow(Course(0))
    for start in range(0, 100, put):
        flow.put(block(start, put))
    out = np.concatenate([taken(flow, take) for _ in range(100 // take)])
    assert np.array_equal(out, block(0, len(out)))
    assert flow.waiting == -(-100 // put) * put - len(out)


def test_where_there_is_nothing_out_is_left_alone() -> None:
    flow = Flow(Course(0))
    flow.put(block(0, 3))
    flow.put(np.zeros((0, 2), np.float32))
    assert list(taken(flow, 5)[:, 0]) == [0, 1, 2, -1, -1]
    assert list(taken(flow, 2)[:, 0]) == [-1, -1]


def test_its_place_follows_what_was_taken() -> None:
    flow = Flow(Course(1000, speed=0.5))
    flow.put(block(0, 600))
    assert flow.place(0.0) == 1000
    taken(flow, 200)
    assert flow.place(0.0) == 1100
    flow.turn(Course(1300, loop=(1200, 1350)))
    flow.put(block(0, 600))
    taken(flow, 400)
    assert flow.place(0.0) == 1300
    taken(flow, 75)
    assert flow.place(0.0) == 1225
    assert flow.place(10.0) == 1000


def test_it_is_heard_when_its_end_has_left_the_device() -> None:
    flow = Flow(Course(0))
    flow.put(block(0, SAMPLE_RATE))
    taken(flow, SAMPLE_RATE)
    assert not flow.is_heard(0.0)
    flow.has_ended = True
    assert flow.is_heard(0.0)
    assert not flow.is_heard(0.5)


def test_what_is_broken_off_fades_and_is_not_lost() -> None:
    flow = Flow(Course(0))
    flow.put(np.ones((1000, 2), np.float32))
    out = np.zeros((500, 2), np.float32)
    assert flow.die_away(out) == FADE_SAMPLES
    assert np.all(np.diff(out[:FADE_SAMPLES, 0]) < 0)
    assert (out[0, 0], out[FADE_SAMPLES - 1, 0]) == (1, 0)
    assert not out[FADE_SAMPLES:].any()
    assert flow.waiting == 1000


@pytest.mark.parametrize(
    ("course", "spans"),
    [
        (Course(10), [(10, 25)]),
        (Course(10, (5, 20)), [(10, 10), (5, 15)]),
        (Course(0, (5, 8)), [(0, 8), *[(5, 3)] * 5, (5, 2)]),
        (Course(20, (5, 20)), [(20, 25)]),
    ],
)
def test_a_course_goes_round_its_loop(course: Course, spans: list[tuple[int, int]]) -> None:
    assert list(course.spans(0, 25)) == spans
    gone = np.cumsum([0, *[count for _, count in spans]])
    assert [course.place(steps) for steps in gone[:-1]] == [start for start, _ in spans]


def test_one_flow_follows_another_when_there_is_enough_of_it() -> None:
    feed = Feed(threading.Event())
    device = feed.samples()
    next(device)
    assert not device.send(100).any()
    first, second = Flow(Course(0)), Flow(Course(0))
    first.put(np.full((5000, 2), 0.5, np.float32))
    feed.flow, feed.is_playing = first, True
    assert np.all(device.send(1000) == 0.5)
    feed.flow = second
    assert np.all(device.send(1000) == 0.5)
    second.put(np.full((READY_SAMPLES, 2), -0.25, np.float32))
    out = device.send(1000)[:, 0]
    assert np.all(out[FADE_SAMPLES:] == -0.25)
    assert np.all(np.diff(out[:FADE_SAMPLES]) < 0)
    feed.is_playing = False
    out = device.send(1000)[:, 0]
    assert not out[FADE_SAMPLES:].any()
    assert not device.send(1000).any()
