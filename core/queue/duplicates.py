"""The same song sent twice: who has the results already, or will have them soon."""

import logging
import zlib
from collections.abc import Iterable

from core.disk.data_folder import DataFolder
from core.jobs import Job, JobStatus, Summary
from core.models import Stage
from core.queue.sharing import share
from core.queue.wanted import EngineChoice
from core.records.store import JobStore
from core.release import release
from core.stagefolder import made_by

log = logging.getLogger(__name__)


class Duplicates:
    """Finds jobs of one song, by its content, that come to the same results. Thread-safe.

    shared: whether one device's results answer another's job. That would tell who has which song.
    """

    def __init__(self, store: JobStore, data: DataFolder, choice: EngineChoice, shared: bool) -> None:
        self._store = store
        self._data = data
        self._choice = choice
        self._shared = shared

    def answer(self, job: Job) -> Summary | None:
        """Give a job the results of a finished one: their summary, or None where there are none to give."""
        for finished in self._store.all():
            if finished.status is JobStatus.COMPLETED and self._same(job, finished) and self._fresh(finished):
                try:
                    share(self._data.job(finished.id), finished, self._data.job(job.id), job)
                except (OSError, EOFError, zlib.error) as error:
                    log.info("%s cannot have the results of %s: %s", job.id, finished.id, error)
                else:
                    return finished.summary
        return None

    def is_among(self, job_ids: Iterable[str], job: Job) -> bool:
        """Whether one of these jobs in work will have what a job asks for."""
        others = map(self._store.get, job_ids)
        return any(other and other.id != job.id and self._same(job, other) for other in others)

    def waiting_for(self, finished: Job, job_ids: Iterable[str]) -> list[Job]:
        """Those of some jobs that ask for what a finished one has."""
        others = map(self._store.get, job_ids)
        return [other for other in others if other and self._same(other, finished)]

    def _same(self, job: Job, other: Job) -> bool:
        """Whether what `other` has, or will have, is what `job` asks for."""
        if job.sha256 != other.sha256 or job.request.stages != other.request.stages:
            return False
        if job.request.again or job.earlier or not (self._shared or job.client == other.client):
            return False
        engines = other.summary.engines
        has = (
            (engines.separator, engines.pitch)
            if other.status is JobStatus.COMPLETED
            else self._choice.engines(other.request)
        )
        return self._choice.answers(job.request, has)

    def _fresh(self, finished: Job) -> bool:
        """Whether this version of Backline made the results: a later one may do better."""
        return made_by(self._data.job(finished.id).stage(Stage.SEPARATION)) == release().version
