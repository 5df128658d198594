"""What comes in: songs, and all that only looks like one."""

import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from app import problems, uploads
from tests.app.conftest import Running, serving
from tests.app.strict_client import Accepted, Job, fields, parse, refused

TRANSCRIBE = "/api/v1/transcribe"


def test_a_song_is_accepted_and_queued(queueing: Running, tone: Path) -> None:
    answer = queueing.send(tone, "夜に駆ける – Live.flac")
    accepted = parse(Accepted, answer)
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/api/v1/jobs/{accepted.job_id}"
    job = parse(Job, queueing.client.get(answer.headers["location"]))
    assert accepted.id == accepted.job_id == job.id == job.job_id
    assert (job.status, job.progress, job.stage) == ("queued", 0, None)
    assert job.input_filename == "夜に駆ける – Live.flac"
    assert job.display_name == "夜に駆ける – Live"
    assert job.file_size == tone.stat().st_size
    assert job.duration == pytest.approx(2.0, abs=0.05)
    record = queueing.service.job(job.id)
    assert record.sha256 == hashlib.sha256(tone.read_bytes()).hexdigest()
    assert queueing.incoming() == []


def test_fields_reach_the_job(queueing: Running, tone: Path) -> None:
    job_id = queueing.sent(
        tone, title=" Mein\tLied ", separator="spleeter", pitch="swiftf0", stages="chords, transcription"
    )
    job = queueing.service.job(job_id)
    assert job.display_name == "MeinLied"
    assert (job.request.separator, job.request.pitch) == ("spleeter", "swiftf0")
    assert job.request.stages == ("transcription", "chords")


def test_empty_fields_mean_the_defaults(queueing: Running, tone: Path) -> None:
    job = queueing.service.job(queueing.sent(tone, title="", separator="", pitch="", stages=""))
    assert (job.request.separator, job.request.pitch, len(job.request.stages)) == ("auto", "auto", 3)
    assert job.display_name == "song"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("separator", "magic"),
        ("pitch", "HTDemucs"),
        ("stages", "separation,vocals"),
        ("webhook_url", "ftp://a/"),
    ],
)
def test_an_unknown_word_is_named(queueing: Running, tone: Path, field: str, value: str) -> None:
    problem = refused(queueing.send(tone, **{field: value}), 422, "validation_error")
    assert fields(problem) == {field}
    assert queueing.incoming() == []


def test_all_wrong_fields_are_named_at_once(queueing: Running, tone: Path) -> None:
    problem = refused(queueing.send(tone, separator="a", pitch="b", stages="c"), 422, "validation_error")
    assert fields(problem) == {"separator", "pitch", "stages"}


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "empty"), (b"just some text\n" * 99, "song.mp3"), (b"\0" * 5000, "song.mp3")]
)
def test_content_decides_what_is_a_song(queueing: Running, content: bytes, said: str) -> None:
    problem = refused(queueing.send(content, "song.mp3"), 422, "invalid_audio")
    assert said in problem.detail
    assert queueing.incoming() == []


def test_a_song_may_have_any_name(queueing: Running, tone: Path) -> None:
    job = queueing.service.job(queueing.sent(tone, "../../etc/notes.txt"))
    assert job.input_filename == "notes.txt"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("audio/mpeg", b"x"),
        ("application/x-www-form-urlencoded", b"file=x"),
        ("", b""),
    ],
)
def test_only_multipart_is_taken(queueing: Running, kind: str, body: bytes) -> None:
    answer = queueing.client.post(TRANSCRIBE, content=body, headers={"Content-Type": kind} if kind else {})
    refused(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x--"),
        ("multipart/form-data; boundary=" + "x" * 5000, b""),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"nonsense"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nRIFF',
        ),
    ],
)
def test_a_damaged_body_is_a_validation_error(queueing: Running, kind: str, body: bytes) -> None:
    answer = queueing.client.post(TRANSCRIBE, content=body, headers={"Content-Type": kind})
    assert fields(refused(answer, 422, "validation_error")) == {"body"}
    assert queueing.incoming() == []


def test_much_besides_the_song_is_refused(queueing: Running, tone: Path) -> None:
    fields_only = {f"f{number}": "" for number in range(10_000)}
    long_name = ("x" * 200_000 + ".flac", tone.read_bytes())
    many = queueing.send(tone, **fields_only)
    long = queueing.send(tone, title="x" * 200_000)
    named = queueing.client.post(TRANSCRIBE, files={"file": long_name})
    for answer in (many, long, named):
        assert fields(refused(answer, 422, "validation_error")) == {"body"}
    assert queueing.incoming() == []


