"""All songs there are, and which of them are listed, in which order."""

from collections.abc import Iterable, Mapping
from unicodedata import normalize

from core.jobs import Job
from ui.queue.order import Column, Key, Ordered, order_by


class Songs:
    """Songs by id. rows: the ids of those that are listed; whoever changes songs keeps it true.

    places: of the songs that wait, by id.
    """

    def __init__(self) -> None:
        self.places: Mapping[str, int] = {}
        self.column, self.descending = Column.ADDED, True
        self._jobs: dict[str, Job] = {}
        self._names: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._words: list[str] = []
        self.rows = self.ordered()

    @property
    def count(self) -> int:
        """How many there are, listed or not."""
        return len(self._jobs) - len(self._hidden)

    def __getitem__(self, job_id: str) -> Job:
        return self._jobs[job_id]

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._jobs

    def keep(self, jobs: Mapping[str, Job | None]) -> None:
        """Take over the newest states of songs; None for one that is gone."""
        for job_id, job in jobs.items():
            if job is not None:
                self._jobs[job_id] = job
                self._names[job_id] = _names(job)
            elif job_id in self._jobs:
                del self._jobs[job_id], self._names[job_id]
                self._hidden.discard(job_id)

    def clear(self) -> None:
        """Forget all songs."""
        self.keep(dict.fromkeys(self._jobs))

    def hide(self, job_ids: Iterable[str]) -> None:
        """Leave songs out until they are gone, or shown again."""
        self._hidden.update(job_ids)

    def unhide(self, job_ids: Iterable[str]) -> None:
        """Leave them out no more."""
        self._hidden.difference_update(job_ids)

    def search(self, text: str) -> None:
        """List only songs in whose names all words of a text are found."""
        self._words = _folded(text).split()

    def lists(self, job: Job) -> bool:
        """Whether a song, as it is now, is to be listed."""
        return job.id not in self._hidden and (not self._words or self._is_found(_names(job)))

    def key(self, job: Job) -> Key:
        """By what a song is sorted now."""
        return order_by(self.column, self.descending, self.places)(job)

    def ordered(self) -> Ordered:
        """The ids of all that are to be listed, in their order."""
        jobs: Iterable[Job] = self._jobs.values()
        if self._hidden:
            jobs = (job for job in jobs if job.id not in self._hidden)
        if self._words:
            jobs = (job for job in jobs if self._is_found(self._names[job.id]))
        return Ordered(jobs, order_by(self.column, self.descending, self.places), self.descending)

    def _is_found(self, names: str) -> bool:
        return all(word in names for word in self._words)


def _names(job: Job) -> str:
    return _folded(f"{job.display_name}\n{job.input_filename}")


def _folded(text: str) -> str:
    return normalize("NFC", text).casefold()
