"""Weights on their way here, one download a model, each on a thread of its own."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from core.errors import BacklineError, CancelledError
from core.weights.catalogue import DOWNLOADS
from core.weights.download import BytesDone
from core.weights.store import ModelsStore

log = logging.getLogger(__name__)

STOPPED = "Stopped. What has come stays here, and the next download goes on from there."
UNFORESEEN = "Something went wrong that nobody expected. The log has the details."
LET_GO_SECONDS = 1.0
"""Longest wait for a download at the program's end; one that waits for a name server does not hear of it."""

Fetch = Callable[[BytesDone], object]


@dataclass(frozen=True)
class Download:
    """One download. done, total: bytes of the model. problem: a sentence, once it came to nothing.

    is_done: the weights are here, and whole.
    """

    done: int
    total: int
    problem: str = ""
    is_done: bool = False

    @property
    def is_running(self) -> bool:
        """Whether it has not come to its end."""
        return not (self.is_done or self.problem)


class Downloads:
    """Begins, follows and stops downloads of DOWNLOADS. Every method is thread-safe and returns at once."""

    def __init__(self, store: ModelsStore) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._latest: dict[str, Download] = {}
        self._cancelled: dict[str, threading.Event] = {}
        self._threads: list[threading.Thread] = []

    def state(self, name: str) -> Download | None:
        """The latest download of a model in this run; None where none was begun, or it was stopped."""
        return self._latest.get(name)

    def begin(self, name: str, place: Path | None = None) -> None:
        """Download a model, or go on where an earlier download stopped; nothing where one is under way.

        place: a file or folder to take the weights from, instead of the network.
        """
        fetch = partial(self.store.take, name, place) if place else partial(self.store.fetch, name)
        cancelled = threading.Event()
        with self._lock:
            latest = self._latest.get(name)
            if latest and latest.is_running:
                return
            self._latest[name] = Download(0, DOWNLOADS[name].size)
            self._cancelled[name] = cancelled
            # A daemon: the program need not wait for a network that does not answer.
            thread = threading.Thread(target=self._run, args=(name, fetch, cancelled), daemon=True)
            self._threads = [*(each for each in self._threads if each.is_alive()), thread]
        thread.start()

    def cancel(self, name: str) -> None:
        """Stop a download; what has come is kept."""
        with self._lock:
            latest = self._latest.get(name)
            if latest and latest.is_running:
                self._cancelled[name].set()
                del self._latest[name]

    def stop(self) -> None:
        """Stop all of them."""
        for name in list(self._latest):
            self.cancel(name)
        for thread in self._threads:
            thread.join(LET_GO_SECONDS)

    def _run(self, name: str, fetch: Fetch, cancelled: threading.Event) -> None:
        def show(done: int, total: int) -> None:
            if cancelled.is_set():
                raise CancelledError(STOPPED)
            self._settle(name, cancelled, Download(done, total))

        size = DOWNLOADS[name].size
        try:
            fetch(show)
            end = Download(size, size, is_done=True)
        except CancelledError:
            return
        except BacklineError as error:
            end = replace(self._latest.get(name) or Download(0, size), problem=str(error))
        except Exception:
            log.exception("the weights of %s", name)
            end = Download(0, size, UNFORESEEN)
        self._settle(name, cancelled, end)

    def _settle(self, name: str, cancelled: threading.Event, download: Download) -> None:
        with self._lock:
            if not cancelled.is_set():
                self._latest[name] = download
