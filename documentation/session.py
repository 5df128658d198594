"""What a phone does with a server, from its pairing on: every route once, and what came back."""

import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path
from queue import SimpleQueue

import httpx

from benchmarks.server import serving
from core.example import SONG
from documentation.exchange import Exchange, exchange
from documentation.phone import Phone
from documentation.receiver import PATH, receiving
from documentation.standins import StandIns

ADDRESS = "192.168.1.7"
SETTINGS = {"api_host": "127.0.0.1", "discovery": False, "trusted_proxies": "127.0.0.1"}
"""The run is on one computer: the phone's address is told as a proxy tells it."""
HOOK = f"{ADDRESS}:4000"
"""Where the phone waits for webhooks, in the examples."""
QUICK = {"separator": "spleeter", "pitch": "swiftf0"}
WEBHOOK = "Webhook"
"""The one example that is no route: the server asks there."""
POLL_SECONDS = 0.05
PATIENCE_SECONDS = 120.0
TUS = {"Tus-Resumable": "1.0.0"}
PART = TUS | {"Content-Type": "application/offset+octet-stream"}

Ids = dict[str, str]


def real_run(folder: Path) -> list[Exchange]:
    """The exchanges of a session with a real server, a process whose data lies in the folder."""
    standins = StandIns()
    with (
        receiving() as (hook, came),
        serving(folder, **SETTINGS, webhook_hosts="127.0.0.1") as server,
    ):
        server.client.headers["X-Forwarded-For"] = ADDRESS
        phone = Phone(server.client)
        standins.say(hook, f"http://{HOOK}{PATH}")
        _look_around(phone)
        standins.say(_pair(phone, folder), "c2VjcmV0LWtleS1vZi10aGlzLXBob25lLTQzLWxldHQ")
        phone.ask("GET /metrics")
        song = _send(phone, hook)
        _rule_the_queue(phone)
        _watch(phone, song)
        _hear_the_webhook(phone, came)
        _fetch(phone, song)
        _upload(phone)
        _send_several(phone)
        _tidy_up(phone, song)
    return [Exchange(each.route, standins(each.request), standins(each.answer)) for each in phone.exchanges]


def _pair(phone: Phone, folder: Path) -> str:
    """Ask, be approved at the computer, and get the key."""
    asked = phone.ask("POST /pair", json={"device_name": "Ana's phone", "platform": "android"}).json()
    command = [sys.executable, "-m", "app", "--data-dir", str(folder), "devices", "approve", asked["code"]]
    subprocess.run(command, check=True, capture_output=True)
    answer = phone.ask("GET /pair/{request_id}", {"request_id": asked["request_id"]})
    key = str(answer.json()["api_key"])
    phone.client.headers["X-API-Key"] = key
    return key


def _look_around(phone: Phone) -> None:
    """What needs no key."""
    for path in ("/health", "/health/ready", "/health/live"):
        phone.ask(f"GET {path}")


def _send(phone: Phone, hook: str) -> Ids:
    """A song that has to wait."""
    phone.ask("POST /queue/pause")
    song = [(SONG.name, SONG.read_bytes())]
    answer = phone.send("POST /transcribe", song, title="My song", webhook_url=hook, **QUICK)
    phone.ask("GET /jobs")
    return {"job_id": answer.json()["job_id"]}


def _rule_the_queue(phone: Phone) -> None:
    """With a second song, which comes and goes."""
    files = {"file": (SONG.name, SONG.read_bytes())}
    sent = phone.ask_quietly("POST /transcribe", files=files, data={"stages": "chords"})
    other = {"job_id": sent.json()["job_id"]}
    phone.ask("POST /jobs/{job_id}/front", other)
    phone.ask("GET /queue/status")
    phone.ask("POST /jobs/{job_id}/cancel", other)
    phone.ask("POST /jobs/{job_id}/retry", other, json={"separator": "spleeter"})
    phone.ask("DELETE /jobs/{job_id}", other)
    phone.ask("POST /queue/resume")


