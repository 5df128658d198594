"""An address that webhooks are sent to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import SimpleQueue

import httpx

PATH = "/song-ended"


@contextmanager
def receiving() -> Iterator[tuple[str, "SimpleQueue[httpx.Response]"]]:
    """The address, and what came there with the answer that it got."""
    came: SimpleQueue[httpx.Response] = SimpleQueue()

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = httpx.Request("POST", PATH, headers=self.headers.items(), content=body)
            self.send_response(204)
            self.end_headers()
            came.put(httpx.Response(204, request=request))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Taker)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PATH}", came
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
