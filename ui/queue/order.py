"""In what order songs are listed: by keys that are made once a song, not by comparing songs."""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from core.jobs import Job, JobStatus

Key = tuple[Any, ...]
"""Compares with the keys of the same order; its last item is the job's id."""

_NUMBER = re.compile(r"([0-9]+)")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_STATES = (JobStatus.PROCESSING, JobStatus.QUEUED, JobStatus.FAILED, JobStatus.COMPLETED)


class Column(IntEnum):
    """What a row tells, from left to right; the last one opens its menu."""

    SONG = 0
    STATE = 1
    LENGTH = 2
    TEMPO = 3
    KEY = 4
    ADDED = 5
    MENU = 6


def order_by(column: Column, descending: bool, places: Mapping[str, int]) -> Callable[[Job], Key]:
    """Makes the key by which a column sorts a song. places: of the songs that wait, by id.

    Where there is nothing to compare, a song comes last, up or down.
    """
    values: dict[Column, Callable[[Job], Any]] = {
        Column.SONG: lambda job: _natural(job.display_name),
        Column.STATE: lambda job: (_STATES.index(job.status), places.get(job.id, 0)),
        Column.LENGTH: lambda job: job.summary.duration,
        Column.TEMPO: lambda job: job.corrected.tempo_bpm,
        Column.KEY: lambda job: job.corrected.key or "",
        Column.ADDED: lambda job: job.created_at.timestamp(),
    }
    value = values.get(column, values[Column.ADDED])

    def key(job: Job) -> Key:
        found = value(job)
        # As a number: times with zones take ten times as long to compare.
        return (not found) is not descending, found, job.created_at.timestamp(), job.id

    return key


@lru_cache(maxsize=20_000)
def _natural(name: str) -> tuple[str | int, ...]:
    """Without case and accents, and `Take 2` before `Take 10`."""
    folded = name.casefold()
    if not folded.isascii():
        folded = _ACCENTS.sub("", normalize("NFKD", folded))
    pieces: list[str | int] = [*_NUMBER.split(folded)]
    pieces[1::2] = map(int, pieces[1::2])
    return tuple(pieces)


class Ordered:
    """Ids of jobs in the order of their keys, backwards where `descending`."""

    def __init__(self, jobs: Iterable[Job], key: Callable[[Job], Key], descending: bool) -> None:
        self._descending = descending
        self._key_of = {job.id: key(job) for job in jobs}
        self._keys = sorted(self._key_of.values())

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        keys = reversed(self._keys) if self._descending else self._keys
        return (key[-1] for key in keys)

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._key_of

    def at(self, row: int) -> str:
        """The id in a row."""
        job_id: str = self._keys[self._from_either_end(row, len(self._keys))][-1]
        return job_id

    def row(self, job_id: str) -> int:
        """The row of an id. Raises KeyError."""
        return self._from_either_end(bisect_left(self._keys, self._key_of[job_id]), len(self._keys))

    def key(self, job_id: str) -> Key:
        """The key of an id. Raises KeyError."""
        return self._key_of[job_id]

    def row_for(self, key: Key) -> int:
        """The row that a job of this key would take, were it put in now."""
        return self._from_either_end(bisect_left(self._keys, key), len(self._keys) + 1)

    def put(self, job_id: str, key: Key) -> None:
        """Take up an id that is not there."""
        self._key_of[job_id] = key
        insort(self._keys, key)

    def remove(self, job_id: str) -> None:
        """Let an id go. Raises KeyError."""
        del self._keys[bisect_left(self._keys, self._key_of.pop(job_id))]

    def _from_either_end(self, index: int, count: int) -> int:
        return count - 1 - index if self._descending else index
