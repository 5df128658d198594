"""Every error that the API answers, in one table."""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.problems import Problem, plain_problem, problem
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
    CorrectionError,
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
    CorrectionError: (422, "Invalid request"),
    UploadLockedError: (423, "Upload in use"),
    RateLimitedError: (429, "Too many requests"),
    ChecksumMismatchError: (460, "Other checksum"),
    UnavailableError: (503, "Unavailable"),
    NoSpaceError: (507, "Storage full"),
    StorageError: (507, "Storage full"),
    BacklineError: (500, "Internal error"),
}
"""Status and title by error; its class holds the code. An error that is not here counts as its base class."""

NO_JSON = "This is not JSON."
METHODS = ("GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS")
STORAGE_SENTENCE = "The server cannot store this: its disk is full or closed to it."
"""StorageError names a folder of the host, which is nobody's business here."""


def add_error_handlers(app: FastAPI) -> None:
    """Make the app answer every expected error from the table above."""
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
    fields = [{"field": wrong.field, "message": _sentence(wrong.message)} for wrong in _wrong_fields(error)]
    answer = problem(status, error.code, title, sentence_of(error), fields)
    answer.headers.update(_headers(error))
    return answer


def _wrong_fields(error: BacklineError) -> tuple[FieldError, ...]:
    match error:
        case InvalidRequestError():
            return error.errors
        case CorrectionError():
            return (FieldError(error.field, str(error)),)
        case _:
            return ()


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
