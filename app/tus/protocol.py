"""The words of the protocol: what its headers say, and what is the same in every answer."""

import base64
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import problem_of
from app.tus.errors import TusBodyError, TusHeaderError, TusVersionError

VERSION = "1.0.0"
EXTENSIONS = ("creation", "creation-with-upload", "checksum", "termination", "expiration")
ALGORITHMS = ("sha1", "sha256")
BODY_TYPE = "application/offset+octet-stream"
MAX_DIGITS = 18
"""Of a number in a header."""

_SPOKEN = ("POST", "HEAD", "PATCH", "DELETE")
"""Methods whose requests name the version; GET is ours, and OPTIONS asks for it."""
_OVERRIDABLE = ("PATCH", "DELETE")


@dataclass(frozen=True)
class Checksum:
    """What the bytes of one request must hash to."""

    algorithm: str
    digest: bytes


def length_of(headers: Headers) -> int:
    """Bytes of the whole upload. Raises TusHeaderError."""
    if "upload-concat" in headers:
        raise TusHeaderError("Uploads in parallel parts are not supported. Send the song as one.")
    return _number(headers, "Upload-Length")


def offset_of(headers: Headers) -> int:
    """Where in the upload the body begins. Raises TusHeaderError."""
    return _number(headers, "Upload-Offset")


def checksum_of(headers: Headers) -> Checksum | None:
    """Raises TusHeaderError."""
    said = headers.get("upload-checksum")
    if said is None:
        return None
    algorithm, _, digest = said.partition(" ")
    if algorithm not in ALGORITHMS:
        raise TusHeaderError(f"Upload-Checksum: known algorithms are {', '.join(ALGORITHMS)}.")
    return Checksum(algorithm, _decoded("Upload-Checksum", digest))


def metadata_of(said: str) -> dict[str, str]:
    """What an Upload-Metadata says: names, each with a text in Base64 or nothing. Raises TusHeaderError."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip(" ") for part in said.split(","))):
        name, _, value = pair.partition(" ")
        try:
            found[name] = _decoded("Upload-Metadata", value).decode()
        except UnicodeDecodeError:
            raise TusHeaderError(f"Upload-Metadata: the value of {name[:40]!r} is no UTF-8.") from None
    return found


def check_body_type(headers: Headers) -> None:
    """Raises TusBodyError."""
    if headers.get("content-type") != BODY_TYPE:
        raise TusBodyError(f"Send a part of an upload as {BODY_TYPE}.")


def _number(headers: Headers, name: str) -> int:
    said = headers.get(name, "")
    if not (said.isascii() and said.isdecimal() and len(said) <= MAX_DIGITS):
        raise TusHeaderError(f"{name}: send a whole number of bytes.")
    return int(said)


def _decoded(name: str, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise TusHeaderError(f"{name}: this is no Base64.") from None


class TusProtocol:
    """What concerns every request below `path`: its version, the method that it means, and headers."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        self.app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _is_at_or_below(self._path, scope["path"]):
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        meant = headers.get("x-http-method-override", "").upper()
        if scope["method"] == "POST" and meant in _OVERRIDABLE:
            scope["method"] = meant

        async def label(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(
                    {"Tus-Resumable": VERSION, "Tus-Version": VERSION, "Cache-Control": "no-store"}
                )
            await send(message)

        if scope["method"] in _SPOKEN and headers.get("tus-resumable") != VERSION:
            error = TusVersionError(f"Send Tus-Resumable: {VERSION}. No other version is spoken here.")
            return await problem_of(error)(scope, receive, label)
        return await self.app(scope, receive, label)


def _is_at_or_below(path: str, address: str) -> bool:
    return address == path or address.startswith(f"{path}/")
