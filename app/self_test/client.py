"""A client of the server on this computer, over real HTTP."""

import json
import time
import uuid
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from core.errors import BacklineError

ANSWER_SECONDS = 120.0
SONG_SECONDS = 1800.0
"""For the slowest computer."""
LOOK_SECONDS = 0.2


class SelfTestError(BacklineError):
    """Something is not as it must be. The message: what, in a sentence."""


class Client:
    """What an app does. server: such as http://127.0.0.1:8000. Methods raise SelfTestError, OSError."""

    queued_seconds = 30.0
    """A song that waits for longer waits for what does not come, such as room on the disk."""

    def __init__(self, server: str) -> None:
        self.server = server
        self._open = build_opener(ProxyHandler({})).open

    def get(self, path: str) -> bytes:
        """The body of an answer. path: from the server's root on."""
        return self._answer(Request(self.server + path))

    def json(self, path: str) -> Any:
        """A JSON answer of the API. path: below /api/v1."""
        return json.loads(self.get(f"/api/v1{path}"))

    def send(self, song: Path, **fields: str) -> str:
        """Send a song; the job's id."""
        boundary = uuid.uuid4().hex
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
        parts.append(f'name="file"; filename="{song.name}"\r\n\r\n'.encode() + song.read_bytes())
        head = f"--{boundary}\r\nContent-Disposition: form-data; ".encode()
        body = b"".join(head + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()
        return str(self.post("/transcribe", body, f"multipart/form-data; boundary={boundary}")["job_id"])

    def redo(self, job_id: str, **engines: str) -> None:
        """Have a finished song done again by other engines."""
        self.post(f"/jobs/{job_id}/retry", json.dumps(engines).encode(), "application/json")

    def wait(self, job_id: str) -> dict[str, Any]:
        """The job when it is completed."""
        begin = time.monotonic()
        while (waited := time.monotonic() - begin) < SONG_SECONDS:
            status = self.json(f"/jobs/{job_id}/status")
            if status["status"] == "failed":
                raise SelfTestError(f"The song failed: {status['error_message']}")
            if status["status"] == "completed":
                return dict(self.json(f"/jobs/{job_id}"))
            if status["status"] == "queued" and waited > self.queued_seconds:
                raise SelfTestError(f"The song does not begin: {status['message']}")
            time.sleep(LOOK_SECONDS)
        raise SelfTestError(f"The song was not done after {SONG_SECONDS / 60:.0f} minutes.")

    def post(self, path: str, body: bytes = b"", content_type: str = "application/json") -> Any:
        """A JSON answer of the API to what is sent. path: below /api/v1."""
        url = f"{self.server}/api/v1{path}"
        return json.loads(self._answer(Request(url, body, {"Content-Type": content_type}, method="POST")))

    def _answer(self, request: Request) -> bytes:
        try:
            with self._open(request, timeout=ANSWER_SECONDS) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            said = _detail(error.read())
            raise SelfTestError(f"{request.selector} was answered with {error.code}: {said}") from error


def _detail(body: bytes) -> str:
    """What an answer says of a problem."""
    try:
        return str(json.loads(body)["detail"])
    except (ValueError, LookupError, TypeError):
        return body[:200].decode(errors="replace")
