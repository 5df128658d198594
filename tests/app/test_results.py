"""A song's way over the wire, from the upload to every file of its result."""

import csv
import gzip
import io
import time
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import httpx
import numpy as np
import pytest
import soundfile as sf

from tests.app.conftest import SECONDS, Running, serving
from tests.app.listener import listening
from tests.app.strict_client import (
    JSON,
    Beats,
    Chords,
    Frames,
    Job,
    Notes,
    Queue,
    Results,
    Status,
    StatusObject,
    StemList,
    everything,
    fields,
    parse,
    refused,
)

pytestmark = pytest.mark.slow

NAME = 'Ça "va" – 夜.flac'
STEMS = {"vocals", "drums", "bass", "other", "instrumental", "original"}
TIMEOUT = 120
"""Seconds that the analysis of a few seconds may take."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that works."""
    with serving(tmp_path_factory.mktemp("data"), start=True, enable_gpu=False) as server:
        yield server


@pytest.fixture(scope="module")
def seen() -> list[StatusObject]:
    """What the client saw while it polled."""
    return []


@pytest.fixture(scope="module")
def job_id(running: Running, singing: Path, seen: list[StatusObject]) -> str:
    """A song that is done."""
    job_id = running.sent(singing, NAME, separator="spleeter", pitch="swiftf0")
    seen.extend(_poll(running, job_id, every=0.02))
    assert seen[-1].status == "completed", seen[-1]
    return job_id


@pytest.fixture(scope="module")
def url(job_id: str) -> str:
    """The job's address."""
    return f"/api/v1/jobs/{job_id}"


def test_the_status_only_goes_forward(job_id: str, seen: list[StatusObject]) -> None:
    order: list[Status] = ["queued", "processing", "completed"]
    ranks = [order.index(status.status) for status in seen]
    assert ranks == sorted(ranks)
    progress = [status.progress for status in seen]
    assert progress == sorted(progress)
    assert progress[-1] == 100
    for status in seen:
        if status.status == "processing" and status.stage:
            floor, ceiling = {"separation": (0, 33), "transcription": (33, 66), "chords": (66, 100)}[
                status.stage
            ]
            assert floor <= status.progress <= ceiling


def test_the_job_tells_what_became_of_it(running: Running, url: str, singing: Path) -> None:
    job = parse(Job, running.client.get(url))
    assert (job.status, job.stage, job.progress, job.error_code) == ("completed", None, 100, None)
    assert (job.engines.separator, job.engines.pitch) == ("spleeter", "swiftf0")
    assert job.engines.chords
    assert job.engines.beats
    assert job.device == "cpu"
    assert job.duration == pytest.approx(SECONDS, abs=0.01)
    assert job.num_frames == round(job.duration * 100)
    assert job.file_size == singing.stat().st_size
    assert job.started_at
    assert job.completed_at
    assert job.created_at <= job.started_at <= job.completed_at


def test_the_results_lead_to_everything(running: Running, url: str) -> None:
    results = parse(Results, running.client.get(f"{url}/results"))
    assert results.input_filename == NAME
    assert set(results.stems) == set(results.results.stems) == STEMS
    assert results.frames_available
    assert results.chords_available
    links = results.results
    for link in (*links.stems.values(), links.processed_frames, links.notes, links.chords, links.beats):
        assert running.client.head(link).status_code == 200, link
    job = parse(Job, running.client.get(url))
    meta = links.metadata
    assert (meta.num_frames, meta.num_chords, meta.tempo_bpm) == (
        job.num_frames,
        job.num_chords,
        job.tempo_bpm,
    )
    assert meta.engines == job.engines


def test_no_answer_names_a_path_of_the_host(running: Running, url: str) -> None:
    root = str(running.service.settings.storage_path)
    for rest in ("", "/status", "/results", "/stems", "/frames", "/notes", "/chords", "/beats"):
        texts = everything(running.client.get(url + rest).json())
        assert not [text for text in texts if root in text or text.startswith("/tmp")]


def test_the_stems_are_listed_and_line_up(running: Running, url: str) -> None:
    listed = parse(StemList, running.client.get(f"{url}/stems")).stems
    assert {stem.name for stem in listed} == STEMS
    lengths = set()
    for stem in listed:
        answer = running.client.get(stem.download_url)
        assert answer.headers["content-type"] == "audio/mpeg"
        assert len(answer.content) == stem.size_bytes
        lengths.add(sf.info(io.BytesIO(answer.content)).frames)
    assert len(lengths) == 1


