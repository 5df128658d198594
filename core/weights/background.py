"""A download on a thread of its own: followed, stopped, gone on with."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from core.errors import BacklineError, CancelledError

log = logging.getLogger(__name__)

Phase = Literal["download", "unpack", "check"]
Progress = Callable[[int, int, Phase], None]
"""Called with the bytes that are done of a phase, and those of the whole."""
Fetch = Callable[[Progress], object]

STOPPED = "Stopped. What has come stays here, and the next download goes on from there."
UNFORESEEN = "Something went wrong that nobody expected. The log has the details."
LET_GO_SECONDS = 1.0
"""Longest wait for a download at the program's end; one that waits for a name server does not hear of it."""


@dataclass(frozen=True)
class Download:
    """One download. done, total: of its phase. problem: a sentence, once it came to nothing.

    is_done: all is here, and whole.
    """

    done: int
    total: int
    problem: str = ""
    is_done: bool = False
    phase: Phase = "download"

    @property
    def is_running(self) -> bool:
        """Whether it has not come to its end."""
        return not (self.is_done or self.problem)


class Background:
    """At most one download at a time. Every method is thread-safe and returns at once.

    what: is downloaded, in the log.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._lock = threading.Lock()
        self._latest: Download | None = None
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> Download | None:
        """The latest download in this run; None where none was begun, or it was stopped."""
        return self._latest

    def begin(self, fetch: Fetch, total: int) -> None:
        """Download, or go on where an earlier download stopped; nothing where one is under way.

        total: bytes of the whole.
        """
        with self._lock:
            if self._latest and self._latest.is_running:
                return
            self._latest = Download(0, total)
            self._cancelled = cancelled = threading.Event()
            # A daemon: the program need not wait for a network that does not answer.
            run = (fetch, total, cancelled, self._thread)
            self._thread = threading.Thread(target=self._run, args=run, daemon=True)
            self._thread.start()

    def cancel(self) -> None:
        """Stop the download; what has come is kept."""
        with self._lock:
            if self._latest and self._latest.is_running:
                self._cancelled.set()
                self._latest = None

    def stop(self) -> None:
        """Stop the download at the program's end."""
        self.cancel()
        if self._thread:
            self._thread.join(LET_GO_SECONDS)

    def _run(
        self, fetch: Fetch, size: int, cancelled: threading.Event, former: threading.Thread | None
    ) -> None:
        def show(done: int, total: int, phase: Phase = "download") -> None:
            if cancelled.is_set():
                raise CancelledError(STOPPED)
            self._settle(cancelled, Download(done, total, phase=phase))

        if former:  # One that was stopped holds what it writes until it hears of that.
            former.join()
        try:
            fetch(show)
            end = Download(size, size, is_done=True)
        except CancelledError:
            return
        except BacklineError as error:
            end = replace(self._latest or Download(0, size), problem=str(error))
        except Exception:
            log.exception("the download of %s", self._what)
            end = Download(0, size, UNFORESEEN)
        self._settle(cancelled, end)

    def _settle(self, cancelled: threading.Event, download: Download) -> None:
        with self._lock:
            if not cancelled.is_set():
                self._latest = download
