"""What tus 1.0.0 asks of a server, request by request."""

import os
import socket
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from app.limits.bounds import Bounds
from tests.app.conftest import Running, serving
from tests.app.strict_client import Id, Strict, Time, fields, parse, refused
from tests.app.tus.plain import BODY, TUS, UPLOADS, Plain, checksum, encoded, original
from tests.watching import until


class State(Strict):
    upload_id: Id
    offset: int
    length: int
    expires_at: Time
    job_id: Id | None
    webhook_secret: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Running]:
    with serving(folder, start=False, max_file_size_mb=2) as running:
        yield running


@pytest.fixture
def client(running: Running) -> Plain:
    return Plain(running.client, {})


@pytest.fixture(scope="module")
def song(tone: Path) -> bytes:
    return tone.read_bytes()


def test_options_tell_what_the_server_knows(running: Running) -> None:
    answer = running.client.options(UPLOADS)
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-max-size"] == "2000000"
    assert set(answer.headers["tus-checksum-algorithm"].split(",")) >= {"sha1", "sha256"}
    extensions = {"creation", "creation-with-upload", "checksum", "termination", "expiration"}
    assert set(answer.headers["tus-extension"].split(",")) == extensions


def test_a_song_in_parts_becomes_a_job(client: Plain, running: Running, folder: Path, song: bytes) -> None:
    url = client.begun(len(song), "夜に駆ける.flac", title="Mein Lied", separator="spleeter", stages="chords")
    assert client.part(url, 0, song[:1000]).headers["upload-offset"] == "1000"
    state = parse(State, client.state(url))
    assert (state.offset, state.length, state.job_id) == (1000, len(song), None)
    last = client.part(url, 1000, song[1000:])
    assert last.status_code == 204
    job = running.service.job(last.headers["x-job-id"])
    assert original(folder, job.id) == song
    assert (job.input_filename, job.display_name, job.file_size) == (
        "夜に駆ける.flac",
        "Mein Lied",
        len(song),
    )
    assert (job.request.separator, job.request.stages) == ("spleeter", ("chords",))
    assert parse(State, client.state(url)).job_id == job.id
    assert running.incoming() == []


def test_head_tells_where_to_go_on(client: Plain, song: bytes) -> None:
    url = client.begun(len(song), title="x")
    client.part(url, 0, song[:10])
    answer = client.head(url)
    assert answer.status_code == 200
    assert (answer.headers["upload-offset"], answer.headers["upload-length"]) == ("10", str(len(song)))
    assert answer.headers["upload-metadata"] == encoded(filename="song.flac", title="x")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["tus-resumable"] == "1.0.0"


def test_the_last_part_sent_again_makes_no_second_job(client: Plain, running: Running, song: bytes) -> None:
    url = client.begun(len(song))
    job_id = client.part(url, 0, song).headers["x-job-id"]
    before = running.client.get("/api/v1/jobs").json()["total"]
    refused(client.part(url, 0, song), 409, "offset_mismatch")
    assert client.part(url, len(song), b"").headers["x-job-id"] == job_id
    assert client.head(url).headers["x-job-id"] == job_id
    assert running.client.get("/api/v1/jobs").json()["total"] == before


def test_an_answer_that_is_lost_makes_no_second_job(client: Plain, running: Running, song: bytes) -> None:
    before = running.client.get("/api/v1/jobs").json()["total"]
    url = client.begun(len(song))
    with _patch(running, url, len(song)) as connection:
        connection.sendall(song)
    until(lambda: client.head(url).headers.get("upload-offset") == str(len(song)))
    assert running.service.job(client.head(url).headers["x-job-id"])
    assert running.client.get("/api/v1/jobs").json()["total"] == before + 1


def test_a_first_part_may_come_with_the_announcement(client: Plain, running: Running, song: bytes) -> None:
    said = TUS | BODY | {"Upload-Length": str(len(song)), "Upload-Metadata": encoded(filename="a.flac")}
    half = running.client.post(UPLOADS, content=song[:500], headers=said)
    assert (half.status_code, half.headers["upload-offset"]) == (201, "500")
    assert client.part(half.headers["location"], 500, song[500:]).headers["x-job-id"]
    whole = running.client.post(UPLOADS, content=song, headers=said)
    assert (whole.status_code, whole.headers["upload-offset"]) == (201, str(len(song)))
    assert running.service.job(whole.headers["x-job-id"])


def test_an_announcement_with_a_song_that_cannot_be_taken_now_leaves_nothing(
    tmp_path: Path, song: bytes
) -> None:
    """Its sender knows no address, and sends all of it again."""
    with serving(tmp_path, start=False) as running:
        running.service.refuse()
        said = TUS | BODY | {"Upload-Length": str(len(song))}
        refused(running.client.post(UPLOADS, content=song, headers=said), 503, "unavailable")
        assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_what_does_not_match_its_checksum_is_dropped(client: Plain, song: bytes, algorithm: str) -> None:
    url = client.begun(len(song))
    right = checksum(algorithm, song[:1000])
    answer = client.part(url, 0, song[1:1001], upload_checksum=right)
    refused(answer, 460, "checksum_mismatch")
    assert client.head(url).headers["upload-offset"] == "0"
    assert client.part(url, 0, song[:1000], upload_checksum=right).headers["upload-offset"] == "1000"
    assert client.part(url, 1000, song[1000:]).headers["x-job-id"]


