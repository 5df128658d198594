"""Many songs in one request, zipped or not."""

import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.app.conftest import Running, serving
from tests.app.listener import listening
from tests.app.strict_client import BatchAccepted, BatchStatus, fields, parse, refused
from tests.app.zipping import zipped
from tests.watching import until

BATCH = "/api/v1/batch"


def _send(running: Running, *files: tuple[str, bytes], key: str | None = None, **data: str) -> httpx.Response:
    parts = [("file", file) for file in files]
    return running.client.post(BATCH, files=parts, data=data, headers={"Idempotency-Key": key} if key else {})


def _status(running: Running, batch_id: str) -> BatchStatus:
    return parse(BatchStatus, running.client.get(f"{BATCH}/{batch_id}"))


def _names(found: Sequence[object]) -> list[str]:
    return [each.filename for each in found]


@pytest.fixture(scope="module")
def song(tone: Path) -> bytes:
    """A short one."""
    return tone.read_bytes()


def test_every_file_becomes_a_job(queueing: Running, song: bytes) -> None:
    answer = _send(
        queueing, ("a.flac", song), ("夜.flac", song), ("a.flac", song), stages="chords", title="x"
    )
    batch = parse(BatchAccepted, answer)
    assert answer.status_code == 202
    assert answer.headers["location"] == f"{BATCH}/{batch.batch_id}"
    assert (_names(batch.jobs), batch.refused) == (["a.flac", "夜.flac", "a.flac"], [])
    status = _status(queueing, batch.batch_id)
    assert [job.id for job in status.jobs] == [job.id for job in batch.jobs]
    assert (status.total, status.queued, status.failed, status.progress) == (3, 3, 0, 0)
    jobs = [queueing.service.job(job.id) for job in status.jobs]
    assert {job.request.stages for job in jobs} == {("chords",)}
    assert [job.display_name for job in jobs] == ["a", "夜", "a"], "a title is one song's"
    assert queueing.incoming() == []


def test_a_zip_is_its_songs(queueing: Running, song: bytes) -> None:
    content = zipped(
        {
            "Album/": b"",
            "Album/01 Ça va.flac": song,
            "../../../etc/02.flac": song,
            "C:\\Windows\\02.flac": song,
            "__MACOSX/Album/._02.flac": b"x",
            ".DS_Store": b"x",
            "Album/.hidden/x.flac": song,
            "Album/Thumbs.db": b"x",
        }
    )
    batch = parse(BatchAccepted, _send(queueing, ("Album.zip", content), ("more.flac", song)))
    names = ["01 Ça va.flac", "02.flac", "02.flac", "more.flac"]
    assert (_names(batch.jobs), batch.refused) == (names, [])
    assert queueing.incoming() == []


def test_names_are_read_as_they_were_meant(queueing: Running, song: bytes) -> None:
    content = zipped({"Müll/夜に.flac": song}, marks_utf8=False)
    batch = parse(BatchAccepted, _send(queueing, ("a.zip", content)))
    assert _names(batch.jobs) == ["夜に.flac"]


def test_what_is_no_song_is_refused_alone(queueing: Running, song: bytes) -> None:
    inner = zipped({"a.flac": song})
    content = zipped(
        {"cover.jpg": b"\xff\xd8" + bytes(99), "a.flac": song, "inner.zip": inner, "empty.mp3": b""}
    )
    files = (("a.zip", content), ("notes.txt", b"words"), ("none.flac", b""), ("big.wav", bytes(2_000_001)))
    batch = parse(BatchAccepted, _send(queueing, *files))
    assert _names(batch.jobs) == ["a.flac"]
    assert [(each.filename, each.error_code) for each in batch.refused] == [
        ("cover.jpg", "invalid_audio"),
        ("inner.zip", "invalid_audio"),
        ("empty.mp3", "invalid_audio"),
        ("notes.txt", "invalid_audio"),
        ("none.flac", "invalid_audio"),
        ("big.wav", "file_too_large"),
    ]
    assert all(each.filename in each.detail for each in batch.refused)
    assert queueing.incoming() == []


def test_where_nothing_is_a_song_the_batch_is_refused(queueing: Running) -> None:
    before = queueing.service.queue().queued_jobs
    content = zipped({"b.txt": b"words", ".hidden": b"x"})
    problem = refused(_send(queueing, ("a.txt", b"words"), ("z.zip", content)), 422, "validation_error")
    assert [error.field for error in problem.errors or []] == ["file", "file"]
    assert "a.txt" in problem.detail
    assert "b.txt" in problem.detail
    assert queueing.service.queue().queued_jobs == before
    assert queueing.incoming() == []


@pytest.mark.parametrize(
    ("data", "wrong"), [({"pitch": "magic"}, "pitch"), ({"webhook_url": "http://8.8.8.8/"}, "webhook_url")]
)
def test_an_unknown_word_refuses_the_batch(
    queueing: Running, song: bytes, data: dict[str, str], wrong: str
) -> None:
    assert fields(refused(_send(queueing, ("a.flac", song), **data), 422, "validation_error")) == {wrong}
    assert queueing.incoming() == []


def test_a_batch_without_files_is_refused(queueing: Running) -> None:
    answer = queueing.client.post(BATCH, files={"song": ("a.flac", b"x")})
    assert fields(refused(answer, 422, "validation_error")) == {"file"}
    refused(queueing.client.post(BATCH, json={}), 415, "unsupported_media_type")


