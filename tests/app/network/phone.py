"""A phone's whole session, with clients that we did not write: zeroconf and httpx.

Run as `python -m tests.app.network.phone ADDRESS SONG` on the phone's host. Each step is a line of JSON; the
person at the computer answers the `code` by approving it, `stems` by revoking it, `knocked` by approving the
address.
"""

import json
import queue
import sys
import time
from pathlib import Path

import httpx
from zeroconf import ServiceBrowser, ServiceInfo, ServiceStateChange, Zeroconf

SECONDS = 20
ENGINES = {"separator": "spleeter", "pitch": "swiftf0"}


def main(address: str, song: Path) -> None:
    """Find the computer, pair, have a song analysed, and be shut out and let in again."""
    service = _discover(address)
    _tell(found=service.decoded_properties["id"])
    with httpx.Client(base_url=_url(service), timeout=SECONDS) as client:
        asked = client.post("/pair", json={"device_name": "Anna's phone", "platform": "android"}).json()
        _tell(code=asked["code"])
        while (answer := client.get(f"/pair/{asked['request_id']}").json())["status"] == "waiting":
            time.sleep(0.1)
        client.headers["X-API-Key"] = answer["api_key"]
        _tell(stems=_analyse(client, song))
        _until(client, 401)
        del client.headers["X-API-Key"]
        _tell(knocked=client.get("/jobs").status_code)
        _until(client, 200)
        _tell(songs=client.get("/jobs").json()["total"])


def _discover(address: str) -> ServiceInfo:
    found: queue.Queue[str] = queue.Queue()

    def heard(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        found.put(name)

    zeroconf = Zeroconf(interfaces=[address])
    try:
        ServiceBrowser(zeroconf, "_backline._tcp.local.", handlers=[heard])
        service = zeroconf.get_service_info("_backline._tcp.local.", found.get(timeout=SECONDS))
        assert service
        return service
    finally:
        zeroconf.close()


def _url(service: ServiceInfo) -> str:
    host, path = service.parsed_addresses()[0], service.decoded_properties["path"]
    return f"http://{host}:{service.port}{path}"


def _analyse(client: httpx.Client, song: Path) -> dict[str, int]:
    """Send a song, follow it to its end, and fetch its stems: bytes by name."""
    sent = client.post("/transcribe", files={"file": (song.name, song.read_bytes())}, data=ENGINES)
    job = f"/jobs/{sent.raise_for_status().json()['job_id']}"
    with client.stream("GET", f"{job}/events") as events:
        states = [
            json.loads(line.partition(":")[2]) for line in events.iter_lines() if line.startswith("data:")
        ]
    assert states[-1]["status"] == "completed", states[-1]
    stems = ("vocals", "drums", "bass", "other")
    return {name: len(client.get(f"{job}/stems/{name}").raise_for_status().content) for name in stems}


def _until(client: httpx.Client, status: int) -> None:
    deadline = time.monotonic() + SECONDS
    while client.get("/jobs").status_code != status:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _tell(**step: object) -> None:
    print(json.dumps(step), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