def test_a_checked_part_that_breaks_off_does_not_count(client: Plain, running: Running, song: bytes) -> None:
    url = client.begun(len(song))
    client.part(url, 0, song[:100])
    check = f"\r\nUpload-Checksum: {checksum('sha1', song[100:5000])}"
    with _patch(running, url, 4900, 100, check) as connection:
        connection.sendall(song[100:3000])
    until(lambda: client.part(url, 100, song[100:200]).status_code == 204)


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Upload-Checksum": "md6 eA=="}, 400, "bad_request"),
        ({"Upload-Checksum": "sha1 ???"}, 400, "bad_request"),
        ({"Upload-Offset": "-1"}, 400, "bad_request"),
        ({"Upload-Offset": ""}, 400, "bad_request"),
        ({"Upload-Offset": "1"}, 409, "offset_mismatch"),
        ({"Content-Type": "application/octet-stream"}, 415, "unsupported_media_type"),
        ({"Tus-Resumable": "0.2.2"}, 412, "unsupported_version"),
    ],
)
def test_a_part_that_cannot_be_taken(
    client: Plain, running: Running, song: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    url = client.begun(len(song))
    said = TUS | BODY | {"Upload-Offset": "0"} | headers
    refused(running.client.patch(url, content=song[:100], headers=said), status, code)
    assert client.head(url).headers["upload-offset"] == "0"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 400, "bad_request"),
        ({"Upload-Defer-Length": "1"}, 400, "bad_request"),
        ({"Upload-Length": "x"}, 400, "bad_request"),
        ({"Upload-Length": "9" * 19}, 400, "bad_request"),
        ({"Upload-Length": "9", "Upload-Concat": "partial"}, 400, "bad_request"),
        ({"Upload-Length": "9", "Upload-Metadata": "title ?"}, 400, "bad_request"),
        ({"Upload-Length": "9", "Upload-Metadata": b"title \xe9"}, 400, "bad_request"),
        ({"Upload-Length": "9", "Upload-Metadata": "title /w=="}, 400, "bad_request"),
        ({"Upload-Length": "2000001"}, 413, "file_too_large"),
        ({"Upload-Length": "0"}, 422, "invalid_audio"),
        ({"Upload-Length": "9", "Upload-Metadata": encoded(pitch="x")}, 422, "validation_error"),
    ],
)
def test_an_announcement_that_cannot_be_taken(
    running: Running, folder: Path, headers: dict[str, str | bytes], status: int, code: str
) -> None:
    before = len(list((folder / "uploads").iterdir()))
    answer = running.client.post(UPLOADS, headers=TUS | headers)
    problem = refused(answer, status, code)
    assert fields(problem) == ({"pitch"} if code == "validation_error" else set())
    assert len(list((folder / "uploads").iterdir())) == before


def test_a_version_that_is_not_spoken_is_named(running: Running) -> None:
    answer = running.client.post(UPLOADS)
    refused(answer, 412, "unsupported_version")
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"


def test_more_than_was_announced_is_refused(client: Plain, song: bytes) -> None:
    url = client.begun(100)
    refused(client.part(url, 0, song[:101]), 413, "file_too_large")

    def body() -> Iterator[bytes]:
        yield song[:60]
        yield song[60:150]

    said = TUS | BODY | {"Upload-Offset": "0"}
    refused(client.http.patch(url, content=body(), headers=said), 413, "file_too_large")
    assert int(client.head(url).headers["upload-offset"]) <= 60


def test_a_file_that_is_no_song_is_refused_at_the_end(client: Plain, folder: Path) -> None:
    url = client.begun(2000, "notes.mp3")
    problem = refused(client.part(url, 0, b"la" * 1000), 422, "invalid_audio")
    assert "notes.mp3" in problem.detail
    refused(client.state(url), 404, "upload_not_found")
    assert not (folder / "uploads" / url.rpartition("/")[2]).exists()


def test_an_upload_is_given_up(client: Plain, folder: Path, song: bytes) -> None:
    url = client.begun(len(song))
    client.part(url, 0, song[:100])
    assert client.delete(url).status_code == 204
    assert not (folder / "uploads" / url.rpartition("/")[2]).exists()
    for answer in (client.part(url, 100, song[100:]), client.delete(url), client.state(url)):
        refused(answer, 404, "upload_not_found")
    assert client.head(url).status_code == 404


