"""Problem documents (RFC 9457): the shape of every answer from status 400 on."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import anyio
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

PROBLEM_TYPE = "application/problem+json"
LINGER_SECONDS = 3.0
"""How long a client that was refused may go on sending, so that it gets to read why."""

PLAIN: dict[int, tuple[str, str]] = {
    400: ("bad_request", "The server cannot make sense of this request."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not know that method."),
    408: ("request_timeout", "The rest of this request did not come."),
    413: ("file_too_large", "The body of this request is too large."),
    416: ("range_not_satisfiable", "The range lies outside of the file."),
    429: ("rate_limited", "There are too many connections from this address."),
    431: ("head_too_large", "The address or the headers of this request are too large."),
    503: ("unavailable", "The server stops, or has too many connections. Try again later."),
    500: ("internal_error", "Something went wrong on the server; its log tells more under the X-Request-ID."),
}
"""Code and sentence by status, for errors that have no class of ours."""


class Problem(JSONResponse):
    """A problem document.

    Where the request's body was not read to its end, the rest is thrown away for a while: a connection
    closed over unread data would lose the answer.
    """

    media_type = f"{PROBLEM_TYPE}; charset=utf-8"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        if not scope.get("state", {}).get("unread_body"):
            return await super().__call__(scope, receive, send)
        self.headers["Connection"] = "close"
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        with anyio.move_on_after(LINGER_SECONDS):
            while (await receive()).get("more_body"):
                pass
        return await send({"type": "http.response.body", "body": b"", "more_body": False})


def problem(
    status: int, code: str, title: str, detail: str, errors: Sequence[Mapping[str, str]] = ()
) -> Problem:
    """The answer for one error. errors: what is wrong with each field of the request."""
    body: dict[str, Any] = {
        "type": f"urn:backline:error:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "error_code": code,
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    if errors:
        body["errors"] = list(errors)
    return Problem(body, status, headers={"Cache-Control": "no-store"})


def plain_problem(status: int, headers: Mapping[str, str] | None = None) -> Problem:
    """The answer for a bare HTTP status."""
    phrase = HTTPStatus(status).phrase
    code, detail = PLAIN.get(status, (phrase.lower().replace(" ", "_"), f"{phrase}."))
    answer = problem(status, code, phrase, detail)
    answer.headers.update(headers or {})
    return answer
