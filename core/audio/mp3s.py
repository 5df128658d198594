"""The MP3s of a song, encoded beside the stages: nothing that a stage reads waits for them."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from core.audio.decode import decode
from core.audio.encode import TrackEncoders
from core.audio.segments import Segment
from core.errors import CancelledError
from core.files import attempt

THREADS = min(max((os.cpu_count() or 1) // 2, 2), 6)
"""One alone would take longer than the quick engines, and two longer than any engine on a GPU; there are six
tracks."""
LOW_PRIORITY = 19
"""Niceness."""
POLL = 0.1
"""Seconds between two calls to whoever waits for the end."""


class Mp3Encoding:
    """Follows a song's segments on threads of its own; `folder` takes its name when all MP3s are in it.

    A `with` block that ends before `finish` drops them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._segments: SimpleQueue[Segment | None] = SimpleQueue()
        self._pool = ThreadPoolExecutor(1, "mp3s")
        self._done: Future[None] | None = None
        self._dropped = threading.Event()
        self._added = self._encoded = 0

    def add(self, segment: Segment) -> None:
        """Encode the next segment, some time. Raises OSError when an earlier one could not be."""
        if self._done is None:
            self._done = self._pool.submit(self._encode)
        elif self._done.done():
            self._done.result()
        self._added += 1
        self._segments.put(segment)

    def finish(self, waiting: Callable[[float], None]) -> None:
        """Return when the MP3s of all segments are in place.

        Until then, `waiting` is called again and again with the part that is done, 0 to 1. Without segments
        there are none. Raises OSError, and what `waiting` raises.
        """
        if self._done is None:
            return
        self._segments.put(None)
        while not wait([self._done], POLL).done:
            waiting(self._encoded / self._added)
        self._done.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._dropped.set()
        self._segments.put(None)
        self._pool.shutdown()

    def _encode(self) -> None:
        with (
            attempt(self._folder) as work,
            closing(TrackEncoders(work, "mp3")) as encoders,
            ThreadPoolExecutor(THREADS, "mp3", _step_back) as pool,
        ):
            for segment in iter(self._segments.get, None):
                list(pool.map(partial(self._encode_track, encoders, segment), segment.tracks()))
                self._encoded += 1
            self._check()

    def _encode_track(self, encoders: TrackEncoders, segment: Segment, track: str) -> None:
        for block in decode(segment.file(track)):
            self._check()
            encoders.write({track: block})

    def _check(self) -> None:
        if self._dropped.is_set():
            raise CancelledError("Cancelled.")


def _step_back() -> None:
    """Let the stages go first, where a thread can have a priority of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOW_PRIORITY)
