"""A server that only answers: what a load costs by itself. Prints its address when it is ready."""

import socket

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.server import API

STATUS = {
    "id": "00000000-0000-4000-8000-000000000000",
    "job_id": "00000000-0000-4000-8000-000000000000",
    "status": "processing",
    "stage": "separation",
    "progress": 12,
    "message": "Separating the song into stems.",
    "error_message": None,
    "error_code": None,
    "queue_position": None,
    "eta_seconds": 31.4,
}


async def status(_: Request) -> Response:
    """What a phone polls."""
    return Response(orjson.dumps(STATUS), media_type="application/json")


async def transcribe(request: Request) -> Response:
    """Take a body and forget it."""
    async for _ in request.stream():
        pass
    return Response(orjson.dumps({"job_id": STATUS["id"]}), 202, media_type="application/json")


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        print(f"http://127.0.0.1:{port}", flush=True)


if __name__ == "__main__":
    stub = Starlette(
        routes=[
            Route(f"{API}/jobs/{{job}}/status", status),
            Route(f"{API}/transcribe", transcribe, methods=["POST"]),
        ]
    )
    _Server(uvicorn.Config(stub, port=0, log_config=None, access_log=False)).run()
