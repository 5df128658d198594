"""Files as answers: ranges, validators, names, compression."""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from fastapi import Request
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from core.errors import NotRequestedError

JSON = "application/json; charset=utf-8"
CSV = "text/csv; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
MIDI = "audio/midi"
CHUNK_BYTES = 256 * 1024
REVALIDATE = {"Cache-Control": "no-cache"}
"""A client may keep a copy, and asks by its ETag before using it again."""

_RANGE = r"(\d{1,20}-\d{0,20}|-\d{1,20})"
_RANGES = re.compile(rf"bytes\s*=\s*{_RANGE}(\s*,\s*{_RANGE})*\s*", re.IGNORECASE)
_CLOSED_RANGE = re.compile(r"(\d+)-(\d+)")


class File(FileResponse):
    """A file, or the parts that a valid Range asks for; a Range that means nothing is ignored (RFC 9110)."""

    chunk_size = CHUNK_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        kept = [(name, value) for name, value in scope["headers"] if name != b"range" or _is_range(value)]
        await super().__call__({**scope, "headers": kept}, receive, send)


def file_answer(
    request: Request, path: Path, media_type: str, headers: dict[str, str] | None = None
) -> Response:
    """A file with a strong ETag; 304 where the client has it. Raises NotRequestedError."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        raise NotRequestedError("This job was sent without the stage that makes this.") from None
    answer = File(path, headers=REVALIDATE | (headers or {}), media_type=media_type, stat_result=stat)
    return known_answer(request, answer.headers) or answer


def made_answer(
    request: Request, content: bytes | str, media_type: str, headers: dict[str, str] | None = None
) -> Response:
    """What is made for this request, with a strong ETag; 304 where the client has it."""
    answer = Response(content, headers=REVALIDATE | (headers or {}), media_type=media_type)
    answer.headers["ETag"] = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    return known_answer(request, answer.headers) or answer


def known_answer(request: Request, headers: Mapping[str, str]) -> Response | None:
    """304 where the client has what would be sent. headers: of that; they have an ETag."""
    headers = Headers(headers)
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if headers["etag"] not in known and known != ["*"]:
        return None
    kept = {name: headers[name] for name in ("etag", "cache-control", "vary") if name in headers}
    return Response(status_code=304, headers=kept)


def compressed_answer(request: Request, path: Path, media_type: str) -> Response:
    """A gzip file: as it is for clients that take gzip, else unpacked on the way."""
    vary = {"Vary": "Accept-Encoding"}
    if accepts_gzip(request.headers.get("accept-encoding", "")):
        return file_answer(request, path, media_type, vary | {"Content-Encoding": "gzip"})
    packed = file_answer(request, path, media_type)
    headers = REVALIDATE | vary | {"ETag": packed.headers["etag"][:-1] + '-plain"'}
    plain: Response = StreamingResponse(unpacked(path), headers=headers, media_type=media_type)
    if request.method == "HEAD":
        plain = Response(headers=headers, media_type=media_type)
        del plain.headers["content-length"]
    return known_answer(request, plain.headers) or plain


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    weights: dict[str, float] = {}
    for item in accept_encoding.lower().split(","):
        coding, _, weight = item.partition(";")
        try:
            weights[coding.strip()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[coding.strip()] = 0.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def attachment(name: str) -> dict[str, str]:
    """Content-Disposition with a name in any script (RFC 6266)."""
    plain = re.sub(r'[^ -~]|["\\%]', "_", name)
    extended = f"; filename*=UTF-8''{quote(name, safe='')}" if plain != name else ""
    return {"Content-Disposition": f'attachment; filename="{plain}"{extended}'}


def unpacked_size(path: Path) -> int:
    """Bytes in a gzip file of less than 4 GiB, from its last four."""
    with path.open("rb") as file:
        file.seek(-4, 2)
        return int.from_bytes(file.read(4), "little")


def unpacked(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        while block := file.read(CHUNK_BYTES):
            yield block


def _is_range(value: bytes) -> bool:
    text = value.decode("latin-1")
    return bool(_RANGES.fullmatch(text)) and all(
        int(first) <= int(last) for first, last in _CLOSED_RANGE.findall(text)
    )
