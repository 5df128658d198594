"""A server in a process of its own: takes a song, waits for its end, prints what it imported for that.

Run as `python -m tests.app.server_process DATA_FOLDER SONG`.
"""

import json
import sys
import time
from pathlib import Path

import httpx

from app.api import create_app
from app.server import HttpServer
from core.service import Service
from core.settings import Settings

ENGINES = {"separator": "spleeter", "pitch": "swiftf0"}


def main(folder: Path, song: Path) -> None:
    """Serve one song and print the outcome as JSON."""
    service = Service(Settings(storage_path=folder, enable_gpu=False))
    server = HttpServer(create_app(service), "127.0.0.1", 0)
    service.start()
    server.start()
    try:
        with httpx.Client(base_url=f"{server.url}/api/v1", timeout=30) as client:
            sent = client.post("/transcribe", files={"file": song.read_bytes()}, data=ENGINES)
            job = f"/jobs/{sent.json()['job_id']}"
            while (status := client.get(f"{job}/status").json()["status"]) not in ("completed", "failed"):
                time.sleep(0.1)
            answers = [client.get(f"{job}/{rest}").status_code for rest in ("frames", "chords?format=lab")]
            answers.append(client.get(f"{job}/stems/vocals?format=flac").status_code)
    finally:
        server.stop()
        service.stop()
    print(json.dumps({"status": status, "answers": answers, "modules": sorted(sys.modules)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
