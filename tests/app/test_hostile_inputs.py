"""Nothing that is sent as a song harms the server: it is refused, or it ends as a job."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.reliability import inputs
from benchmarks.reliability.damaged_inputs import damaged_inputs
from benchmarks.reliability.fuzzing import fuzz
from core.names import MAX_LABEL
from tests.app.conftest import Running

pytestmark = pytest.mark.slow


@pytest.fixture
def odd_names(queueing: Running, tone: Path) -> Iterator[dict[str, str]]:
    """Ids of jobs by the names that their songs were sent under."""
    names = ["../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "CON", "nul.mp3", "a\x1b[2Jb\tc.mp3"]
    names += ["x" * 300, "é" * 300 + ".flac", "song\u202e3pm.exe", "שיר\u200f.mp3", "dots... .mp3", "...."]
    names += ['quo"te;name=x.mp3', "%2e%2e%2fup.mp3", "line\r\nX-Injected: 1.mp3", "-rf.mp3"]
    jobs = {name: queueing.sent(tone, name, again="true") for name in names}
    yield jobs
    for job in jobs.values():
        queueing.client.delete(f"/api/v1/jobs/{job}")


def test_damaged_songs_are_refused_or_become_jobs(tmp_path: Path) -> None:
    some = {name: data for name, data in damaged_inputs().items() if not name.startswith("cut at 97")}
    figures = inputs.damaged(tmp_path / "data", dict(islice(some.items(), 0, None, 2)))
    assert figures["inputs"] >= 60
    assert figures["odd"] == []
    assert figures["left"] == []
    assert set(figures["ends"]) <= {"completed", "invalid_audio"}
    assert figures["refused"] > 30
    assert figures["ends"]["completed"] > 15
    assert figures["peak_mb"] < 1500


def test_songs_changed_at_random_never_end_a_helper() -> None:
    figures = fuzz(300, seed=1)
    assert figures["failed"] == []
    assert figures["songs"] > 100
    assert figures["refused"] > 50
    assert figures["peak_mb"] < 300


@pytest.mark.alone
def test_a_large_upload_is_quick_and_broken_ones_leave_nothing(tmp_path: Path) -> None:
    figures = inputs.uploads(tmp_path / "data")
    assert figures["upload_seconds"] < 2
    assert figures["broken_jobs"] == 0
    assert figures["broken_left"] == []


def test_names_stay_names(queueing: Running, odd_names: dict[str, str]) -> None:
    jobs = queueing.service.reception.incoming.parent / "jobs"
    assert {path.name for path in jobs.iterdir()} >= set(odd_names.values())
    for name, job_id in odd_names.items():
        job = queueing.client.get(f"/api/v1/jobs/{job_id}").raise_for_status().json()
        shown = job["input_filename"]
        assert 0 < len(shown) <= MAX_LABEL
        assert not set(shown) & set("/\\\r\n\t\x1b\u202e"), name
        assert {path.name for path in (jobs / job_id).iterdir()} <= {"original", "job.json"}
        assert queueing.client.get("/api/v1/jobs", params={"q": shown, "limit": 1000}).json()["total"] >= 1
    assert not (jobs.parent / "etc").exists()
