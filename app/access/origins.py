"""The web pages that may call the API."""

import re

from starlette.requests import HTTPConnection

LOCALHOST = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"
READING = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing; whether a page may read the answer is the browser's business."""


class Origins:
    """Whose pages may call. named: the CORS_ORIGINS. localhost: pages of this computer's own ports too."""

    def __init__(self, named: tuple[str, ...], localhost: bool) -> None:
        self.named = named
        self.pattern = LOCALHOST if localhost else None

    def trusts(self, connection: HTTPConnection) -> bool:
        """Whether no web page asks, the server's own, or one that is allowed by name: not by `*`."""
        origins = connection.headers.getlist("origin")
        if origins:
            return all(origin == _own(connection) or self._names(origin) for origin in origins)
        followed_link = connection.headers.get("sec-fetch-mode") == "navigate"
        return followed_link or not _is_cross_site(connection)

    def allows(self, connection: HTTPConnection) -> bool:
        """Whether the request may do what it wants, as far as the page goes that sent it."""
        if connection.scope["type"] == "http" and connection.scope["method"] in READING:
            return True
        origins = connection.headers.getlist("origin")
        if not origins:
            return not _is_cross_site(connection)
        return self.trusts(connection) or ("*" in self.named and origins != ["null"])

    def _names(self, origin: str) -> bool:
        return origin in self.named or bool(self.pattern and re.fullmatch(self.pattern, origin))


def _own(connection: HTTPConnection) -> str:
    scheme = connection.scope["scheme"].replace("ws", "http")
    return f"{scheme}://{connection.headers.get('host', '').lower()}"


def _is_cross_site(connection: HTTPConnection) -> bool:
    return connection.headers.get("sec-fetch-site") == "cross-site"