@pytest.mark.parametrize(
    "files",
    [
        [(f"{number}.flac", b"x") for number in range(201)],
        [("a.zip", zipped({f"{number}.flac": b"x" for number in range(201)}))],
        [("a.zip", zipped({f"{number}.flac": b"x" for number in range(200)})), ("b.flac", b"x")],
    ],
    ids=["parts", "entries", "both"],
)
def test_too_many_files_are_refused(queueing: Running, files: list[tuple[str, bytes]]) -> None:
    problem = refused(_send(queueing, *files), 422, "validation_error")
    assert "200" in problem.detail
    assert queueing.incoming() == []


def test_a_batch_over_the_limit_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path, start=False, max_file_size_mb=1, max_batch_mb=2) as running:
        noise = bytes(range(256)) * 3000
        sent = [(f"{number}.wav", noise) for number in range(3)]
        unpacked = zipped(dict(sent))
        assert len(unpacked) < 1_000_000
        for files in (sent, [("a.zip", unpacked)]):
            problem = refused(_send(running, *files), 413, "file_too_large")
            assert "2 MB" in problem.detail
        assert running.incoming() == []


def test_a_batch_that_breaks_off_leaves_nothing(queueing: Running) -> None:
    host, port = queueing.url.removeprefix("http://").split(":")
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n%b\r\n'
    head = f"POST {BATCH} HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"{head}Content-Length: 9000000\r\n\r\n".encode())
        connection.sendall((part % bytes(900_000)) * 3)
        until(lambda: len(queueing.incoming()) == 3)
    until(lambda: queueing.incoming() == [])


def test_a_repeated_batch_makes_no_second_jobs(queueing: Running, song: bytes) -> None:
    files = (("a.flac", song), ("b.zip", zipped({"b.flac": song, "c.txt": b"words"})))
    first, second = (parse(BatchAccepted, _send(queueing, *files, key="k")) for _ in range(2))
    assert first == second
    assert len(first.jobs) == 2
    other = refused(_send(queueing, ("a.flac", song), key="k"), 422, "validation_error")
    assert fields(other) == {"Idempotency-Key"}
    assert parse(BatchAccepted, _send(queueing, *files, key="l")).batch_id != first.batch_id


def test_a_batch_that_comes_twice_at_once_is_one(queueing: Running, song: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: _send(queueing, ("a.flac", song), key="race"), range(4)))
    assert len({parse(BatchAccepted, answer).batch_id for answer in answers}) == 1


def test_a_repeated_batch_gets_the_jobs_that_a_kill_kept_out(queueing: Running, song: bytes) -> None:
    files = (("a.flac", song), ("b.zip", zipped({"b.flac": song})))
    first = parse(BatchAccepted, _send(queueing, *files, key="kill"))
    queueing.client.delete(f"/api/v1/jobs/{first.jobs[1].id}")
    assert _status(queueing, first.batch_id).total == 1
    assert parse(BatchAccepted, _send(queueing, *files, key="kill")) == first
    assert _status(queueing, first.batch_id).total == 2


def test_a_batch_tells_how_far_it_is(queueing: Running, song: bytes) -> None:
    batch = parse(BatchAccepted, _send(queueing, ("a.flac", song), ("b.flac", song)))
    ids = [job.id for job in batch.jobs]
    queueing.client.post(f"/api/v1/jobs/{ids[0]}/cancel")
    status = _status(queueing, batch.batch_id)
    assert (status.total, status.queued, status.failed, status.progress) == (2, 1, 1, 50)
    for job_id in ids:
        queueing.client.delete(f"/api/v1/jobs/{job_id}")
    refused(queueing.client.get(f"{BATCH}/{batch.batch_id}"), 404, "not_found")


@pytest.mark.parametrize("batch_id", ["", "x", "00000000-0000-0000-0000-000000000000", "%2e%2e"])
def test_there_is_no_such_batch(queueing: Running, song: bytes, batch_id: str) -> None:
    queueing.send(song)  # A job of no batch.
    refused(queueing.client.get(f"{BATCH}/{batch_id}"), 404, "not_found")


def test_one_secret_signs_for_the_whole_batch(queueing: Running, song: bytes) -> None:
    with listening() as listener:
        files = (("a.flac", song), ("b.flac", song))
        batch = parse(BatchAccepted, _send(queueing, *files, webhook_url=listener.url))
        for job in batch.jobs:
            queueing.client.post(f"/api/v1/jobs/{job.id}/cancel")
        told = listener.wait_for(2)
    assert {each.verified(batch.webhook_secret)["id"] for each in told} == {job.id for job in batch.jobs}


def test_a_batch_is_its_senders(tmp_path: Path, song: bytes) -> None:
    with serving(tmp_path, start=False, library="private", trusted_proxies=("127.0.0.1",)) as running:
        phones = [_paired(running, name) for name in ("A", "B")]
        running.client.headers["X-API-Key"] = phones[0]
        batch = parse(BatchAccepted, _send(running, ("a.flac", song), key="k"))
        assert _status(running, batch.batch_id).total == 1
        running.client.headers["X-API-Key"] = phones[1]
        refused(running.client.get(f"{BATCH}/{batch.batch_id}"), 404, "not_found")
        assert parse(BatchAccepted, _send(running, ("a.flac", song), key="k")).batch_id != batch.batch_id


def _paired(running: Running, name: str) -> str:
    """The key of a new device."""
    access = running.service.access
    return access.redeem(access.invite().code, name, "test", "192.168.1.7").key or ""