def test_a_stem_is_named_after_the_song(running: Running, url: str) -> None:
    header = running.client.get(f"{url}/stems/vocals").headers["content-disposition"]
    assert header.startswith('attachment; filename="_a _va_ _ _ - vocals.mp3"; ')
    assert unquote(header.partition("filename*=UTF-8''")[2]) == "Ça _va_ – 夜 - vocals.mp3"


def test_parts_of_a_stem(running: Running, url: str) -> None:
    link = f"{url}/stems/vocals"
    whole = running.client.get(link)
    size, etag = len(whole.content), whole.headers["etag"]
    assert whole.headers["accept-ranges"] == "bytes"
    assert etag.startswith('"')

    def ranged(value: str, **headers: str) -> httpx.Response:
        return running.client.get(link, headers={"Range": value} | headers)

    for value, start, end in (
        ("bytes=100-199", 100, 200),
        ("bytes=-50", size - 50, size),
        ("bytes=9-", 9, size),
    ):
        part = ranged(value)
        assert part.status_code == 206
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
        assert part.content == whole.content[start:end]
        assert part.headers["etag"] == etag
    assert ranged("bytes=0-9", **{"If-Range": etag}).status_code == 206
    assert ranged("bytes=0-9", **{"If-Range": '"old"'}).content == whole.content
    endless = "9" * 5000
    for meaningless in ("seconds=1-2", "bytes=x", "bytes=5-2", f"bytes=0-{endless}", f"bytes={endless}-"):
        assert ranged(meaningless).status_code == 200
    outside = ranged(f"bytes={size}-")
    refused(outside, 416, "range_not_satisfiable")
    assert outside.headers["content-range"] == f"bytes */{size}"


