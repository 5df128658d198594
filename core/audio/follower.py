"""Work on a thread of its own, a few calls behind the one who hands it over."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import ParamSpec, Self

P = ParamSpec("P")


class Follower:
    """Makes calls in order, at most `depth` behind: then `call` waits.

    What a call raises is raised by a later `call`, or where the `with` block ends well; where it does not,
    the calls that wait are dropped.
    """

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._pool = ThreadPoolExecutor(1, "follower")
        self._waiting: deque[Future[None]] = deque()

    def call(self, function: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        """Have a function called."""
        if len(self._waiting) == self._depth:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(function, *args, **kwargs))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        try:
            while kind is None and self._waiting:
                self._waiting.popleft().result()
        finally:
            self._pool.shutdown(cancel_futures=True)
