"""Counting what happened within the last seconds, by key."""

import math
import time
from collections import deque
from collections.abc import Callable


class Window:
    """At most `limit` hits of a key within any `seconds`. For the event loop's thread alone.

    clock: seconds that never go back.
    """

    def __init__(self, limit: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._hits: dict[str, deque[float]] = {}
        self._next_sweep = clock() + seconds

    def hit(self, key: str) -> int:
        """Count one; 0, or, where the window is full and it does not count, the whole seconds to wait."""
        if wait := self.wait(key):
            return wait
        self._hits.setdefault(key, deque(maxlen=self._limit)).append(self._clock())
        return 0

    def wait(self, key: str) -> int:
        """Whole seconds until there is room for another hit; 0 where there is."""
        self._sweep()
        hits = self._hits.get(key)
        if hits is None or len(hits) < self._limit:
            return 0
        return max(0, math.ceil(hits[0] + self._seconds - self._clock()))

    def _sweep(self) -> None:
        """Forget the keys of which nothing was heard: addresses come and go."""
        now = self._clock()
        if now < self._next_sweep:
            return
        self._next_sweep = now + self._seconds
        self._hits = {key: hits for key, hits in self._hits.items() if hits[-1] > now - self._seconds}