def test_what_the_client_has_is_not_sent_again(running: Running, url: str) -> None:
    for rest in ("/results", "/stems/bass", "/frames", "/frames?format=csv", "/notes", "/chords", "/beats"):
        first = running.client.get(url + rest)
        again = running.client.get(
            url + rest, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'}
        )
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert running.client.get(url + rest, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_tells_what_get_would(running: Running, url: str) -> None:
    for rest in (
        "/results",
        "/stems",
        "/stems/original",
        "/frames",
        "/notes",
        "/chords",
        "/beats",
        "/download.zip",
    ):
        head, get = running.client.head(url + rest), running.client.get(url + rest)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("content-type", "content-length", "etag", "content-disposition"):
            assert head.headers.get(name) == get.headers.get(name), (rest, name)


@pytest.mark.parametrize(("kind", "media"), [("flac", "audio/flac"), ("wav", "audio/wav")])
def test_a_stem_in_another_format(running: Running, url: str, kind: str, media: str) -> None:
    answer = running.client.get(f"{url}/stems/drums", params={"format": kind})
    assert answer.headers["content-type"] == media
    assert f"drums.{kind}" in answer.headers["content-disposition"]
    info = sf.info(io.BytesIO(answer.content))
    assert info.format.lower() == kind
    assert info.duration == pytest.approx(SECONDS, abs=0.1)


def test_stems_that_are_not_there(running: Running, url: str) -> None:
    refused(running.client.get(f"{url}/stems/kazoo"), 404, "stem_not_found")
    refused(running.client.get(f"{url}/stems/..%2f..%2foriginal"), 404, "not_found")
    wrong = refused(running.client.get(f"{url}/stems/bass?format=ogg"), 422, "validation_error")
    assert fields(wrong) == {"format"}


def test_the_frames_are_the_same_in_every_form(running: Running, url: str) -> None:
    packed = running.client.get(f"{url}/frames", headers={"Accept-Encoding": "gzip"})
    plain = running.client.get(f"{url}/frames", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"].startswith("Accept-Encoding")
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.content == plain.content
    frames = parse(Frames, plain)
    assert frames.frame_count == len(frames.processed_frames) == round(SECONDS * 100)
    assert [frame.time for frame in frames.processed_frames[:3]] == [0.0, 0.01, 0.02]
    assert any(frame.is_voiced for frame in frames.processed_frames)
    for frame in frames.processed_frames:
        assert (frame.frequency > 0) == (frame.midi_pitch > 0) == frame.is_voiced
    columns = running.client.get(f"{url}/frames?format=columns").json()["columns"]
    rows = list(csv.DictReader(io.StringIO(running.client.get(f"{url}/frames?format=csv").text)))
    for name in ("frequency", "midi_pitch", "confidence"):
        listed = [getattr(frame, name) for frame in frames.processed_frames]
        assert columns[name] == listed
        assert [float(row[name]) for row in rows] == pytest.approx(listed)


def test_the_chords_are_the_same_in_every_form(running: Running, url: str) -> None:
    chords = parse(Chords, running.client.get(f"{url}/chords"))
    assert chords.num_chords == len(chords.chords) > 0
    edges = [0.0, *(chord.end_time for chord in chords.chords)]
    assert [chord.start_time for chord in chords.chords] == edges[:-1]
    assert edges[-1] == pytest.approx(chords.duration)
    lab = running.client.get(f"{url}/chords?format=lab")
    assert lab.headers["content-type"] == "text/plain; charset=utf-8"
    lines = [line.split("\t") for line in lab.text.splitlines()]
    assert [line[2] for line in lines] == [chord.chord_label for chord in chords.chords]
    assert [float(line[1]) for line in lines] == pytest.approx(edges[1:], abs=1e-6)
    rows = list(csv.DictReader(io.StringIO(running.client.get(f"{url}/chords?format=csv").text)))
    assert [row["chord_label"] for row in rows] == [chord.chord_label for chord in chords.chords]
    assert set(rows[0]) == set(type(chords.chords[0]).model_fields)


def test_the_beats_are_in_time(running: Running, url: str) -> None:
    beats = parse(Beats, running.client.get(f"{url}/beats"))
    times = [beat.time for beat in beats.beats]
    assert times == sorted(times)
    assert all(time <= SECONDS for time in times)


def test_the_notes_are_the_frames_in_other_words(running: Running, url: str) -> None:
    notes = parse(Notes, running.client.get(f"{url}/notes"))
    frames = parse(Frames, running.client.get(f"{url}/frames")).processed_frames
    assert notes.num_notes == len(notes.notes) > 0
    assert all(before.offset <= after.onset for before, after in pairwise(notes.notes))
    for note in notes.notes:
        sung = frames[round(note.onset * 100) : round(note.offset * 100)]
        assert len(note.bend_cents) == len(sung)
        for frame, bend in zip(sung, note.bend_cents, strict=True):
            if frame.is_voiced:
                assert note.midi_pitch + bend / 100 == pytest.approx(frame.midi_pitch, abs=0.01)


def test_everything_in_one_file(running: Running, url: str) -> None:
    answer = running.client.get(f"{url}/download.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert int(answer.headers["content-length"]) == len(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        documents = {"frames.json", "notes.json", "chords.json", "beats.json", "results.json"}
        assert set(archive.namelist()) == {f"stems/{name}.mp3" for name in STEMS} | documents
        assert archive.read("stems/bass.mp3") == running.client.get(f"{url}/stems/bass").content
        assert archive.read("frames.json") == running.client.get(f"{url}/frames").content
        assert archive.getinfo("stems/bass.mp3").compress_type == zipfile.ZIP_STORED


def test_a_part_of_it_in_one_file(running: Running, url: str) -> None:
    answer = running.client.get(f"{url}/download.zip", params={"include": "vocals, instrumental,chords"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["stems/vocals.mp3", "stems/instrumental.mp3", "chords.json"]
    wrong = refused(running.client.get(f"{url}/download.zip?include=vocals,kazoo"), 422, "validation_error")
    assert fields(wrong) == {"include"}


def test_a_finished_job_is_not_tried_again(running: Running, url: str) -> None:
    refused(running.client.post(f"{url}/retry"), 409, "not_failed")


def test_what_was_not_asked_for_is_not_there(running: Running, singing: Path) -> None:
    job_id = running.sent(singing, stages="transcription", separator="spleeter", pitch="swiftf0")
    assert _poll(running, job_id)[-1].status == "completed"
    url = f"/api/v1/jobs/{job_id}"
    results = parse(Results, running.client.get(f"{url}/results"))
    assert (results.stems, results.frames_available, results.chords_available) == ([], True, False)
    for rest in ("/stems/vocals", "/chords", "/chords?format=lab", "/beats", "/download.zip?include=bass"):
        refused(running.client.get(url + rest), 404, "not_requested")
    assert parse(StemList, running.client.get(f"{url}/stems")).stems == []
    assert parse(Frames, running.client.get(f"{url}/frames")).frame_count > 0


@pytest.mark.alone
def test_status_is_quick_while_a_job_runs(running: Running, singing: Path) -> None:
    """What the machine itself takes to wake a sleeping thread is not the server's fault."""
    job_id = running.sent(singing, separator="spleeter", pitch="swiftf0", again="true")
    answers, naps = [], []
    while (answer := running.client.get(f"/api/v1/jobs/{job_id}/status")).json()["status"] != "completed":
        answers.append(answer.elapsed.total_seconds())
        asleep = time.perf_counter()
        time.sleep(0.01)
        naps.append(time.perf_counter() - asleep - 0.01)
    assert len(answers) > 50
    assert np.percentile(answers, 99) - np.percentile(naps, 99) < 0.05


def test_a_completed_job_is_told(running: Running, singing: Path, job_id: str) -> None:
    with listening() as listener:
        again = running.sent(singing, separator="spleeter", pitch="swiftf0", webhook_url=listener.url)
        (told,) = listener.wait_for(1)
    assert again != job_id
    assert (told.status.job_id, told.status.status, told.status.progress) == (again, "completed", 100)


def test_a_running_job_is_cancelled(tmp_path: Path, singing: Path) -> None:
    with serving(tmp_path, start=True, enable_gpu=False) as running:
        job_id = running.sent(singing, separator="spleeter", pitch="swiftf0")
        while not parse(Queue, running.client.get("/api/v1/queue/status")).active_job_ids:
            time.sleep(0.05)
        started = time.monotonic()
        assert running.client.post(f"/api/v1/jobs/{job_id}/cancel").json()["cancelled"]
        last = _poll(running, job_id)[-1]
        assert (last.status, last.error_code) == ("failed", "cancelled")
        assert time.monotonic() - started < 3


def test_the_shipped_clients_way(running: Running, singing: Path, tmp_path: Path) -> None:
    """Upload, poll, look at the list, download three stems; any null number or missing field would throw."""
    habits = {"ngrok-skip-browser-warning": "true"}
    with httpx.Client(base_url=running.url, headers=habits, timeout=30) as phone:
        sent = phone.post("/api/v1/transcribe", files={"file": ("Mein Lied.m4a", singing.read_bytes())})
        job_id = sent.json()["job_id"]
        while parse(StatusObject, phone.get(f"/api/v1/jobs/{job_id}/status")).status != "completed":
            time.sleep(0.2)
        (listed,) = (job for job in phone.get("/api/v1/jobs").json()["jobs"] if job["job_id"] == job_id)
        assert listed["completed_at"] + "Z" == phone.get(f"/api/v1/jobs/{job_id}").json()["completed_at"]
        for name in ("original", "vocals", "instrumental"):
            stem = phone.get(f"/api/v1/jobs/{job_id}/stems/{name}")
            assert sf.info(io.BytesIO(stem.content)).duration == pytest.approx(SECONDS, abs=0.1)
        parse(Frames, phone.get(f"/api/v1/jobs/{job_id}/frames"))
        parse(Chords, phone.get(f"/api/v1/jobs/{job_id}/chords"))


def test_the_worker_packed_the_frames_once(running: Running, job_id: str) -> None:
    folder = running.service.library.results(job_id)
    raw = httpx.Client(base_url=running.url)
    with (
        raw,
        raw.stream("GET", f"/api/v1/jobs/{job_id}/frames", headers={"Accept-Encoding": "gzip"}) as answer,
    ):
        sent = b"".join(answer.iter_raw())
    assert sent == folder.frames.read_bytes()
    assert gzip.decompress(sent).startswith(b"{")
    assert answer.headers["content-type"] == JSON


def _poll(running: Running, job_id: str, every: float = 0.1) -> list[StatusObject]:
    seen: list[StatusObject] = []
    end = time.monotonic() + TIMEOUT
    while not seen or seen[-1].status not in ("completed", "failed"):
        assert time.monotonic() < end, "the job did not end"
        seen.append(parse(StatusObject, running.client.get(f"/api/v1/jobs/{job_id}/status")))
        time.sleep(every)
    return seen
