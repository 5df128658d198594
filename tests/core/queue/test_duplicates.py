"""The same song sent twice is analysed once; a finished one is done again in another quality."""

import gzip
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from core.errors import NotFailedError, NotReadyError
from core.jobs import Job, JobRequest, JobStatus
from core.models import Stage
from core.queue.outcomes import KNOWN
from core.service import Service
from core.settings import Settings
from tests.core.test_service import finished, send, wait_for
from tests.sounds import tone, write
from tests.watching import until

pytestmark = pytest.mark.slow

QUICK = JobRequest("spleeter", "swiftf0")
CHORDS = JobRequest("spleeter", "swiftf0", (Stage.CHORDS,))
SUNG = JobRequest("spleeter", "swiftf0", (Stage.TRANSCRIPTION,))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = Service(Settings(storage_path=tmp_path_factory.mktemp("data"), enable_gpu=False))
    service.start()
    yield service
    service.stop()


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("songs") / "first.wav", tone(2.0, 220))


@pytest.fixture(scope="module")
def renamed(song: Path) -> Path:
    """The same song under another name."""
    copy = song.with_name('“second” "2".wav')
    copy.write_bytes(song.read_bytes())
    return copy


@pytest.fixture(scope="module")
def ready(service: Service, song: Path) -> Job:
    return finished(service, send(service, song, QUICK).id)


def documents(service: Service, job_id: str) -> dict[str, bytes]:
    """The documents of a job by name, as a client reads them."""
    found = {}
    for path in service.library.results(job_id).documents.iterdir():
        data = path.read_bytes()
        found[path.name.removesuffix(".gz")] = gzip.decompress(data) if path.suffix == ".gz" else data
    return found


def test_a_song_that_is_known_is_answered_at_once(service: Service, ready: Job, renamed: Path) -> None:
    job = send(service, renamed, QUICK, title="Mine")
    assert (job.status, job.message, job.display_name) == (JobStatus.COMPLETED, KNOWN, "Mine")
    assert job.id != ready.id
    assert replace(job.summary, stage_seconds={}) == replace(ready.summary, stage_seconds={})
    theirs, ours = documents(service, ready.id), documents(service, job.id)
    for name in theirs:
        told = theirs[name].replace(ready.id.encode(), job.id.encode())
        if name in ("results.json", "frames.json", "frames.columns.json"):
            told = told.replace(b'"first.wav"', orjson.dumps(renamed.name))
        assert ours[name] == told, name
    for track, path in service.library.stems(job.id).items():
        assert path.samefile(service.library.stem(ready.id, track, "mp3"))


def test_each_of_the_two_can_be_deleted(service: Service, ready: Job, renamed: Path) -> None:
    first, second = (send(service, renamed, QUICK) for _ in range(2))
    whole = (
        documents(service, second.id),
        [path.read_bytes() for path in service.library.stems(second.id).values()],
    )
    service.delete(first.id)
    left = (
        documents(service, second.id),
        [path.read_bytes() for path in service.library.stems(second.id).values()],
    )
    assert left == whole


def test_whoever_asks_for_something_else_gets_it(service: Service, ready: Job, song: Path) -> None:
    """Another pitch tracker, fewer stages, or the same once more."""
    service.pause()
    try:
        for request in (replace(QUICK, pitch="crepe-tiny"), CHORDS, replace(QUICK, again=True)):
            job = send(service, song, request)
            assert job.status is JobStatus.QUEUED
            service.delete(job.id)
    finally:
        service.resume()


def test_the_results_of_another_version_are_old(service: Service, ready: Job, song: Path) -> None:
    marker = service.library.results(ready.id).stage(Stage.SEPARATION) / "stage.json"
    before = marker.read_bytes()
    noted = orjson.loads(before)
    service.pause()
    try:
        marker.unlink()
        marker.write_bytes(orjson.dumps(noted | {"inputs": noted["inputs"] | {"backline": "0.0.1"}}))
        old = [job for job in service.jobs(JobStatus.COMPLETED, 100, 0, "")[0] if job.id != ready.id]
        for job in old:
            service.delete(job.id)
        job = send(service, song, QUICK)
        assert job.status is JobStatus.QUEUED
        service.delete(job.id)
    finally:
        marker.write_bytes(before)
        service.resume()


def test_auto_is_the_engine_that_it_comes_to(service: Service, song: Path) -> None:
    """No weights of HTDemucs are here: `auto` is Spleeter."""
    quick = replace(CHORDS, stages=(Stage.SEPARATION,))
    named = finished(service, send(service, song, quick).id)
    auto = send(service, song, replace(quick, separator="auto"))
    assert (named.status, auto.message) == (JobStatus.COMPLETED, KNOWN)


def test_a_song_that_waits_for_its_twin_is_answered_with_it(service: Service, tmp_path: Path) -> None:
    song, other = (write(tmp_path / f"{hz}.wav", tone(2.0, hz)) for hz in (330, 350))
    service.pause()
    first, between, twin = (send(service, path, CHORDS) for path in (song, other, song))
    service.resume()
    ended = [finished(service, job.id) for job in (first, twin, between)]
    assert [job.message for job in ended] == ["Ready.", KNOWN, "Ready."]
    assert ended == sorted(ended, key=lambda job: job.completed_at or job.created_at)


