"""How often somebody may try."""

import math
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from core.errors import RateLimitedError

MAX_REMEMBERED = 10_000
"""Addresses; beyond, those that tried longest ago are forgotten."""


class Attempts:
    """Counts the tries of every address: `most` within `window`. Thread-safe.

    sentence: what one is told who tried too often.
    """

    def __init__(self, most: int, window: timedelta, sentence: str) -> None:
        self._most = most
        self._window = window
        self._sentence = sentence
        self._times: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def count(self, address: str, now: datetime) -> None:
        """Note a try. Raises RateLimitedError where it is one too many, which is not noted."""
        with self._lock:
            times = self._times.setdefault(address, deque(maxlen=self._most))
            self._times.move_to_end(address)
            if len(self._times) > MAX_REMEMBERED:
                self._times.popitem(last=False)
            if len(times) == self._most and now - times[0] < self._window:
                seconds = (times[0] + self._window - now).total_seconds()
                raise RateLimitedError(self._sentence, max(1, math.ceil(seconds)))
            times.append(now)

    def forget(self, address: str) -> None:
        """Begin anew: the last try was a right one."""
        with self._lock:
            self._times.pop(address, None)