def _watch(phone: Phone, song: Ids) -> None:
    """The song in work, up to its end."""
    phone.listen("WS /ws")
    phone.hear("GET /events")
    phone.listen("WS /ws/jobs/{job_id}", song)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not phone.ask_quietly("GET /jobs/{job_id}/preview", song).json()["segments"]:
        if time.monotonic() > deadline:
            raise TimeoutError("The song is not being analysed.")
        time.sleep(POLL_SECONDS)
    phone.ask("GET /jobs/{job_id}/status", song)
    listed = phone.ask("GET /jobs/{job_id}/preview", song).json()
    segment = listed["segments"][0]["stems"]["vocals"].split("/")[-2]
    phone.ask(
        "GET /jobs/{job_id}/preview/{segment}/{name}.flac", song | {"segment": segment, "name": "vocals"}
    )
    phone.follow("GET /jobs/{job_id}/events", song)


def _hear_the_webhook(phone: Phone, came: "SimpleQueue[httpx.Response]") -> None:
    phone.exchanges.append(exchange(WEBHOOK, came.get(timeout=PATIENCE_SECONDS), host=HOOK))


def _fetch(phone: Phone, song: Ids) -> None:
    """What came of the song."""
    phone.ask("GET /jobs/{job_id}", song)
    for what in ("results", "stems", "frames", "chords", "beats", "notes"):
        phone.ask(f"GET /jobs/{{job_id}}/{what}", song)
    vocals = song | {"name": "vocals"}
    phone.ask("GET /jobs/{job_id}/stems/{name}", vocals, headers={"Range": "bytes=0-65535"})
    phone.ask("GET /jobs/{job_id}/mixes/without/{name}", vocals, headers={"Range": "bytes=0-65535"})
    parts = phone.ask("GET /jobs/{job_id}/parts", song).json()["parts"]
    version = parts[0]["stems"]["vocals"].partition("?version=")[2]
    one = vocals | {"number": "0"}
    phone.ask("GET /jobs/{job_id}/parts/{number}/{name}.flac", one, params={"version": version})
    phone.ask("GET /jobs/{job_id}/download.zip", song, params={"include": "vocals,instrumental,chords"})
    path = f"/api/v1/jobs/{song['job_id']}/stems/vocals"
    phone.ask("POST /jobs/{job_id}/links", song, json={"path": path})
    chord = {"start_time": 2.86, "end_time": 5.72, "chord_label": "A:7"}
    corrections = {"tempo_bpm": 168.0, "key": "B minor", "chords": [chord]}
    phone.ask("PATCH /jobs/{job_id}", song, json={"display_name": "Our song", "keep": True} | corrections)


def _upload(phone: Phone) -> None:
    """The song again, in two parts by tus."""
    data = SONG.read_bytes()
    half = len(data) // 2
    said = {"filename": SONG.name} | QUICK
    metadata = ",".join(f"{name} {b64encode(text.encode()).decode()}" for name, text in said.items())
    begin = TUS | {"Upload-Length": str(len(data)), "Upload-Metadata": metadata}
    phone.ask("OPTIONS /uploads")
    begun = phone.ask("POST /uploads", headers=begin)
    upload = {"upload_id": begun.headers["Location"].rpartition("/")[2]}
    one = "/uploads/{upload_id}"
    phone.ask_quietly(f"PATCH {one}", upload, headers=PART | {"Upload-Offset": "0"}, content=data[:half])
    phone.ask(f"HEAD {one}", upload, headers=TUS)
    phone.ask(f"PATCH {one}", upload, headers=PART | {"Upload-Offset": str(half)}, content=data[half:])
    phone.ask(f"GET {one}", upload)
    phone.ask(f"DELETE {one}", upload, headers=TUS)


def _send_several(phone: Phone) -> None:
    songs = [("one.mp3", SONG.read_bytes()), ("two.mp3", SONG.read_bytes())]
    batch = phone.send("POST /batch", songs, **QUICK).json()["batch_id"]
    phone.ask("GET /batch/{batch_id}", {"batch_id": batch})


def _tidy_up(phone: Phone, song: Ids) -> None:
    phone.ask_quietly("DELETE /jobs/{job_id}", song)
    phone.ask("POST /cleanup")