def test_a_twin_goes_its_own_way_when_the_first_is_cancelled(service: Service, tmp_path: Path) -> None:
    song = write(tmp_path / "cancelled.wav", tone(2.0, 370))
    service.pause()
    first, twin = (send(service, song, CHORDS) for _ in range(2))
    assert service.cancel(first.id)
    service.resume()
    assert finished(service, twin.id).message == "Ready."


def test_two_slots_do_not_work_on_one_song(tmp_path: Path) -> None:
    song = write(tmp_path / "song.wav", tone(2.0, 390))
    service = Service(Settings(storage_path=tmp_path / "data", enable_gpu=False, max_concurrent_jobs=2))
    service.pause()
    jobs = [send(service, song, CHORDS) for _ in range(2)]
    service.start()
    service.resume()
    try:
        most = 0
        while not all(service.job(job.id).status.ended for job in jobs):
            most = max(most, service.queue().active_jobs)
            time.sleep(0.01)
        assert most == 1
        assert {service.job(job.id).message for job in jobs} == {"Ready.", KNOWN}
    finally:
        service.stop()


def test_a_finished_song_is_done_again_beside_its_results(service: Service, ready: Job) -> None:
    before = documents(service, ready.id)
    chords = service.library.results(ready.id).stage(Stage.CHORDS) / "music.json"
    found = chords.read_bytes(), chords.stat().st_ino
    queued = service.retry(ready.id, pitch="crepe-tiny")
    assert (queued.status, queued.completed_at, queued.summary) == (JobStatus.QUEUED, None, ready.summary)
    wait_for(service, ready.id, lambda job: job.progress > 0)
    assert documents(service, ready.id) == before
    done = finished(service, ready.id)
    assert (done.status, done.summary.engines.pitch, done.earlier) == (
        JobStatus.COMPLETED,
        "crepe-tiny",
        None,
    )
    assert orjson.loads(documents(service, ready.id)["frames.json"])["metadata"]["engine"] == "crepe-tiny"
    assert (chords.read_bytes(), chords.stat().st_ino) == found
    folder = service.library.results(ready.id)
    assert not folder.again.exists()
    until(lambda: not list(folder.path.glob("again*")))
    assert len(service.library.stems(ready.id)) == 6


def test_a_finished_song_is_not_done_again_for_nothing(service: Service, song: Path) -> None:
    job = finished(service, send(service, song, CHORDS).id)
    for choice in ({}, {"separator": "spleeter"}, {"pitch": "crepe"}):
        with pytest.raises(NotFailedError, match="is finished"):
            service.retry(job.id, **choice)


def test_a_song_that_cannot_be_done_again_keeps_its_results(service: Service, song: Path) -> None:
    job = finished(service, send(service, song, SUNG).id)
    before = documents(service, job.id)
    service.update(job.id, display_name="Mine")
    service.retry(job.id, pitch="crepe")
    wait_for(service, job.id, lambda job: job.progress > 0)
    assert service.cancel(job.id)
    after = service.job(job.id)
    assert after.message == "Cancelled. The earlier results stay."
    summary = replace(job.summary, stage_seconds={})
    assert after == replace(job, display_name="Mine", message=after.message, summary=summary)
    assert documents(service, job.id) == before
    assert not service.library.results(job.id).again.exists()


def test_a_song_that_is_done_again_goes_on_after_a_restart(tmp_path: Path, song: Path) -> None:
    settings = Settings(storage_path=tmp_path / "data", enable_gpu=False)
    service = Service(settings)
    service.start()
    job = finished(service, send(service, song, SUNG).id)
    service.retry(job.id, pitch="crepe-tiny")
    wait_for(service, job.id, lambda job: job.progress > 0)
    service.stop()
    service = Service(settings)
    try:
        assert documents(service, job.id)
        service.start()
        assert finished(service, job.id).summary.engines.pitch == "crepe-tiny"
    finally:
        service.stop()


def test_a_failed_song_is_tried_with_other_engines(service: Service, tmp_path: Path) -> None:
    service.pause()
    job = send(service, write(tmp_path / "a.wav", tone(2.0, 410)), SUNG)
    service.cancel(job.id)
    service.resume()
    with pytest.raises(NotReadyError):
        service.library.results(job.id)
    assert service.retry(job.id, pitch="crepe-tiny").request == replace(SUNG, pitch="crepe-tiny")
    assert finished(service, job.id).summary.engines.pitch == "crepe-tiny"


def test_in_private_libraries_nobody_learns_that_another_has_the_song(tmp_path: Path, song: Path) -> None:
    settings = Settings(storage_path=tmp_path / "data", enable_gpu=False, library="private")
    service = Service(settings)
    service.start()
    try:
        first = finished(service, send(service, song, CHORDS, client="anna").id)
        hers = finished(service, send(service, song, CHORDS, client="anna").id)
        his = finished(service, send(service, song, CHORDS, client="ben").id)
    finally:
        service.stop()
    assert [job.message == KNOWN for job in (first, hers, his)] == [False, True, False]
