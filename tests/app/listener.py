"""A web server that somebody wants to be told by: it keeps what it is told, and answers as it likes."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

from tests.app.strict_client import StatusObject
from tests.watching import until


@dataclass
class Told:
    """One POST."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def status(self) -> StatusObject:
        """What it says."""
        return StatusObject.model_validate_json(self.body)

    def verified(self, secret: str) -> Any:
        """Its JSON; raises where it is not signed with the secret."""
        return Webhook(secret).verify(self.body, self.headers)


@dataclass
class Listener:
    """answers: statuses, one after the other; the last one again and again."""

    port: int
    answers: Sequence[int]
    told: list[Told] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://localhost:{self.port}/done?a=b"

    def wait_for(self, count: int) -> list[Told]:
        """What it was told, when it is so much."""
        until(lambda: len(self.told) >= count, seconds=10)
        return self.told


@contextmanager
def listening(*answers: int, port: int = 0) -> Iterator[Listener]:
    """A listener on the loopback. Answers 200 where no others are given."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = heard.answers[min(len(heard.told), len(heard.answers) - 1)]
            heard.told.append(Told(self.path, dict(self.headers), body))
            self.send_response(status)
            if status in (301, 302, 307, 308):
                self.send_header("Location", f"http://localhost:{heard.port}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        heard = Listener(server.server_port, answers or (200,))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield heard
        finally:
            server.shutdown()
            thread.join()
