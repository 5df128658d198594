"""The jobs in memory, to be found by id, time, status and name."""

from collections.abc import Iterable, Iterator
from itertools import islice
from unicodedata import normalize

from core.jobs import Job, JobStatus


class JobIndex:
    """Jobs in the order of their creation, with their names as a search sees them. Not thread-safe."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = {job.id: job for job in sorted(jobs, key=_created)}
        self._names = {job.id: _names(job) for job in self._jobs.values()}

    def __iter__(self) -> Iterator[Job]:
        return iter(self._jobs.values())

    def get(self, job_id: str) -> Job | None:
        """The job of this id."""
        return self._jobs.get(job_id)

    def put(self, job: Job) -> None:
        """Take up a job, or its new state."""
        before = self._jobs.get(job.id)
        self._jobs[job.id] = job
        if before is None:
            self._keep_order(job)
        if before is None or before.display_name != job.display_name:
            self._names[job.id] = _names(job)

    def remove(self, job_id: str) -> bool:
        """Forget a job; whether it was there."""
        self._names.pop(job_id, None)
        return self._jobs.pop(job_id, None) is not None

    def page(
        self, status: JobStatus | None, limit: int, offset: int, query: str, client: str | None = None
    ) -> tuple[list[Job], int]:
        """A page of the jobs, newest first, and how many there are. query: part of a name. client: whose."""
        if status is None and not query and client is None:
            start = min(offset, len(self._jobs))
            return list(islice(reversed(self._jobs.values()), start, start + limit)), len(self._jobs)
        wanted = _folded(query)
        found = [
            job
            for job in reversed(self._jobs.values())
            if (status is None or job.status is status)
            and (client is None or job.client == client)
            and wanted in self._names[job.id]
        ]
        return found[offset : offset + limit], len(found)

    def _keep_order(self, job: Job) -> None:
        """The last one is not the newest where a clock was set back, or where a removed job comes back."""
        newest = list(islice(reversed(self._jobs.values()), 2))
        if newest[-1].created_at > job.created_at:
            self._jobs = dict(sorted(self._jobs.items(), key=lambda item: _created(item[1])))


def _created(job: Job) -> tuple[object, ...]:
    return job.created_at, job.id


def _names(job: Job) -> str:
    return _folded(f"{job.display_name}\n{job.input_filename}")


def _folded(text: str) -> str:
    return normalize("NFC", text).casefold()
