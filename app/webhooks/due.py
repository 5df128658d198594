"""What is due when, handed to threads so that a host that hangs holds up its own deliveries alone."""

import threading
import time
from heapq import heappop, heappush
from itertools import count

from app.webhooks.notes import Delivery

_Entry = tuple[float, int, Delivery]
"""When (monotonic), an order among equals, and what."""


class DueDeliveries:
    """Deliveries by the time of their next try; of each host, one is given out at a time. Thread-safe."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[_Entry] = []
        self._held: dict[str, list[_Entry]] = {}
        self._numbers = count()
        self._closed = False

    def put(self, delivery: Delivery) -> None:
        """Let a delivery wait for its time."""
        when = time.monotonic() + max(0.0, delivery.due - time.time())
        with self._changed:
            heappush(self._waiting, (when, next(self._numbers), delivery))
            self._changed.notify()

    def take(self) -> Delivery | None:
        """Wait for a delivery that is due, to be tried and then `let_go` of; None when closed."""
        with self._changed:
            while not self._closed:
                if delivery := self._next():
                    self._held[delivery.host] = []
                    return delivery
                self._changed.wait(self._waiting[0][0] - time.monotonic() if self._waiting else None)
        return None

    def let_go(self, delivery: Delivery) -> None:
        """The try is over: the next delivery of its host may have one."""
        with self._changed:
            for entry in self._held.pop(delivery.host):
                heappush(self._waiting, entry)
            self._changed.notify_all()

    def close(self) -> None:
        """Give out nothing more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _next(self) -> Delivery | None:
        """The first that is due; those of hosts that are being tried are put aside."""
        while self._waiting and self._waiting[0][0] <= time.monotonic():
            entry = heappop(self._waiting)
            delivery = entry[2]
            if delivery.host not in self._held:
                return delivery
            self._held[delivery.host].append(entry)
        return None
