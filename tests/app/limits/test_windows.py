"""Counting within the last seconds."""

from app.limits.windows import Window


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_window_takes_as_many_as_it_may_and_tells_how_long_to_wait() -> None:
    clock = Clock()
    window = Window(3, 60, clock)
    for _ in range(3):
        assert window.hit("phone") == 0
        clock.now += 10
    assert window.hit("phone") == 30
    assert window.hit("tablet") == 0


def test_there_is_room_again_when_the_first_hit_leaves_the_window() -> None:
    clock = Clock()
    window = Window(2, 60, clock)
    window.hit("phone")
    clock.now += 59.5
    window.hit("phone")
    assert window.wait("phone") == 1
    clock.now += 0.5
    assert window.hit("phone") == 0
    assert window.hit("phone") == 60


def test_a_refused_hit_makes_nobody_wait_longer() -> None:
    clock = Clock()
    window = Window(1, 60, clock)
    window.hit("phone")
    clock.now += 59
    assert [window.hit("phone") for _ in range(5)] == [1] * 5
    clock.now += 1
    assert window.hit("phone") == 0


def test_keys_of_which_nothing_is_heard_are_forgotten() -> None:
    clock = Clock()
    window = Window(1, 60, clock)
    for number in range(1000):
        window.hit(f"192.168.0.{number}")
    clock.now += 61
    window.hit("phone")
    assert len(window._hits) == 1
