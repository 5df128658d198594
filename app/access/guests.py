"""Whom the settings and the book of access let in."""

from app.access.caller import Caller
from core.access.access import Access
from core.jobs import DESKTOP_ID
from core.settings import Settings


class Guests:
    """Makes callers of those who came in, and knows whether they still may."""

    def __init__(self, settings: Settings, access: Access) -> None:
        self.everyone = settings.access == "open"
        self._shared = settings.library == "shared"
        self._access = access

    def caller(self, caller_id: str) -> Caller:
        """What this caller may do."""
        owns_all = self.everyone or caller_id == DESKTOP_ID
        return Caller(caller_id, owns_all, sees_all=owns_all or self._shared)

    def is_welcome(self, caller_id: str) -> bool:
        """Whether a caller who came in once may come in now: not with a device that was revoked since."""
        return self.everyone or caller_id == DESKTOP_ID or self._access.is_paired(caller_id)
