"""Which of the jobs that wait may start: one that may not lets the next ones go first."""

import logging
import time
from collections.abc import Callable, Iterable

log = logging.getLogger(__name__)

MayStart = Callable[[str], bool]
"""Whether a job may start now."""


class Admission:
    """Asks for jobs in their order, each once a round: a thousand may wait for room. Thread-safe.

    ask_seconds: length of a round, after which a job that might not start is asked for again.
    """

    def __init__(self, may_start: MayStart, ask_seconds: float) -> None:
        self._may_start = may_start
        self._ask_seconds = ask_seconds
        self.begin_round()

    def begin_round(self) -> None:
        """Ask for all jobs anew: what they lacked may be there."""
        self._refused: set[str] = set()
        self._told = False
        self._end = time.monotonic() + self._ask_seconds

    def seconds_left(self) -> float:
        """Until the next round."""
        return max(self._end - time.monotonic(), 0.0)

    def first(self, waiting: Iterable[str]) -> str | None:
        """The first of some jobs that may start now; None where none may."""
        if time.monotonic() >= self._end:
            self.begin_round()
        # Another thread may begin a round meanwhile: what is refused here does not count in that one.
        refused = self._refused
        for job_id in waiting:
            if job_id not in refused:
                if self._may_start_now(job_id):
                    return job_id
                refused.add(job_id)
        return None

    def _may_start_now(self, job_id: str) -> bool:
        """Not while nobody can tell, as of a disk that is gone for a moment: the slot must go on asking."""
        try:
            return self._may_start(job_id)
        except Exception:
            # Once a round: the others that wait would fail with the same.
            if not self._told:
                log.exception("whether job %s may start", job_id)
            self._told = True
            return False
