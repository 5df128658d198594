"""Whose turn is next: clients take turns, each with its own jobs in the order in which they came."""

from collections import deque
from collections.abc import Iterable, Mapping
from itertools import count
from types import MappingProxyType

from core.jobs import Job


def as_they_waited(jobs: Iterable[Job]) -> list[Job]:
    """Jobs in the order in which they must be queued, and moved to the front, to stand as they stood."""
    return sorted(jobs, key=lambda job: (job.turn < 0, abs(job.turn)))


def last_served(jobs: Iterable[Job]) -> list[str]:
    """Clients that have had turns, each once a job, in the order of these turns."""
    begun = [(job.started_at, job.client) for job in jobs if job.started_at]
    return [client for _, client in sorted(begun)]


class Turns:
    """The jobs that wait. Not thread-safe.

    The client whose turn was longest ago is next, so that fifty songs of one do not hold up the others. Jobs
    that were moved to the front come before all that, the last one moved first.
    """

    def __init__(self) -> None:
        self._front: list[str] = []
        self._queued: dict[str, None] = {}
        self._clients: dict[str, str] = {}
        self._served: dict[str, None] = {}
        """Clients in the order of their last turns, the longest ago first."""
        self._places: Mapping[str, int] | None = None

    def put(self, job_id: str, client: str) -> None:
        """Queue a job behind its client's others, wherever it waited before."""
        if job_id in self:
            self.remove(job_id)
        self._clients[job_id] = client
        self._queued[job_id] = None
        self._places = None

    def to_front(self, job_id: str) -> None:
        """Make a waiting job the next one."""
        client = self._clients[job_id]
        self.remove(job_id)
        self._clients[job_id] = client
        self._front.insert(0, job_id)

    def served(self, client: str) -> None:
        """A job of this client has had its turn."""
        self._served.pop(client, None)
        self._served[client] = None
        self._places = None

    def take(self, job_id: str) -> None:
        """A waiting job has its turn now."""
        self.served(self._clients[job_id])
        self.remove(job_id)

    def remove(self, job_id: str) -> None:
        """A waiting job waits no more."""
        del self._clients[job_id]
        if job_id in self._queued:
            del self._queued[job_id]
        else:
            self._front.remove(job_id)
        self._places = None

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._clients

    def places(self) -> Mapping[str, int]:
        """The jobs in the order of their turns, with their places: 1 for the next."""
        if self._places is None:
            self._places = MappingProxyType(dict(zip(self._in_order(), count(1))))
        return self._places

    def _in_order(self) -> list[str]:
        """Plays the turns through."""
        order = list(self._front)
        waiting: dict[str, deque[str]] = {}
        for job_id in self._queued:
            waiting.setdefault(self._clients[job_id], deque()).append(job_id)
        served = dict(self._served)
        for job_id in self._front:
            served[self._clients[job_id]] = served.pop(self._clients[job_id], None)
        turn = deque([client for client in waiting if client not in served])
        turn += [client for client in served if client in waiting]
        while turn:
            client = turn.popleft()
            order.append(waiting[client].popleft())
            if waiting[client]:
                turn.append(client)
        return order
