"""A program that is moved, removed or upgraded while it runs says so, and blames nothing else."""

import json
import os
import sys
from pathlib import Path

import pytest

from core.files import sha256
from core.jobs import JobStatus
from core.processes.helpers import Helpers
from core.processes.program import REPLACED, refuse_if_replaced
from core.records.store import JobStore
from tests.conftest import ROOT
from tests.watching import started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps files and folders in use")


@pytest.mark.parametrize("fate", ["deleted", "replaced"])
def test_a_program_that_lost_its_file_asks_to_be_started_again(tmp_path: Path, fate: str) -> None:
    program = tmp_path / "backline"
    program.symlink_to(sys.executable)
    words = ("-m", "tests.core.processes.replaced_program", tmp_path, fate)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))}
    with started([program, *words], tmp_path, environment) as process:
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    outcome = json.loads(out)
    refused = f"UnavailableError: {REPLACED}"
    assert [outcome[name] for name in ("upload", "helper", "worker", "check")] == [refused] * 4
    assert outcome["cuda"]
    assert outcome["message"] == REPLACED
    assert outcome["jobs"] == [["queued", 1], ["queued", 2]]
    store = JobStore(tmp_path / "data" / "jobs.json")
    store.close()
    assert [job.status for job in store.all()] == [JobStatus.QUEUED] * 2


def test_a_program_whose_file_is_there_is_not_refused() -> None:
    refuse_if_replaced()


def test_processes_start_although_the_current_folder_was_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song, gone = tmp_path / "song", tmp_path / "gone"
    song.write_bytes(b"")
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert Helpers().call(sha256, 30, song) == sha256(song)
    assert Path.cwd() == Path(os.sep)
