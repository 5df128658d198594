"""What Backline does now, at a glance."""

from dataclasses import dataclass

from core.errors import JobNotFoundError
from core.service import Service
from ui.language import tr


@dataclass(frozen=True)
class Activity:
    """percent: of the songs in work, on average. attention: what waits for the user, or empty."""

    in_work: int = 0
    waiting: int = 0
    is_paused: bool = False
    percent: int = 0
    attention: str = ""

    @classmethod
    def of(cls, service: Service, attention: str = "") -> "Activity":
        """What a service does now; only memory is read."""
        queue = service.queue()
        done = [_percent(service, job_id) for job_id in queue.active_job_ids]
        mean = sum(done) // len(done) if done else 0
        return cls(len(done), queue.queued_jobs, queue.paused, mean, attention)

    def words(self) -> str:
        """A line for a tooltip."""
        return self.attention or self._work()

    def _work(self) -> str:
        if not self.in_work and not self.waiting:
            return tr("nothing to do")
        parts = []
        if self.in_work:
            parts.append(tr("{n} in work, {percent} %", n=self.in_work, percent=self.percent))
        if self.waiting:
            parts.append(tr("{n} waiting", n=self.waiting))
        if self.is_paused:
            parts.append(tr("paused"))
        return ", ".join(parts)


def _percent(service: Service, job_id: str) -> int:
    try:
        return service.job(job_id).progress
    except JobNotFoundError:
        return 0
