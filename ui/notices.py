"""What the user is told without having asked: a song is ready or failed, a phone wants to come in."""

from PySide6.QtCore import QObject, Signal

from core.jobs import Job, JobStatus
from core.processes.worker import CANCELLED
from core.service import Service
from core.subscriptions import Changes
from ui import words
from ui.language import tr

SHOWN_APART = 3
"""Songs that end at once and are each told of; more are told of together."""


class Notices(QObject):
    """Makes notices of a service's changes.

    told: emitted with a title, a sentence, and the id of the song that it is about, or empty.
    """

    told = Signal(str, str, str)

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._open = {job.id for job in service.find(lambda job: not job.status.ended)}

    def hear(self, changes: Changes) -> None:
        """Tell of the songs that have just ended."""
        ended = [job for job in changes.jobs.values() if job and job.id in self._open and job.status.ended]
        for job_id, job in changes.jobs.items():
            if job is None or job.status.ended:
                self._open.discard(job_id)
            else:
                self._open.add(job_id)
        news = [job for job in ended if job.error_code != "cancelled" and job.setback != CANCELLED]
        if len(news) > SHOWN_APART:
            self._tell_together(news)
        else:
            for job in news:
                self._tell(job)

    def _tell(self, job: Job) -> None:
        if job.setback:
            self.told.emit(tr("{song} could not be done again", song=job.display_name), job.message, job.id)
        elif job.status is JobStatus.COMPLETED:
            self.told.emit(tr("{song} is ready", song=job.display_name), _found(job), job.id)
        else:
            self.told.emit(tr("{song} failed", song=job.display_name), job.error_message or "", job.id)

    def _tell_together(self, jobs: list[Job]) -> None:
        failed = sum(job.status is JobStatus.FAILED or bool(job.setback) for job in jobs)
        sentence = tr("{n} failed; the list says why.", n=failed) if failed else ""
        self.told.emit(tr("{n} songs are ready", n=len(jobs) - failed), sentence, "")


def _found(job: Job) -> str:
    return ", ".join(filter(None, (words.key(job.corrected.key), words.tempo(job.corrected.tempo_bpm))))