def test_a_post_may_mean_another_method(client: Plain, running: Running, song: bytes) -> None:
    url = client.begun(len(song))
    said = TUS | BODY | {"Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert running.client.post(url, content=song[:10], headers=said).headers["upload-offset"] == "10"
    assert running.client.post(url, headers=TUS | {"X-HTTP-Method-Override": "DELETE"}).status_code == 204
    assert running.client.post(url, headers=TUS | {"X-HTTP-Method-Override": "HEAD"}).status_code == 405


def test_whoever_is_called_at_the_end_learns_the_secret(client: Plain, song: bytes) -> None:
    url = client.begun(len(song), webhook_url="http://127.0.0.1:1/")
    assert parse(State, client.state(url)).webhook_secret == ""
    client.part(url, 0, song)
    assert parse(State, client.state(url)).webhook_secret.startswith("whsec_")


def test_what_came_before_a_break_counts(client: Plain, running: Running, song: bytes) -> None:
    url = client.begun(len(song))
    with _patch(running, url, len(song)) as connection:
        connection.sendall(song[:5000])
    until(lambda: parse(State, client.state(url)).offset == 5000)
    assert client.part(url, 5000, song[5000:]).headers["x-job-id"]


def test_a_sender_that_falls_silent_is_let_go(tmp_path: Path, song: bytes) -> None:
    bounds = Bounds(body_seconds=0.2, rest_seconds=0.1)
    with serving(tmp_path, start=False, bounds=bounds) as running:
        client = Plain(running.client, {})
        url = client.begun(len(song))
        with _patch(running, url, len(song)) as connection:
            connection.sendall(song[:300])
            assert connection.recv(100).startswith(b"HTTP/1.1 408 ")
        assert parse(State, client.state(url)).offset == 300


def test_two_at_one_upload_never_mix(client: Plain, running: Running, song: bytes) -> None:
    url = client.begun(len(song))
    with _patch(running, url, len(song)) as connection:
        connection.sendall(song[:3000])
        _wait_for_a_writer(client, url)
        refused(client.part(url, 0, song), 423, "upload_locked")
        assert parse(State, client.state(url)).offset == 0
        connection.sendall(song[3000:])
        assert connection.recv(100).startswith(b"HTTP/1.1 204 ")
    assert client.head(url).headers["x-job-id"]


@pytest.mark.parametrize("method", ["HEAD", "DELETE"])
def test_a_client_that_is_back_need_not_wait_for_its_lost_connection(
    client: Plain, running: Running, song: bytes, method: str
) -> None:
    url = client.begun(len(song))
    with _patch(running, url, len(song)) as lost:
        lost.sendall(song[:3000])
        _wait_for_a_writer(client, url)
        began = time.monotonic()
        answer = running.client.request(method, url, headers=TUS)
        assert time.monotonic() - began < 2
        if method == "HEAD":
            assert answer.headers["upload-offset"] == "3000"
            assert client.part(url, 3000, song[3000:]).headers["x-job-id"]
        else:
            assert answer.status_code == 204


def test_an_upload_expires(client: Plain, folder: Path, song: bytes) -> None:
    url = client.begun(len(song))
    expires = parsedate_to_datetime(client.part(url, 0, song[:9]).headers["upload-expires"])
    assert expires.timestamp() == pytest.approx(time.time() + 24 * 3600, abs=10)
    yesterday = time.time() - 25 * 3600
    os.utime(folder / "uploads" / url.rpartition("/")[2] / "data", (yesterday, yesterday))
    refused(client.part(url, 9, song[9:]), 404, "upload_not_found")


def test_a_full_disk_is_said_at_once(tmp_path: Path) -> None:
    with serving(tmp_path, start=False, max_file_size_mb=10**9) as running:
        answer = Plain(running.client, {}).begin(9 * 10**14)
        refused(answer, 507, "storage_limit_exceeded")
        assert str(tmp_path) not in answer.text


def test_devices_do_not_see_each_others_uploads(tmp_path: Path, song: bytes) -> None:
    with serving(tmp_path, start=False, access="open", trusted_proxies=("127.0.0.1",)) as running:
        one, other = (Plain(running.client, {"X-Forwarded-For": f"192.168.1.{host}"}) for host in (7, 8))
        url = one.begun(len(song))
        for answer in (other.state(url), other.part(url, 0, song), other.delete(url)):
            refused(answer, 404, "upload_not_found")
        assert other.head(url).status_code == 404
        job_id = one.part(url, 0, song).headers["x-job-id"]
        assert running.service.job(job_id).client == "192.168.1.7"
        for _ in range(20):
            other.begun(100)
        answer = other.begin(100)
        refused(answer, 429, "rate_limited")
        assert 0 < int(answer.headers["retry-after"]) <= 24 * 3600
        one.begun(100)


def _patch(running: Running, url: str, length: int, offset: int = 0, more: str = "") -> socket.socket:
    host, port = running.url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=5)
    head = (
        f"PATCH {url} HTTP/1.1\r\nHost: {host}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: {offset}\r\n"
        f"Content-Type: application/offset+octet-stream\r\nContent-Length: {length}{more}\r\n\r\n"
    )
    connection.sendall(head.encode())
    return connection


def _wait_for_a_writer(client: Plain, url: str) -> None:
    """A part that cannot be right is refused for its offset while nobody is at the upload."""

    def answer() -> httpx.Response:
        return client.part(url, 10**9, b"")

    until(lambda: answer().status_code == 423)
