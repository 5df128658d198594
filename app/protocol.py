"""HTTP/1.1 and WebSockets as uvicorn speaks them, with limits on connections, on heads, and on time."""

import asyncio
import sys
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from app.access.address import plain_address
from app.access.headers import SECURITY_HEADERS
from app.limits.bounds import Bounds
from app.limits.connections import Connections
from app.problems import plain_problem


class Http(H11Protocol):
    """Answers what is no HTTP with a problem document; ends connections that are too many or too slow."""

    def __init__(self, connections: Connections, bounds: Bounds, **given: Any) -> None:
        super().__init__(**given)
        self._open = connections
        self._bounds = bounds
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(transport)
        if refusal := self._open.enter(transport, plain_address(self.client[0] if self.client else "")):
            self._refuse(refusal)
        else:
            self._timer = self.loop.call_later(self._bounds.head_seconds, self._time_out)

    def data_received(self, data: bytes) -> None:
        """A client said something."""
        super().data_received(data)
        self._set_timer()

    def on_response_complete(self) -> None:
        """A client has its answer."""
        super().on_response_complete()
        self._set_timer()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """A client wants to go on with a WebSocket, which has pings of its own."""
        self._stop_timer()
        if event.http_version == b"1.0":
            # uvicorn would take it for HTTP/1.1, and the gate a proxy for a program of this computer.
            self._refuse(HTTPStatus.BAD_REQUEST)
        else:
            super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """A client is gone."""
        self._stop_timer()
        self._open.leave(self.transport)
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - tells of internals
        """Refuse what h11 cannot read: 400, or 431 where the head is too large."""
        error = sys.exception()
        self._refuse(error.error_status_hint if isinstance(error, h11.RemoteProtocolError) else 400)

    def _refuse(self, status: int) -> None:
        """Answer without a request, and close the connection."""
        headers = (
            {"Connection": "close"} | SECURITY_HEADERS | ({"Retry-After": "60"} if status == 429 else {})
        )
        answer = plain_problem(status, headers)
        reason = HTTPStatus(status).phrase.encode()
        events = (
            h11.Response(status_code=status, headers=answer.raw_headers, reason=reason),
            h11.Data(data=bytes(answer.body)),
            h11.EndOfMessage(),
        )
        for event in events:
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _set_timer(self) -> None:
        """Wait no longer than so, from the first time that the client owes something."""
        seconds = None if self.transport.is_closing() else self._patience()
        if seconds is None:
            self._stop_timer()
        elif self._timer is None:
            self._timer = self.loop.call_later(seconds, self._time_out)

    def _patience(self) -> float | None:
        if self._is_amid_head():
            return self._bounds.head_seconds
        has_its_answer = self.conn.our_state is h11.DONE and self.conn.their_state is h11.SEND_BODY
        return self._bounds.rest_seconds if has_its_answer else None

    def _is_amid_head(self) -> bool:
        return self.conn.their_state is h11.IDLE and self.conn.trailing_data[0] != b""

    def _time_out(self) -> None:
        self._timer = None
        if self._is_amid_head():
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.transport.abort()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class WebSocket(WebSocketsSansIOProtocol):
    """Leaves its place when its connection ends."""

    def __init__(self, connections: Connections, **given: Any) -> None:
        super().__init__(**given)
        self._open = connections

    def connection_lost(self, exc: Exception | None) -> None:
        """A client is gone."""
        self._open.leave(self.transport)
        super().connection_lost(exc)
