"""How often a client may ask: before the gate by its address, behind it by who it is."""

from http import HTTPStatus

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.address import address_of, is_loopback
from app.errors import problem_of
from app.limits.bounds import Bounds
from app.limits.windows import Window
from app.problems import plain_problem
from core.errors import RateLimitedError

MINUTE = 60.0
"""Seconds."""
OFTEN = "This device asks too often."
WRONG = "Too many wrong keys came from this address."


class Heads:
    """Refuses a request whose head is too large, or says in two ways where the body ends."""

    def __init__(self, app: ASGIApp, bounds: Bounds) -> None:
        self.app = app
        self._bounds = bounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "lifespan" and self._is_too_large(scope):
            return await plain_problem(431, {"Connection": "close"})(scope, receive, send)
        if scope["type"] == "http" and _has_two_ends(scope):
            return await plain_problem(400, {"Connection": "close"})(scope, receive, send)
        return await self.app(scope, receive, send)

    def _is_too_large(self, scope: Scope) -> bool:
        headers = scope["headers"]
        size = len(scope["raw_path"]) + len(scope["query_string"])
        size += sum(len(name) + len(value) for name, value in headers)
        return len(headers) > self._bounds.headers or size > self._bounds.head_bytes


class Knocks:
    """Before the gate: limits an address that brings no key, and one that brings wrong ones.

    Who brought too many wrong keys within a minute is refused before the next is looked at. Loopback may
    ask without a key as often as it likes: that is the desktop.
    rate: requests a minute, 0 for any number.
    """

    def __init__(self, app: ASGIApp, rate: int, bounds: Bounds) -> None:
        self.app = app
        self._asked = Window(rate, MINUTE) if rate else None
        self._wrong = Window(bounds.wrong_keys_a_minute, MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        connection = HTTPConnection(scope)
        address = address_of(connection)
        if not _brings_key(connection):
            wait = self._asked.hit(address) if self._asked and not is_loopback(address) else 0
            return await _answer(self.app, wait, OFTEN, scope, receive, send)

        async def watch(message: Message) -> None:
            if (
                message["type"].endswith("http.response.start")
                and message["status"] == HTTPStatus.UNAUTHORIZED
            ):
                self._wrong.hit(address)
            await send(message)

        return await _answer(self.app, self._wrong.wait(address), WRONG, scope, receive, watch)


class Requests:
    """Behind the gate: limits a device, wherever it asks from. The desktop asks as often as it likes.

    rate: requests a minute, 0 for any number.
    """

    def __init__(self, app: ASGIApp, rate: int) -> None:
        self.app = app
        self._asked = Window(rate, MINUTE) if rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        name = "" if scope["type"] == "lifespan" else _name_of(scope)
        wait = self._asked.hit(name) if self._asked and name else 0
        return await _answer(self.app, wait, OFTEN, scope, receive, send)


def _has_two_ends(scope: Scope) -> bool:
    """What is the body for one server may be the next request for a proxy in front of it (RFC 9112, 6.3)."""
    return {b"content-length", b"transfer-encoding"} <= {name for name, _ in scope["headers"]}


def _name_of(scope: Scope) -> str:
    """By what name a client is counted: its device's, or its address where nobody asked who it is."""
    caller = scope.get("state", {}).get("caller")
    if caller is not None:
        return "" if caller.is_desktop else str(caller.id)
    address = address_of(HTTPConnection(scope))
    return "" if is_loopback(address) else address


def _brings_key(connection: HTTPConnection) -> bool:
    return "x-api-key" in connection.headers or "authorization" in connection.headers


async def _answer(app: ASGIApp, wait: int, sentence: str, scope: Scope, receive: Receive, send: Send) -> None:
    """What the app says, or, where there is to wait, that."""
    if wait:
        error = RateLimitedError(f"{sentence} Try again in {wait} s.", wait)
        return await problem_of(error)(scope, receive, send)
    return await app(scope, receive, send)
