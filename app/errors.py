"""Every error that the API answers, in one table, as a problem document (RFC 9457)."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, cast

import anyio
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from app.tus.errors import (
    ChecksumMismatchError,
    OffsetMismatchError,
    TusBodyError,
    TusHeaderError,
    TusVersionError,
    UploadLockedError,
    UploadNotFoundError,
)
from core.errors import (
    BacklineError,
    BatchNotFoundError,
    FileTooLargeError,
    ForbiddenHostError,
    ForbiddenOriginError,
    InvalidAudioError,
    JobNotFoundError,
    NoSpaceError,
    NotFailedError,
    NotOwnerError,
    NotQueuedError,
    NotReadyError,
    NotRequestedError,
    PairingNotFoundError,
    RateLimitedError,
    StemNotFoundError,
    StorageError,
    UnauthorizedError,
    UnavailableError,
)

log = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"
LINGER_SECONDS = 3.0
"""How long a client that was refused may go on sending, so that it gets to read why."""


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field of a request."""

    field: str
    message: str


class InvalidRequestError(BacklineError):
    """Fields of a request that mean nothing."""

    code = "validation_error"

    def __init__(self, *errors: FieldError) -> None:
        super().__init__(" ".join(f"{error.field}: {_sentence(error.message)}" for error in errors))
        self.errors = errors


class UnsupportedMediaTypeError(BacklineError):
    """An upload whose body is not multipart."""

    code = "unsupported_media_type"


TABLE: dict[type[BacklineError], tuple[int, str]] = {
    TusHeaderError: (400, "Bad header"),
    UnauthorizedError: (401, "No key"),
    ForbiddenHostError: (403, "Foreign host"),
    ForbiddenOriginError: (403, "Foreign origin"),
    NotOwnerError: (403, "Not the owner"),
    JobNotFoundError: (404, "No such job"),
    BatchNotFoundError: (404, "No such batch"),
    StemNotFoundError: (404, "No such stem"),
    NotRequestedError: (404, "Not asked for"),
    PairingNotFoundError: (404, "No such request"),
    UploadNotFoundError: (404, "No such upload"),
    NotReadyError: (409, "Not ready"),
    NotFailedError: (409, "Not failed"),
    NotQueuedError: (409, "Not queued"),
    OffsetMismatchError: (409, "Other offset"),
    TusVersionError: (412, "Other version of tus"),
    FileTooLargeError: (413, "File too large"),
    UnsupportedMediaTypeError: (415, "Not multipart"),
    TusBodyError: (415, "Not a part of an upload"),
    InvalidAudioError: (422, "Not audio"),
    InvalidRequestError: (422, "Invalid request"),
    UploadLockedError: (423, "Upload in use"),
    RateLimitedError: (429, "Too many requests"),
    ChecksumMismatchError: (460, "Other checksum"),
    UnavailableError: (503, "Unavailable"),
    NoSpaceError: (507, "Storage full"),
    StorageError: (507, "Storage full"),
    BacklineError: (500, "Internal error"),
}
"""Status and title by error; its class holds the code. An error that is not here counts as its base class."""

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

NO_JSON = "This is not JSON."
METHODS = ("GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS")
STORAGE_SENTENCE = "The server cannot store this: its disk is full or closed to it."
"""StorageError names a folder of the host, which is nobody's business here."""


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


def problem(status: int, code: str, title: str, detail: str, errors: tuple[FieldError, ...] = ()) -> Problem:
    """The answer for one error."""
    body: dict[str, Any] = {
        "type": f"urn:backline:error:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "error_code": code,
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    if errors:
        body["errors"] = [{"field": error.field, "message": _sentence(error.message)} for error in errors]
    return Problem(body, status, headers={"Cache-Control": "no-store"})


def plain_problem(status: int, headers: Mapping[str, str] | None = None) -> Problem:
    """The answer for a bare HTTP status."""
    phrase = HTTPStatus(status).phrase
    code, detail = PLAIN.get(status, (phrase.lower().replace(" ", "_"), f"{phrase}."))
    answer = problem(status, code, phrase, detail)
    answer.headers.update(headers or {})
    return answer


def add_error_handlers(app: FastAPI) -> None:
    """Make the app answer every expected error from the tables above."""
    app.add_exception_handler(BacklineError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)


async def _expected(_request: Request, error: Exception) -> Problem:
    return problem_of(cast("BacklineError", error))


def problem_of(error: BacklineError) -> Problem:
    """The answer for an expected error, also where no route is reached."""
    kind = next(base for base in type(error).__mro__ if base in TABLE)
    status, title = TABLE[kind]
    if status >= 500:
        log.error("%s: %s", type(error).__name__, error)
    if kind is BacklineError:
        return plain_problem(status)
    answer = problem(status, error.code, title, sentence_of(error), getattr(error, "errors", ()))
    answer.headers.update(_headers(error))
    return answer


def sentence_of(error: BacklineError) -> str:
    """What a client is told of an error."""
    return STORAGE_SENTENCE if type(error) is StorageError else str(error)


def _headers(error: BacklineError) -> dict[str, str]:
    if isinstance(error, UnauthorizedError):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, RateLimitedError):
        return {"Retry-After": str(error.retry_after)}
    return {}


async def _invalid(request: Request, error: Exception) -> Problem:
    details = cast("RequestValidationError", error).errors()
    return await _expected(request, InvalidRequestError(*(_field_error(detail) for detail in details)))


async def _plain(request: Request, error: Exception) -> Problem:
    error = cast("HTTPException", error)
    if error.status_code == HTTPStatus.BAD_REQUEST:
        # What FastAPI says of a body that it cannot parse; it says nothing else with this status.
        return await _expected(request, InvalidRequestError(FieldError("body", NO_JSON)))
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return plain_problem(error.status_code, {"Allow": ", ".join(_methods(request))})
    return plain_problem(error.status_code, error.headers)


def _methods(request: Request) -> list[str]:
    """The methods that the address knows; the framework names those of one route only."""

    def known(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)

    return [method for method in METHODS if known(method)]


def _field_error(detail: dict[str, Any]) -> FieldError:
    where = [str(part) for part in detail["loc"] if part not in ("body", "query", "path", "header")]
    if detail["type"] == "json_invalid":
        return FieldError("body", NO_JSON)
    if detail["type"] == "extra_forbidden":
        return FieldError(".".join(where), "This field cannot be set here.")
    return FieldError(".".join(where) or "body", detail["msg"])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
