"""A phone that writes down what it says and hears."""

from typing import Any

import httpx
import orjson
from websockets.sync.client import connect

from documentation.exchange import BOUNDARY, HOST, Exchange, body_of, exchange

API = "/api/v1"
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
SOCKET_KEY = "dGhlIHNhbXBsZSBub25jZQ=="
"""The one of RFC 6455, with its answer."""
SOCKET_ANSWER = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


class Phone:
    """Asks a server. Routes are templates, such as `GET /jobs/{job_id}`; `ids` fill them.

    client: where the server is, and what every request brings.
    """

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.exchanges: list[Exchange] = []

    def ask(self, route: str, ids: dict[str, str] | None = None, **what: Any) -> httpx.Response:
        """One request, written down. what: as httpx takes it. Raises httpx.HTTPStatusError."""
        answer = self.ask_quietly(route, ids, **what)
        self.exchanges.append(exchange(route, answer))
        return answer

    def ask_quietly(self, route: str, ids: dict[str, str] | None = None, **what: Any) -> httpx.Response:
        """One that only has to be made. Raises httpx.HTTPStatusError."""
        method, _, template = route.partition(" ")
        path = f"{API}{template.format(**ids or {})}"
        request = self.client.build_request(method, path, **what)
        request.read()
        return self.client.send(request).raise_for_status()

    def send(self, route: str, files: list[tuple[str, bytes]], **fields: str) -> httpx.Response:
        """An upload, written down."""
        parts = [("file", file) for file in files]
        return self.ask(route, files=parts, data=fields, headers=MULTIPART)

    def follow(self, route: str, ids: dict[str, str]) -> None:
        """Server-sent events up to their end; the first and the last are written down."""
        _, _, template = route.partition(" ")
        headers = {"Accept": "text/event-stream"}
        with self.client.stream("GET", f"{API}{template.format(**ids)}", headers=headers) as answer:
            events = [line for line in answer.iter_lines() if line.startswith("data:")]
        self.exchanges.append(exchange(route, answer, told=f"{events[0]}\n\n…\n\n{events[-1]}"))

    def hear(self, route: str) -> None:
        """The first of server-sent events that do not end, written down."""
        _, _, path = route.partition(" ")
        headers = {"Accept": "text/event-stream"}
        with self.client.stream("GET", f"{API}{path}", headers=headers) as answer:
            event = next(line for line in answer.iter_lines() if line.startswith("data:"))
        self.exchanges.append(exchange(route, answer, told=f"{event}\n\n…"))

    def listen(self, route: str, ids: dict[str, str] | None = None) -> None:
        """A WebSocket's first message, written down."""
        _, _, template = route.partition(" ")
        path = f"{API}{template.format(**ids or {})}"
        key = {name: self.client.headers[name] for name in ("X-API-Key", "X-Forwarded-For")}
        address = f"{str(self.client.base_url).rstrip('/').replace('http', 'ws', 1)}{path}"
        with connect(address, additional_headers=key) as socket:
            message = str(socket.recv(timeout=10))
        asked = [
            f"GET {path} HTTP/1.1",
            f"Host: {HOST}",
            f"X-API-Key: {key['X-API-Key']}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {SOCKET_KEY}",
        ]
        answered = [
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Accept: {SOCKET_ANSWER}",
            "",
            body_of("application/json", orjson.dumps(orjson.loads(message))),
        ]
        self.exchanges.append(Exchange(route, "\n".join(asked), "\n".join(answered)))