def test_a_long_name_is_cut(queueing: Running, tone: Path) -> None:
    job = queueing.service.job(queueing.sent(tone, "ü" * 5000 + ".flac"))
    assert job.input_filename == "ü" * 195 + ".flac"


def test_a_sender_that_falls_silent_is_let_go(queueing: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "SILENCE_SECONDS", 0.3)
    monkeypatch.setattr(problems, "LINGER_SECONDS", 0.1)
    with _post(queueing, "Content-Length: 1900000") as connection:
        connection.sendall(b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n')
        answer = _read(connection)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"request_timeout" in answer
    assert queueing.incoming() == []


def test_the_file_must_be_there_once(queueing: Running, tone: Path) -> None:
    song = ("a.flac", tone.read_bytes())
    none = queueing.client.post(TRANSCRIBE, files={"song": song})
    two = queueing.client.post(TRANSCRIBE, files=[("file", song), ("file", song)])
    for answer in (none, two):
        assert fields(refused(answer, 422, "validation_error")) == {"file"}
    assert queueing.incoming() == []


def test_a_song_over_the_limit_is_refused(queueing: Running) -> None:
    problem = refused(queueing.send(b"\0" * 2_000_001), 413, "file_too_large")
    assert "2 MB" in problem.detail
    assert queueing.incoming() == []


def test_a_song_of_the_limit_is_looked_at(queueing: Running) -> None:
    refused(queueing.send(b"\0" * 2_000_000), 422, "invalid_audio")


def test_a_long_body_is_refused_before_it_comes(queueing: Running) -> None:
    with _post(queueing, "Content-Length: 3000000") as connection:
        assert _read(connection).startswith(b"HTTP/1.1 413 ")


def test_a_client_that_keeps_sending_still_reads_the_refusal(queueing: Running) -> None:
    answer = queueing.send(b"\0" * 20_000_000)
    refused(answer, 413, "file_too_large")


def test_a_body_of_unknown_length_is_counted(queueing: Running) -> None:
    def body() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n'
        for _ in range(60):
            yield b"\0" * 50_000

    answer = queueing.client.post(
        TRANSCRIBE, content=body(), headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    refused(answer, 413, "file_too_large")
    assert queueing.incoming() == []


def test_an_upload_that_breaks_off_leaves_nothing(queueing: Running) -> None:
    with _post(queueing, "Content-Length: 1900000") as connection:
        connection.sendall(b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n')
        connection.sendall(b"\0" * 1_500_000)
        _wait(lambda: len(queueing.incoming()) == 1)
    _wait(lambda: queueing.incoming() == [])


def test_a_full_disk_is_said_before_the_upload(tmp_path: Path) -> None:
    with (
        serving(tmp_path, start=False, max_file_size_mb=10**9) as running,
        _post(running, "Content-Length: 900000000000000") as connection,
    ):
        head = _read(connection)
    assert head.startswith(b"HTTP/1.1 507 ")
    assert b"storage_limit_exceeded" in head
    assert str(tmp_path).encode() not in head


@pytest.mark.alone
def test_status_stays_quick_while_songs_come_in(queueing: Running) -> None:
    slowest = 0.0
    uploads = [threading.Thread(target=queueing.send, args=(b"\0" * 1_900_000,)) for _ in range(2)]
    for upload in uploads:
        upload.start()
    with httpx.Client(base_url=queueing.url) as client:
        while any(upload.is_alive() for upload in uploads):
            started = time.perf_counter()
            client.get("/api/v1/queue/status")
            slowest = max(slowest, time.perf_counter() - started)
    assert slowest < 0.5


def _post(running: Running, header: str) -> socket.socket:
    host, port = running.url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=5)
    kind = "Content-Type: multipart/form-data; boundary=x"
    head = f"POST {TRANSCRIBE} HTTP/1.1\r\nHost: localhost\r\n{kind}\r\n{header}\r\n\r\n"
    connection.sendall(head.encode())
    return connection


def _read(connection: socket.socket) -> bytes:
    with connection.makefile("rb") as answer:
        head = b"".join(iter(answer.readline, b"\r\n"))
        length = next(int(line[15:]) for line in head.splitlines() if line.startswith(b"content-length:"))
        return head + answer.read(length)


def _wait(true: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
