"""Whoever shows jobs while they change: one slot for every reader, which holds the newest states alone."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from core.jobs import Job

Wake = Callable[[], None]


@dataclass
class Changes:
    """What has changed since a reader last looked.

    jobs: the newest state by id, None for a job that is gone. queue: jobs that wait may have other places.
    closed: nothing more will come.
    """

    jobs: dict[str, Job | None] = field(default_factory=dict)
    queue: bool = False
    closed: bool = False

    def __bool__(self) -> bool:
        return bool(self.jobs) or self.queue or self.closed

    def add(self, news: "Changes") -> None:
        """Take over what is new; of each job only that is kept."""
        self.jobs |= news.jobs
        self.queue |= news.queue
        self.closed |= news.closed


class Subscription:
    """One reader's slot. wake: called from any thread when it is no longer empty; must not wait."""

    def __init__(self, wake: Wake, leave: Callable[["Subscription"], None]) -> None:
        self._wake = wake
        self._leave = leave
        self._lock = threading.Lock()
        self._changes = Changes()

    def put(self, news: Changes) -> None:
        """Keep what is new until it is taken."""
        with self._lock:
            was_empty = not self._changes
            self._changes.add(news)
        if was_empty:
            self._wake()

    def take(self) -> Changes:
        """What has changed since the last time. The slot is empty then, and the next change wakes again."""
        with self._lock:
            taken, self._changes = self._changes, Changes()
            return taken

    def close(self) -> None:
        """Read no more."""
        self._leave(self)


class Subscriptions:
    """The readers. Every method is thread-safe and returns at once, however slow a reader is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._readers: set[Subscription] = set()
        self._closed = False

    def open(self, wake: Wake) -> Subscription:
        """A new reader."""
        reader = Subscription(wake, self._forget)
        with self._lock:
            self._readers.add(reader)
            closed = self._closed
        if closed:
            reader.put(Changes(closed=True))
        return reader

    def job_changed(self, job_id: str, job: Job | None) -> None:
        """Tell a job's new state, None where it is gone."""
        self._tell(Changes({job_id: job}))

    def queue_changed(self) -> None:
        """Tell that jobs that wait may have other places."""
        self._tell(Changes(queue=True))

    def close(self) -> None:
        """Tell all readers, also those who come later, that nothing more will come."""
        with self._lock:
            self._closed = True
        self._tell(Changes(closed=True))

    def _tell(self, news: Changes) -> None:
        with self._lock:
            readers = tuple(self._readers)
        for reader in readers:
            reader.put(news)

    def _forget(self, reader: Subscription) -> None:
        with self._lock:
            self._readers.discard(reader)
