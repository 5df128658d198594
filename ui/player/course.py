"""The way through a song: from a place on, in a circle where there is a loop, slower or faster."""

from collections.abc import Iterator
from dataclasses import dataclass

Loop = tuple[int, int]
"""Samples [start, end) of a song."""


@dataclass(frozen=True)
class Course:
    """start: sample of the song where it begins; behind its loop it goes on without it."""

    start: int
    loop: Loop | None = None
    speed: float = 1.0

    @property
    def is_endless(self) -> bool:
        """Whether it comes into its loop."""
        return self.loop is not None and self.start < self.loop[1]

    def place(self, gone: float) -> float:
        """Where in the song one is after `gone` samples of it."""
        place = self.start + gone
        if self.loop is None or not self.is_endless or place < self.loop[1]:
            return place
        begin, end = self.loop
        return begin + (place - end) % (end - begin)

    def spans(self, gone: int, count: int) -> Iterator[tuple[int, int]]:
        """The next `count` samples as spans of the song: start and count of each."""
        while count:
            start = int(self.place(gone))
            span = min(count, self.loop[1] - start) if self.loop and self.is_endless else count
            yield start, span
            gone += span
            count -= span
