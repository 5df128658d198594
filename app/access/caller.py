"""Who makes a request, and what of the library is theirs to see and to delete."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection
from starlette.types import Scope

from core.errors import JobNotFoundError, NotOwnerError
from core.jobs import DESKTOP_ID, Job

NOT_OWNER = "Only that device, or the computer itself, may do this."


@dataclass(frozen=True)
class Caller:
    """Who makes a request. A job's `client` is the id of the caller who sent the song.

    id: the device's, `desktop` for this computer, the address for everyone else whom ACCESS=open lets in.
    owns_all: may do with every song what its owner may. sees_all: sees those of others. by_link: has no more
    than a signed link.
    """

    id: str
    owns_all: bool
    sees_all: bool
    by_link: bool = False

    @property
    def is_desktop(self) -> bool:
        """Whether the request is made on this computer."""
        return self.id == DESKTOP_ID and not self.by_link

    @property
    def client(self) -> str | None:
        """Whose jobs are shown; None: everyone's."""
        return None if self.sees_all else self.id

    def sees(self, job: Job) -> bool:
        """Whether the job is there for this caller."""
        return self.sees_all or job.client == self.id

    def check_sees(self, job: Job) -> None:
        """Raises JobNotFoundError."""
        if not self.sees(job):
            raise JobNotFoundError

    def check_deletes(self, job: Job) -> None:
        """Whether the job may be stopped and deleted. Raises JobNotFoundError, NotOwnerError."""
        self.check_sees(job)
        if not (self.owns_all or job.client == self.id):
            raise NotOwnerError(f"{job.display_name} came from another device. {NOT_OWNER}")

    def check_rules_the_queue(self) -> None:
        """Whether what concerns everyone's songs may be done. Raises NotOwnerError."""
        if not self.sees_all:
            raise NotOwnerError("This concerns the songs of others too: only the computer itself may do it.")


def let_in(scope: Scope, caller: Caller) -> None:
    """Keep who makes a request, for the routes."""
    scope.setdefault("state", {})["caller"] = caller


def caller_of(connection: HTTPConnection) -> Caller:
    """Who makes the request. Only for addresses that not everyone may call."""
    caller: Caller = connection.scope["state"]["caller"]
    return caller


async def _dependency(connection: HTTPConnection) -> Caller:
    return caller_of(connection)


Who = Annotated[Caller, Depends(_dependency)]
"""A route's parameter: who calls it."""
