"""Many readers of one job's events in one process: `ADDRESS JOB`, until the job ends.

Prints, for each reader, what it read as JSON: when (Unix time) and how far the job was.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field

import httpx
from websockets.asyncio.client import connect

from benchmarks.server import API

EACH = 100
"""Readers of server-sent events, and as many of WebSockets."""
SILENT = 5
"""Readers more that never read what they are sent."""


@dataclass
class Reader:
    """What one reader read: times, and the objects that were new to it."""

    read: list[tuple[float, str]] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Keep when an object came; its text tells it from others."""
        self.read.append((time.time(), text))


async def listen(address: str, job: str) -> list[list[tuple[float, str]]]:
    """Listen until the job ends."""
    readers = [Reader() for _ in range(2 * EACH)]
    host, _, port = address.removeprefix("http://").partition(":")
    silent = [await _never_read(host, int(port), job) for _ in range(SILENT)]
    events = (_read_events(address, job, reader) for reader in readers[:EACH])
    sockets = (_read_socket(address, job, reader) for reader in readers[EACH:])
    await asyncio.gather(*events, *sockets)
    for writer in silent:
        writer.close()
    return [reader.read for reader in readers]


async def _read_events(address: str, job: str, reader: Reader) -> None:
    async with (
        httpx.AsyncClient(base_url=address, timeout=30, verify=False) as client,
        client.stream("GET", f"{API}/jobs/{job}/events") as answer,
    ):
        async for line in answer.aiter_lines():
            if line:
                reader.note(line.removeprefix("data: "))


async def _read_socket(address: str, job: str, reader: Reader) -> None:
    async with connect(f"{address.replace('http', 'ws', 1)}{API}/ws/jobs/{job}") as socket:
        async for message in socket:
            reader.note(str(message))


async def _never_read(host: str, port: int, job: str) -> asyncio.StreamWriter:
    reader, writer = await asyncio.open_connection(host, port, limit=1)
    writer.write(f"GET {API}/jobs/{job}/events HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    await reader.read(1)
    return writer


if __name__ == "__main__":
    print(json.dumps(asyncio.run(listen(*sys.argv[1:3]))))
