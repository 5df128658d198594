"""Jobs while they change: server-sent events, and the same over WebSockets."""

from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any

import anyio
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from sse_starlette import EventSourceResponse, ServerSentEvent

from app.access.caller import Caller, Who
from app.access.guests import Guests
from app.status_feed import NOTHING_NEW, StatusFeed
from core.errors import JobNotFoundError, UnauthorizedError, UnavailableError
from core.service import Service

ENDED, NOT_WELCOME, STOPPING, NO_JOB = 1000, 1008, 1012, 4404
"""Close codes of a WebSocket: RFC 6455's, and 4404 where there is no such job, or no more."""
STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "Status objects, one an event."}
}


class EventRoutes:
    """`/jobs/{id}/events`, `/events`, `/ws/jobs/{id}` and `/ws`."""

    def __init__(self, service: Service, guests: Guests) -> None:
        self._guests = guests
        self._feed = StatusFeed(service)
        self.router = APIRouter(tags=["jobs"])
        for path, endpoint in (("/jobs/{job_id}/events", self.events), ("/events", self.all_events)):
            self.router.add_api_route(path, endpoint, response_class=EventSourceResponse, responses=STREAM)
        self.router.add_api_websocket_route("/ws/jobs/{job_id}", self.follow)
        self.router.add_api_websocket_route("/ws", self.follow_all)

    async def events(self, job_id: str, caller: Who) -> EventSourceResponse:
        """The status object, now and at every change, until the job ends."""
        return self._stream(self._feed.follow(job_id, caller), caller)

    async def all_events(self, caller: Who) -> EventSourceResponse:
        """The status objects of all jobs that run or wait, and of every job that changes."""
        return self._stream(self._feed.follow_all(caller), caller)

    async def follow(self, websocket: WebSocket, job_id: str, caller: Who) -> None:
        """The status object of one job, now and at every change, until it ends."""
        await self._send(websocket, self._guarded(self._feed.follow(job_id, caller), caller))

    async def follow_all(self, websocket: WebSocket, caller: Who) -> None:
        """The status objects of all jobs that run or wait, and of every job that changes."""
        await self._send(websocket, self._guarded(self._feed.follow_all(caller), caller))

    def _stream(self, states: AsyncGenerator[str], caller: Caller) -> EventSourceResponse:
        return EventSourceResponse(_events(self._guarded(states, caller)), ping=0, sep="\n")

    async def _guarded(self, states: AsyncGenerator[str], caller: Caller) -> AsyncGenerator[str]:
        """The states, as long as the caller may hear them. Raises UnauthorizedError."""
        async with aclosing(states):
            async for status in states:
                if not self._guests.is_welcome(caller.id):
                    raise UnauthorizedError("This device may not come in any more.")
                yield status

    async def _send(self, websocket: WebSocket, states: AsyncGenerator[str]) -> None:
        await websocket.accept()
        code = None
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_cancel_when_gone, websocket, tasks.cancel_scope)
            code = await _send_all(websocket, states)
            tasks.cancel_scope.cancel()
        if code is not None:
            await websocket.close(code)


async def _events(states: AsyncGenerator[str]) -> AsyncGenerator[str | ServerSentEvent]:
    with suppress(JobNotFoundError, UnauthorizedError, UnavailableError):
        async with aclosing(states):
            async for status in states:
                yield ServerSentEvent(comment="nothing new") if status == NOTHING_NEW else status


async def _send_all(websocket: WebSocket, states: AsyncGenerator[str]) -> int | None:
    """Send what comes; the close code, None where the client has gone."""
    try:
        async with aclosing(states):
            async for status in states:
                if status != NOTHING_NEW:  # A WebSocket has pings of its own.
                    await websocket.send_text(status)
    except JobNotFoundError:
        return NO_JOB
    except UnauthorizedError:
        return NOT_WELCOME
    except UnavailableError:
        return STOPPING
    except WebSocketDisconnect:
        return None
    return ENDED


async def _cancel_when_gone(websocket: WebSocket, sending: anyio.CancelScope) -> None:
    while (await websocket.receive())["type"] != "websocket.disconnect":
        pass  # Clients have nothing to say here.
    sending.cancel()
