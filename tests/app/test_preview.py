"""A song that is heard while it is in work."""

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from tests.app.conftest import Running, serving
from tests.app.strict_client import Preview, Segment, StatusObject, parse, refused
from tests.sounds import RATE

pytestmark = pytest.mark.slow

SECONDS = 22
TRACKS = {"vocals", "drums", "bass", "other", "instrumental", "original"}
STEMS_ONLY = {"separator": "spleeter", "stages": "separation", "again": "true"}


@pytest.fixture(scope="module")
def song(mix: Callable[[str], np.ndarray], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of a labelled song."""
    path = tmp_path_factory.mktemp("songs") / "song.flac"
    sf.write(path, mix("song1")[: SECONDS * RATE], RATE)
    return path


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that works."""
    with serving(tmp_path_factory.mktemp("data"), start=True, enable_gpu=False) as server:
        yield server


def preview(running: Running, job_id: str) -> Preview:
    return parse(Preview, running.client.get(f"/api/v1/jobs/{job_id}/preview"))


def status(running: Running, job_id: str) -> str:
    return parse(StatusObject, running.client.get(f"/api/v1/jobs/{job_id}/status")).status


def until_done(running: Running, job_id: str) -> Iterator[Preview]:
    """The preview again and again, to the end of the job and once more."""
    end = time.monotonic() + 120
    while status(running, job_id) in ("queued", "processing"):
        assert time.monotonic() < end, "the job did not end"
        yield preview(running, job_id)
        time.sleep(0.02)
    yield preview(running, job_id)


def heard(running: Running, segment: Segment, track: str) -> np.ndarray:
    answer = running.client.get(segment.stems[track])
    assert answer.headers["content-type"] == "audio/flac"
    sound, rate = sf.read(io.BytesIO(answer.content), dtype="float32")
    assert rate == RATE
    assert len(sound) == round((segment.end - segment.start) * RATE)
    return np.asarray(sound)


def test_a_song_is_heard_while_it_is_in_work(running: Running, song: Path) -> None:
    job_id = running.sent(song, separator="spleeter", pitch="swiftf0")
    ready, early = [], 0
    for now in until_done(running, job_id):
        ready.append(now.seconds_ready)
        assert [segment.start for segment in now.segments] == [0.0, *(s.end for s in now.segments)][:-1]
        assert now.seconds_ready == (now.segments[-1].end if now.segments else 0.0)
        if now.segments and status(running, job_id) == "processing":
            early += 1
            for track in TRACKS:
                heard(running, now.segments[-1], track)
    assert ready == sorted(ready)
    assert early > 2
    assert ready[0] == 0.0
    assert ready[-1] == pytest.approx(SECONDS)
    found = np.concatenate([heard(running, segment, "original") for segment in now.segments])
    assert np.abs(found - sf.read(song, dtype="float32")[0]).max() < 2**-22


def test_segments_are_files_like_the_others(running: Running, song: Path) -> None:
    job_id = running.sent(song, **STEMS_ONLY)
    *_, last = until_done(running, job_id)
    url = last.segments[1].stems["drums"]
    whole = running.client.get(url)
    head = running.client.head(url)
    assert head.headers["content-length"] == str(len(whole.content))
    etag = whole.headers["etag"]
    assert running.client.get(url, headers={"If-None-Match": etag}).status_code == 304
    part = running.client.get(url, headers={"Range": "bytes=10-19", "If-Range": etag})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    base = url.rpartition("/")[0]
    for wrong in (f"{base}/kazoo.flac", url.replace("/220500_", "/220501_")):
        refused(running.client.get(wrong), 404, "stem_not_found")
    refused(running.client.get(f"{base}/..%2fdrums.flac"), 404, "not_found")


def test_the_segments_go_when_the_next_song_is_done(running: Running, song: Path) -> None:
    first, second = running.sent(song, **STEMS_ONLY), running.sent(song, **STEMS_ONLY)
    for _ in until_done(running, first):
        pass
    before = preview(running, first)
    assert before.segments
    for _ in until_done(running, second):
        pass
    assert preview(running, second).segments
    assert preview(running, first) == before.model_copy(update={"seconds_ready": 0.0, "segments": []})
    refused(running.client.get(before.segments[0].stems["bass"]), 404, "stem_not_found")
    assert running.client.head(f"/api/v1/jobs/{first}/stems/bass").status_code == 200


def test_a_restart_and_a_cancel_leave_no_segments(tmp_path: Path, song: Path) -> None:
    with serving(tmp_path, start=True, enable_gpu=False) as running:
        done, cancelled = running.sent(song, **STEMS_ONLY), running.sent(song, **STEMS_ONLY)
        for _ in until_done(running, done):
            pass
        while not preview(running, cancelled).segments:
            assert status(running, cancelled) in ("queued", "processing")
        assert running.client.post(f"/api/v1/jobs/{cancelled}/cancel").json()["cancelled"]
        assert preview(running, cancelled).segments == []
        assert preview(running, done).segments
    with serving(tmp_path, start=True, enable_gpu=False) as running:
        assert preview(running, done).segments == []


def test_before_its_turn_there_is_nothing_and_without_stems_there_is_none(
    queueing: Running, tone: Path
) -> None:
    waiting = queueing.sent(tone)
    assert preview(queueing, waiting).segments == []
    voice = queueing.sent(tone, stages="transcription")
    refused(queueing.client.get(f"/api/v1/jobs/{voice}/preview"), 404, "not_requested")
    refused(queueing.client.get(f"/api/v1/jobs/{voice}/preview/0_9/vocals.flac"), 404, "not_requested")
    for start in (0, "1" * 300, "1" * 5000):
        url = f"/api/v1/jobs/{waiting}/preview/{start}_9/vocals.flac"
        refused(queueing.client.get(url), 404, "stem_not_found")
    unknown = waiting.replace(waiting[:4], "0000")
    refused(queueing.client.get(f"/api/v1/jobs/{unknown}/preview"), 404, "job_not_found")
