"""Many phones in one process: `poll ADDRESS JOB` until stdin closes, or `send ADDRESS SONG...`.

Prints what they saw as JSON.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

import httpx

from benchmarks.server import API

POLLERS = 200
INTERVAL = 2.0
"""Seconds from one poll of a phone to its next."""
PATIENCE = 30.0
"""Seconds after which a phone gives up."""


async def poll(address: str, job: str) -> list[float]:
    """Seconds that each answer took. A phone has a connection of its own; they begin spread over INTERVAL."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), ended.set)
    path = f"{API}/jobs/{job}/status"
    starts = (number * INTERVAL / POLLERS for number in range(POLLERS))
    waits = await asyncio.gather(*(_phone(address, path, start, ended) for start in starts))
    return [wait for phone in waits for wait in phone]


async def _phone(address: str, path: str, start: float, ended: asyncio.Event) -> list[float]:
    waits = []
    await asyncio.sleep(start)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, verify=False) as client:
        while not ended.is_set():
            begun = time.perf_counter()
            (await client.get(path)).raise_for_status()
            waits.append(time.perf_counter() - begun)
            await asyncio.sleep(INTERVAL)
    return waits


async def send(address: str, songs: list[Path]) -> list[tuple[int, float]]:
    """Send all songs at once: the status of each answer, and the seconds that it took."""
    return await asyncio.gather(*(_send(address, song) for song in songs))


async def _send(address: str, song: Path) -> tuple[int, float]:
    begun = time.perf_counter()
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, verify=False) as client:
        answer = await client.post(f"{API}/transcribe", files={"file": (song.name, song.read_bytes())})
    return answer.status_code, time.perf_counter() - begun


if __name__ == "__main__":
    what, server, *given = sys.argv[1:]
    seen = asyncio.run(poll(server, given[0]) if what == "poll" else send(server, [Path(p) for p in given]))
    print(json.dumps(seen))
