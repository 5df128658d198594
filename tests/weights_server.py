"""A web server on this machine that hands out weights, as well or as badly as a test wants."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class WeightsServer(ThreadingHTTPServer):
    """Serves `files` by path. `asked`: path and range of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.statuses: dict[str, int] = {}
        self.redirects: dict[str, str] = {}
        self.cuts: list[int] = []
        """Bytes after which it hangs up, one a request."""
        self.knows_ranges = True
        self.range_off_by = 0
        """Bytes that an answer begins before the range that was asked for."""
        self.said_length: Callable[[int], int | None] = lambda length: length
        """The Content-Length of so many bytes; None leaves it out."""
        self.silent_after: int | None = None
        """Bytes after which it sends nothing more and keeps the connection open."""
        self.asked: list[tuple[str, str | None]] = []
        self.heads: list[dict[str, str]] = []
        """The headers of every request."""
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        """Address of the folder of all files."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    @property
    def ranges(self) -> list[str | None]:
        """The ranges that were asked for."""
        return [range_ for _, range_ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    server: WeightsServer

    def do_GET(self) -> None:
        server, path, asked = self.server, self.path.strip("/"), self.headers["Range"]
        server.heads.append(dict(self.headers))
        server.asked.append((path, asked))
        content = server.files.get(path)
        if path in server.redirects:
            self.send_response(302)
            self.send_header("Location", server.redirects[path])
            self.end_headers()
        elif content is None or path in server.statuses:
            self.send_error(server.statuses.get(path, 404))
        else:
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and server.knows_ranges else 0
            self._answer(content, start)

    def _answer(self, content: bytes, asked: int) -> None:
        if asked >= len(content) > 0:
            self.send_error(416)
            return
        start = asked - self.server.range_off_by if asked else 0
        body = content[start:]
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        length = self.server.said_length(len(body))
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        with suppress(ConnectionError):
            self._send(body)

    def _send(self, body: bytes) -> None:
        silent_after = self.server.silent_after
        if silent_after is not None:
            self.wfile.write(body[:silent_after])
            self.server.closing.wait()
        else:
            self.wfile.write(body[: self.server.cuts.pop(0)] if self.server.cuts else body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[WeightsServer]:
    """A server that answers until the block ends."""
    with WeightsServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()
