"""The page that `web/` is built into, for phones and browsers: no songs are in it, and no key is needed."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.responses import PlainTextResponse

from app.downloads import accepts_gzip, known_answer

FOLDER = Path(__file__).parents[1] / "page"
HOME = "/"
NOT_BUILT = (
    "Backline serves its page here, but this copy lacks it. Build it with Node.js, "
    "by `npm ci` and `npm run build` in the folder `web`, and start Backline again.\n"
)
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""Not what the system says: on Windows any program may have made scripts plain text."""
DENSE = {".ico", ".png", ".woff2"}
"""What is compressed already."""
HASHED = "assets"
"""The folder of files whose names tell their content."""
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
}


@dataclass(frozen=True)
class PageFile:
    """A file of the page, in memory."""

    content: bytes
    media_type: str
    cache: str
    is_dense: bool

    @classmethod
    def at(cls, path: Path, folder: Path) -> "PageFile":
        """A file below the page's folder."""
        is_hashed = path.relative_to(folder).parts[0] == HASHED
        return cls(
            path.read_bytes(),
            TYPES.get(path.suffix, "application/octet-stream"),
            "public, max-age=31536000, immutable" if is_hashed else "no-cache",
            path.suffix in DENSE,
        )

    def answer(self, request: Request) -> Response:
        """The file, compressed where the client takes it; 304 where the client has it."""
        is_packed = not self.is_dense and accepts_gzip(request.headers.get("accept-encoding", ""))
        headers = HEADERS | {
            "Cache-Control": self.cache,
            "ETag": f'"{self._digest}-gzip"' if is_packed else f'"{self._digest}"',
            "Vary": "Accept-Encoding",
        }
        if known := known_answer(request, headers):
            return known
        if is_packed:
            headers["Content-Encoding"] = "gzip"
        return Response(
            self._packed if is_packed else self.content, headers=headers, media_type=self.media_type
        )

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:32]

    @cached_property
    def _packed(self) -> bytes:
        return gzip.compress(self.content, mtime=0)


class PageRoutes:
    """`/` and the files of the page, as they were when the server started. folder: where they are."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = _files(folder)
        self.paths = frozenset({HOME, *self._files})
        self.router = APIRouter(include_in_schema=False)
        for template in sorted({_template(path) for path in self.paths}):
            self.router.add_api_route(template, self.file, methods=["GET", "HEAD"])

    def file(self, request: Request) -> Response:
        """A file of the page; where there is none, how it is made."""
        path = request.scope["path"]
        if path in self._files:
            return self._files[path].answer(request)
        if path == HOME:
            return PlainTextResponse(NOT_BUILT, headers={"Cache-Control": "no-store"})
        raise HTTPException(404)


def _files(folder: Path) -> Mapping[str, PageFile]:
    """By their addresses."""
    files = {
        f"/{path.relative_to(folder).as_posix()}": PageFile.at(path, folder)
        for path in folder.rglob("*")
        if path.is_file()
    }
    return files | ({HOME: files["/index.html"]} if "/index.html" in files else {})


def _template(path: str) -> str:
    """The route of an address: one for each file at the top, one for each folder."""
    folder = PurePosixPath(path).parent
    return path if str(folder) == HOME else f"{folder}/{{name}}"
