"""Whose songs are whose: a shared library, a private one, and one that is everyone's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.access.links import Links
from tests.app.conftest import Running, serving
from tests.app.phones import BEHIND_A_PROXY, Device, headers, paired, phone
from tests.app.strict_client import Cancelled, Deleted, Job, JobList, Queue, StatusObject, parse, refused

JOBS = "/api/v1/jobs"
QUEUE = "/api/v1/queue"


@dataclass(frozen=True)
class House:
    """A server, two devices, and the computer itself."""

    running: Running
    anna: Running
    ben: Running
    keys: dict[str, Device]

    @property
    def desk(self) -> httpx.Client:
        return self.running.client


@contextmanager
def house(folder: Path, **settings: Any) -> Iterator[House]:
    """Devices come with their keys, and the computer without: there is no proxy."""
    with serving(folder, start=False, **settings) as running:
        keys = {name: paired(running.service, name) for name in ("anna", "ben")}
        with phone(running, keys["anna"].key) as anna, phone(running, keys["ben"].key) as ben:
            yield House(running, anna, ben, keys)


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("shared"), library="shared") as there:
        yield there


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("private"), library="private") as there:
        yield there


def listed(client: httpx.Client, query: str = "") -> list[str]:
    found = parse(JobList, client.get(f"{JOBS}{query}"))
    assert found.total == len(found.jobs)
    return [job.id for job in found.jobs]


def test_a_song_is_its_senders(together: House, tone: Path) -> None:
    sent = together.anna.sent(tone), together.running.sent(tone)
    assert [together.running.service.job(job_id).client for job_id in sent] == [
        together.keys["anna"].id,
        "desktop",
    ]


def test_everyone_sees_a_shared_song_and_only_its_owner_deletes_it(together: House, tone: Path) -> None:
    job_id = together.anna.sent(tone)
    job = f"{JOBS}/{job_id}"
    for client in (together.anna.client, together.ben.client, together.desk):
        assert job_id in listed(client)
        parse(Job, client.get(job))
        assert parse(Job, client.patch(job, json={"display_name": "Ours"})).display_name == "Ours"
    ben = together.ben.client
    for refusal in (ben.delete(job), ben.post(f"{job}/cancel"), ben.patch(job, json={"keep": False})):
        assert "Ours" in refused(refusal, 403, "not_owner").detail
    assert together.anna.client.patch(job, json={"keep": True}).json()["keep"]
    assert parse(Cancelled, together.anna.client.post(f"{job}/cancel")).cancelled
    assert parse(Deleted, together.anna.client.delete(job)).deleted
    others = together.ben.sent(tone)
    assert parse(Deleted, together.desk.delete(f"{JOBS}/{others}")).deleted


def test_the_computers_own_songs_are_its_alone_to_delete(together: House, tone: Path) -> None:
    refused(together.anna.client.delete(f"{JOBS}/{together.running.sent(tone)}"), 403, "not_owner")


def test_everyone_may_hold_up_a_shared_queue(together: House) -> None:
    assert parse(Queue, together.ben.client.post(f"{QUEUE}/pause")).paused
    assert not parse(Queue, together.anna.client.post(f"{QUEUE}/resume")).paused


def test_private_songs_are_in_nobody_elses_lists(private: House, tone: Path) -> None:
    hers, his = private.anna.sent(tone), private.ben.sent(tone)
    for query in ("", "?q=song", "?status=queued"):
        for device, own, others in ((private.anna, hers, his), (private.ben, his, hers)):
            found = listed(device.client, query)
            assert found[0] == own
            assert others not in found
    one = parse(JobList, private.anna.client.get(f"{JOBS}?limit=1"))
    assert ([job.id for job in one.jobs], one.total) == ([hers], len(listed(private.anna.client)))
    assert listed(private.desk)[:2] == [his, hers]


def test_at_every_address_a_private_song_of_others_is_not_there(private: House, tone: Path) -> None:
    job_id = private.anna.sent(tone)
    document = private.desk.get("/openapi.json").json()
    tried = 0
    for path, methods in document["paths"].items():
        if "{job_id}" not in path:
            continue
        url = re.sub(r"\{\w+\}", "vocals", path.replace("{job_id}", job_id))
        for method in methods:
            bodies = {"post": {"path": f"{JOBS}/{job_id}"}, "patch": {"display_name": "Mine"}}
            answer = private.ben.client.request(method, url, json=bodies.get(method))
            refused(answer, 404, "job_not_found")
            tried += 1
        token, _ = Links(private.running.service.access).sign(url, private.keys["ben"].id)
        if "get" in methods:
            refused(private.desk.get(f"{url}?token={token}"), 404, "job_not_found")
    assert tried > 15
    assert private.running.service.job(job_id).display_name == "song"


def test_private_songs_in_work_are_not_named_to_others(tmp_path: Path, singing: Path) -> None:
    with house(tmp_path, library="private") as there:
        there.running.service.start()
        job_id = there.anna.sent(singing)
        while not (ids := parse(Queue, there.anna.client.get(f"{QUEUE}/status")).active_job_ids):
            assert parse(Job, there.anna.client.get(f"{JOBS}/{job_id}")).status in ("queued", "processing")
        assert ids == [job_id]
        assert parse(Queue, there.ben.client.get(f"{QUEUE}/status")).active_job_ids == []
        there.anna.client.post(f"{JOBS}/{job_id}/cancel")


def follow(there: House, name: str, path: str = "") -> ClientConnection:
    """A WebSocket of a device."""
    url = f"{there.running.url.replace('http', 'ws', 1)}/api/v1/ws{path}"
    return connect(url, additional_headers=headers(there.keys[name].key))


def test_events_tell_nothing_of_private_songs_of_others(private: House, tone: Path) -> None:
    hers, his = private.anna.sent(tone), private.ben.sent(tone)
    all_hers = set(listed(private.anna.client))
    with follow(private, "ben") as listening:
        private.running.service.update(hers, display_name="Other")
        private.anna.client.delete(f"{JOBS}/{hers}")
        last = private.ben.sent(tone)
        private.ben.client.delete(f"{JOBS}/{his}")
        told: list[StatusObject] = []
        while "job_not_found" not in [status.error_code for status in told] or last not in told_of(told):
            told.append(StatusObject.model_validate_json(listening.recv(timeout=10)))
    assert {his, last} <= told_of(told)
    assert not all_hers & told_of(told)
    with follow(private, "anna", f"/jobs/{last}") as closed:
        with pytest.raises(ConnectionClosed):
            closed.recv(timeout=10)
        assert closed.close_code == 4404


def told_of(told: list[StatusObject]) -> set[str]:
    return {status.job_id for status in told}


def test_the_computer_alone_rules_the_queue_of_private_songs(private: House) -> None:
    for path in (f"{QUEUE}/pause", f"{QUEUE}/resume", "/api/v1/cleanup"):
        refused(private.anna.client.post(path), 403, "not_owner")
        assert private.desk.post(path).status_code == 200


def test_keys_against_repeated_requests_are_each_devices_own(private: House, tone: Path) -> None:
    song, same = {"file": ("song.flac", tone.read_bytes())}, {"Idempotency-Key": "1"}
    answers = [
        device.client.post("/api/v1/transcribe", files=song, headers=same).json()["job_id"]
        for device in (private.anna, private.ben, private.anna)
    ]
    assert answers[0] == answers[2] != answers[1]


def test_everyone_may_do_everything_where_that_is_set(tmp_path: Path, tone: Path) -> None:
    settings: dict[str, Any] = {"access": "open", "library": "private", "trusted_proxies": BEHIND_A_PROXY}
    with (
        serving(tmp_path, start=False, **settings) as running,
        phone(running) as one,
        phone(running, address="192.168.1.8") as other,
    ):
        job_id = one.sent(tone)
        assert running.service.job(job_id).client == "192.168.1.7"
        assert listed(other.client) == [job_id]
        assert parse(Deleted, other.client.delete(f"{JOBS}/{job_id}")).deleted
