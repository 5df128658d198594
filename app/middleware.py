"""What is done to every request around the routes."""

import asyncio
import logging
import uuid
from http import HTTPStatus

import anyio
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.headers import complete
from app.limits.bounds import Bounds
from app.problems import PROBLEM_TYPE, plain_problem
from core import logs

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 1_000_000
"""Largest body of a request that is no upload."""


class RequestIds:
    """Gives every answer an X-Request-ID, as in the log, JSON its charset, bare errors a problem's shape."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request_id = uuid.uuid4().hex
        with logs.about(request_id=request_id):
            await self._answer(scope, receive, send, request_id)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        scope.setdefault("state", {}).update(request_id=request_id, unread_body=_announces_body(scope))
        replaced = False

        async def label(message: Message) -> None:
            nonlocal replaced
            if replaced:
                return
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                complete(headers, scope["state"].get("caller"))
                if replaced := _is_bare_error(message["status"], headers):
                    del headers["content-type"], headers["content-length"]
                    await plain_problem(message["status"], dict(headers))(scope, receive, send)
                    return
            await send(message)

        return await self.app(scope, receive, label)


class Crashes:
    """Turns what nobody expected into a 500 without internals; the log has the trace under the id."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            return await self.app(scope, receive, watch)
        except asyncio.CancelledError:
            log.info("the server stops in the middle of %s %r", scope["method"], scope["path"])
            scope["state"]["unread_body"] = False
            if not started:
                await plain_problem(503)(scope, receive, send)
        except ClientDisconnect:
            log.info("the client of %s %r went away", scope["method"], scope["path"])
        except Exception:
            request_id = scope["state"]["request_id"]
            log.exception("request %s failed: %s %r", request_id, scope["method"], scope["path"])
            if started:
                raise
            return await plain_problem(500)(scope, receive, send)


class Bodies:
    """Keeps in `unread_body` whether more of a body may come, and refuses one too large or too slow.

    upload_paths: where bodies are counted by the route, and what lies below.
    """

    def __init__(self, app: ASGIApp, upload_paths: tuple[str, ...], bounds: Bounds) -> None:
        self.app = app
        self._bounds = bounds
        self._upload_paths = upload_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        state = scope["state"]
        left = float("inf") if scope["path"].startswith(self._upload_paths) else MAX_BODY_BYTES
        patience = self._bounds.body_seconds

        async def count() -> Message:
            nonlocal left, patience
            begun = anyio.current_time()
            message = await (_next_within(patience, receive) if state["unread_body"] else receive())
            state["unread_body"] = message.get("more_body", False)
            size = len(message.get("body", b""))
            left -= size
            patience += size / self._bounds.body_rate - (anyio.current_time() - begun)
            if left < 0:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        async def answer(message: Message) -> None:
            nonlocal left
            left = float("inf")  # What comes after the answer is thrown away.
            await send(message)

        return await self.app(scope, count, answer)


async def _next_within(seconds: float, receive: Receive) -> Message:
    """The next piece of a body. Raises HTTPException (408) where it does not come in time."""
    try:
        with anyio.fail_after(seconds):
            return await receive()
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from None


def _announces_body(scope: Scope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


def _is_bare_error(status: int, headers: MutableHeaders) -> bool:
    return status >= 400 and not headers.get("content-type", "").startswith(PROBLEM_TYPE)
