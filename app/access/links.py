"""Signed links: addresses that work without a key, for players and WebSockets, which cannot send one."""

import hashlib
from datetime import datetime, timedelta

from itsdangerous import BadData, TimestampSigner

from core.access.access import Access
from core.jobs import now

LIFETIME = timedelta(hours=1)
PARAMETER = "token"
"""The part of the query that lets a link in."""


class Links:
    """Signs paths for callers, with the secret of the book of access: whoever loses that loses all links."""

    def __init__(self, access: Access, lifetime: timedelta = LIFETIME) -> None:
        self._access = access
        self._lifetime = lifetime

    def sign(self, path: str, caller_id: str) -> tuple[str, datetime]:
        """A token for this very path, and when it expires."""
        expires_at = now().replace(microsecond=0) + self._lifetime
        return self._signer(path).sign(caller_id).decode(), expires_at

    def holder(self, token: str, path: str) -> str | None:
        """The id of the caller who signed the path, where that is not too long ago."""
        try:
            signed = self._signer(path).unsign(token, max_age=int(self._lifetime.total_seconds()))
        except BadData:
            return None
        return signed.decode()

    def _signer(self, path: str) -> TimestampSigner:
        return TimestampSigner(
            self._access.secret, salt=f"link:{path}", key_derivation="hmac", digest_method=hashlib.sha256
        )
