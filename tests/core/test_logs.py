"""The log: lines that programs read, in files that do not grow, with the ids of request and job."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core import logs
from core.errors import StorageError
from tests.conftest import ROOT

PROGRAM = """
import logging, sys, threading
from pathlib import Path
from core import logs
from core.processes.helpers import SPAWN, start

def child(pipe, number):
    handler = logs.ToParent(pipe)
    handler.ids = {"job_id": f"job {number}", "request_id": "r"}
    logging.basicConfig(level="INFO", handlers=[handler])
    log = logging.getLogger("child")
    def write():
        for line in range(LINES):
            log.info("%s of child %s", line, number)
    threads = [threading.Thread(target=write) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    try:
        raise ValueError("in the child")
    except ValueError:
        log.exception("it failed: %s", object())

if __name__ == "__main__":
    logs.FILE_BYTES = 20_000
    logs.log_to("INFO", Path(sys.argv[1]))
    children = []
    for number in range(2):
        ours, theirs = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=child, args=(theirs, number))
        start(process)
        theirs.close()
        logs.listen(ours)
        children.append(process)
    with logs.about(request_id="abc"):
        logging.getLogger("parent").warning("Ça va – 夜に \\udc80\\nnext line")
    [process.join() for process in children]
    [thread.join() for thread in threading.enumerate() if thread.name == "log of a child"]
"""
LINES = 40


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], str]:
    """The log files of a program with two children that write at once, and its stderr."""
    folder = tmp_path_factory.mktemp("logs")
    program = folder / "program.py"
    program.write_text(PROGRAM.replace("LINES", str(LINES)))
    done = subprocess.run(
        [sys.executable, str(program), str(folder / "sub" / "backline.log")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return sorted((folder / "sub").iterdir()), done.stderr


@pytest.fixture(scope="module")
def lines(written: tuple[list[Path], str]) -> list[dict[str, Any]]:
    """All lines of all files."""
    files, _ = written
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_files_are_begun_anew_and_no_line_is_torn_or_lost(
    written: tuple[list[Path], str], lines: list[dict[str, Any]]
) -> None:
    files, _ = written
    assert len(files) > 1
    assert all(file.stat().st_size <= 20_000 for file in files)
    counted = [line["message"] for line in lines if " of child " in line["message"]]
    by_one_thread = [f"{number} of child {child}" for number in range(LINES) for child in (0, 1)]
    assert sorted(counted) == sorted(2 * by_one_thread)


def test_every_line_tells_what_it_belongs_to(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        if " of child " in line["message"]:
            number = line["message"].rpartition(" ")[2]
            assert (line["job_id"], line["request_id"]) == (f"job {number}", "r")
    (parents,) = [line for line in lines if line["logger"] == "parent"]
    assert (parents["request_id"], parents["level"]) == ("abc", "WARNING")
    assert "job_id" not in parents
    assert parents["message"].startswith("Ça va – 夜に")
    assert parents["time"].endswith("+00:00")
    assert len({line["process"] for line in lines}) == 3


def test_an_exception_of_a_child_comes_with_its_trace(lines: list[dict[str, Any]]) -> None:
    failed = [line for line in lines if line["message"].startswith("it failed: <object")]
    assert len(failed) == 2
    assert all('raise ValueError("in the child")' in line["trace"] for line in failed)


def test_people_read_text_on_stderr(written: tuple[list[Path], str]) -> None:
    _, text = written
    assert "WARNING parent: Ça va – 夜に" in text
    assert "INFO child: 0 of child 1 [job_id=job 1 request_id=r]" in text
    assert 'raise ValueError("in the child")' in text


def test_a_log_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="file"):
        logs.log_to("INFO", tmp_path / "file" / "backline.log")
