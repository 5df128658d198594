"""What is done to every request around the routes."""

import asyncio
import logging
import uuid
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.downloads import JSON
from app.errors import METHODS, PROBLEM_TYPE, plain_problem
from core import logs

log = logging.getLogger(__name__)

ALLOWED_HEADERS = (
    "ngrok-skip-browser-warning",
    "X-API-Key",
    "Authorization",
    "Idempotency-Key",
    "Range",
    "If-Range",
    "If-None-Match",
    "Content-Type",
)
EXPOSED_HEADERS = (
    "Location",
    "ETag",
    "Content-Range",
    "Content-Disposition",
    "Upload-Offset",
    "X-Request-ID",
)
OWN_SOURCES = "default-src 'self' 'unsafe-inline' blob: data:"
"""The pages of the documentation would fetch a logo from another network."""
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
        scope.setdefault("state", {})["request_id"] = request_id
        replaced = False

        async def label(message: Message) -> None:
            nonlocal replaced
            if replaced:
                return
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                _complete(headers)
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
    """Keeps in `unread_body` whether more of the request's body may come, and refuses one that is too large.

    upload_path: where bodies are counted by the route.
    """

    def __init__(self, app: ASGIApp, upload_path: str) -> None:
        self.app = app
        self._upload_path = upload_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        state = scope["state"]
        state["unread_body"] = _announces_body(scope)
        left = float("inf") if scope["path"] == self._upload_path else MAX_BODY_BYTES

        async def count() -> Message:
            nonlocal left
            message = await receive()
            state["unread_body"] = message.get("more_body", False)
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        async def answer(message: Message) -> None:
            nonlocal left
            left = float("inf")  # What comes after the answer is thrown away.
            await send(message)

        return await self.app(scope, count, answer)


def cors(app: ASGIApp, origins: tuple[str, ...]) -> CORSMiddleware:
    """Let web pages of these origins call the API; they never send credentials of the browser."""
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=METHODS,
        allow_headers=ALLOWED_HEADERS,
        expose_headers=EXPOSED_HEADERS,
        allow_private_network=True,
    )


def _announces_body(scope: Scope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


def _complete(headers: MutableHeaders) -> None:
    kind = headers.get("content-type", "")
    if kind == "application/json":
        headers["Content-Type"] = JSON
    if kind.startswith("text/html"):
        headers["Content-Security-Policy"] = OWN_SOURCES


def _is_bare_error(status: int, headers: MutableHeaders) -> bool:
    return status >= 400 and not headers.get("content-type", "").startswith(PROBLEM_TYPE)
