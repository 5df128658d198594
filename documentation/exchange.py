"""One request and its answer, as they are shown: without noise, long lists cut short, still valid JSON."""

import re
from dataclasses import dataclass

import httpx
import orjson

HOST = "192.168.1.5:8000"
"""Where the server is in the examples."""
ITEMS = 2
"""Entries that are shown of a list."""
LINES = 6
"""Lines that are shown of a text."""
BOUNDARY = "song-boundary"
ASKED = {
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-none-match",
    "range",
    "x-api-key",
    "x-http-method-override",
}
ANSWERED = {
    "content-disposition",
    "content-range",
    "content-type",
    "etag",
    "location",
    "retry-after",
    "www-authenticate",
    "x-job-id",
}
PROTOCOLS = ("tus-", "upload-", "webhook-", "sec-websocket-", "connection", "upgrade")
"""How the names of other headers begin that an example needs, where they are there."""
QUIET = {"sec-websocket-extensions", "connection"}


@dataclass(frozen=True)
class Exchange:
    """An example. route: method and template of the path, such as `GET /jobs/{job_id}`."""

    route: str
    request: str
    answer: str


def exchange(route: str, answer: httpx.Response, told: str | None = None, host: str = HOST) -> Exchange:
    """What httpx sent and got. told: the body to show, where it did not end by itself."""
    request = answer.request
    asked = _message(
        f"{request.method} {request.url.raw_path.decode()} HTTP/1.1",
        [f"Host: {host}", *_chosen(request.headers, ASKED)],
        sent(request),
    )
    body = body_of(answer.headers.get("content-type", ""), answer.content) if told is None else told
    status = f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"
    return Exchange(route, asked, _message(status, _chosen(answer.headers, ANSWERED), body))


def sent(request: httpx.Request) -> str:
    """The body of a request."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        return body_of(kind, request.content)
    return re.sub(
        r"(filename=.*?\r\n\r\n).*?(?=\r\n--)",
        lambda part: f"{part[1]}(the bytes of the file)",
        request.content.decode("latin-1"),
        flags=re.DOTALL,
    ).replace("\r\n", "\n")


def body_of(kind: str, content: bytes) -> str:
    """A body of some content type."""
    if not content:
        return ""
    if "json" in kind:
        return orjson.dumps(_cut(orjson.loads(content)), option=orjson.OPT_INDENT_2).decode()
    if kind.startswith("text/"):
        lines = content.decode().splitlines()
        return "\n".join([*lines[:LINES], "…"] if len(lines) > LINES else lines)
    return f"({len(content):,} bytes)"


def _chosen(headers: httpx.Headers, names: set[str]) -> list[str]:
    return [
        f"{name.decode()}: {value.decode()}"
        for name, value in headers.raw
        if _is_shown(name.decode().lower(), names) and value != b"*/*"
    ]


def _is_shown(name: str, names: set[str]) -> bool:
    return name in names or (name.startswith(PROTOCOLS) and name not in QUIET)


def _cut(value: object) -> object:
    if isinstance(value, dict):
        return {name: _cut(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_cut(each) for each in value[:ITEMS]]
    return value


def _message(first: str, headers: list[str], body: str) -> str:
    head = "\n".join([first, *headers])
    return f"{head}\n\n{body.rstrip()}" if body else head
