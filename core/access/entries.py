"""What the book of access holds: devices, requests, invitations. Times are UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field

Kind = Literal["key", "address"]
"""How a device comes in: by a key of its own, or, without one, because its address was approved."""
Status = Literal["waiting", "approved", "refused", "expired"]

MAX_WRONG_CODES = 20
"""Wrong codes, from wherever they come, after which an open invitation is void."""


class Kept:
    """What is read from the book as it was written, or not at all.

    A field that another version wrote could be a reason to keep somebody out.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Device(Kept):
    """Who was let in. key_hash: empty where the address is what counts. expires_at: None for never."""

    id: str
    name: str
    platform: str
    kind: Kind
    address: str
    key_hash: str
    created_at: AwareDatetime
    seen_at: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None

    def may_enter(self, now: datetime) -> bool:
        """Whether it has not expired."""
        return self.expires_at is None or now < self.expires_at

    def answers_to(self) -> tuple[str, ...]:
        """What somebody may type to mean it: its address only where that lets it in."""
        return (self.name, self.address) if self.kind == "address" else (self.name,)


@dataclass(frozen=True)
class PairRequest(Kept):
    """Who asks to be let in. code: six digits that both screens show; empty for an address that knocked.

    device_id: what came of it, once the key was fetched.
    """

    id: str
    kind: Kind
    name: str
    platform: str
    address: str
    code: str
    created_at: AwareDatetime
    expires_at: AwareDatetime
    decision: Literal["", "approved", "refused"] = ""
    device_id: str | None = None

    def status_at(self, now: datetime) -> Status:
        """What the one who asked is told."""
        if self.decision == "refused" or self.device_id:
            return self.decision or "approved"
        if now >= self.expires_at:
            return "expired"
        return self.decision or "waiting"

    def answers_to(self) -> tuple[str, ...]:
        """What somebody may type to mean it: not its name, which may be another one's code or address."""
        return self.code, self.address


@dataclass(frozen=True)
class Invitation:
    """A code that lets one device in at once. code: as it is typed, known only to the one who made it."""

    id: str
    code: str
    expires_at: datetime


@dataclass(frozen=True)
class KeptInvitation(Kept):
    """An invitation in the book. wrong_codes: how many were tried while it was open."""

    id: str
    code_hash: str
    expires_at: AwareDatetime
    wrong_codes: int = 0
    device_id: str | None = None

    def is_void(self) -> bool:
        """Whether so many wrong codes came that somebody seems to guess."""
        return self.wrong_codes >= MAX_WRONG_CODES

    def is_open(self, now: datetime) -> bool:
        """Whether its code still lets somebody in."""
        return not self.device_id and not self.is_void() and now < self.expires_at


@dataclass(frozen=True)
class PairAnswer:
    """What one who asked is told. key: only once, and only here; the book knows its hash."""

    request_id: str
    status: Status
    device_id: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class State(Kept):
    """All of the book. secret: 32 random bytes in hex, which links are signed with."""

    server_id: str
    secret: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    devices: tuple[Device, ...] = ()
    requests: tuple[PairRequest, ...] = ()
    invitations: tuple[KeptInvitation, ...] = ()
