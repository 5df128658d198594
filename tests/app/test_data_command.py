"""`backline data` as it is typed: where the data are afterwards, what is said, and Ctrl-C."""

import os
import signal
import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.disk.data_folder import claimed
from tests.conftest import ROOT
from tests.core.disk.data_folders import ended_job, files_in, write_data
from tests.watching import started, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="homes and signals as POSIX has them")

GIGABYTE = 1 << 30


@dataclass(frozen=True)
class Desk:
    """A user's home with songs in it."""

    home: Path

    @property
    def data(self) -> Path:
        """Where songs are without any setting."""
        return self.home / ".local" / "share" / "backline"

    @property
    def settings(self) -> Path:
        return self.home / ".config" / "backline" / "backline.toml"

    def start(
        self, *words: str | Path, **environment: str
    ) -> AbstractContextManager["subprocess.Popen[str]"]:
        """`backline` on a narrow plain terminal, for the length of a block."""
        base = {"PATH": os.environ["PATH"], "HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        return started([sys.executable, "-m", "app", *words], self.home, base | environment)

    def run(self, *words: str | Path, **environment: str) -> tuple[int, str, str]:
        """Exit code, output and errors."""
        with self.start(*words, **environment) as process:
            out, err = process.communicate(timeout=60)
        assert "Traceback" not in out + err
        return process.returncode, out, err


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "home")
    write_data(desk.data, ended_job(1), ended_job(2))
    return desk


def test_a_move_is_remembered_beside_the_users_own_lines(desk: Desk, tmp_path: Path) -> None:
    desk.settings.parent.mkdir(parents=True)
    desk.settings.write_text("# my desk\napi_port = 9000  # not 8000\n")
    before, target = files_in(desk.data), tmp_path / "new"
    assert desk.run("data", "move", target) == (0, f"The data are in {target} now.\n", "")
    assert desk.settings.read_text() == f'# my desk\napi_port = 9000  # not 8000\nstorage_path = "{target}"\n'
    assert (files_in(target), desk.data.exists()) == (before, False)
    again = tmp_path / "again"
    assert desk.run("data", "move", again)[0] == 0
    assert (files_in(again), target.exists()) == (before, False)


def test_a_move_that_the_settings_file_cannot_know(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "new"
    place = {"STORAGE_PATH": str(desk.data), "LOG_FILE": str(desk.data / "log" / "backline.log")}
    code, out, _ = desk.run("data", "move", target, **place)
    assert (code, desk.settings.exists()) == (0, False)
    assert "LOG_FILE names a place in the old folder" in out
    assert "STORAGE_PATH comes from the environment: change it there." in out
    code, _, err = desk.run("--serve", STORAGE_PATH=str(desk.data))
    assert (code, f"moved to {target}" in err) == (2, True)


def test_a_move_that_cannot_be_remembered_is_none(desk: Desk, tmp_path: Path) -> None:
    (desk.settings.parent / "backline.toml.part").mkdir(parents=True)
    before = files_in(desk.data)
    code, _, err = desk.run("data", "move", tmp_path / "new")
    assert (code, "in the way" in err) == (2, True)
    assert files_in(desk.data) == before
    assert not (tmp_path / "new").exists()


def test_a_backup_and_its_way_back(desk: Desk, tmp_path: Path) -> None:
    code, out, _ = desk.run("data", "backup", tmp_path / "backup")
    assert (code, out) == (0, f"Songs that are in {tmp_path / 'backup'} now: 2.\n")
    code, out, _ = desk.run("--data-dir", tmp_path / "new", "data", "restore", tmp_path / "backup")
    assert (code, out) == (0, f"Songs that came back to {tmp_path / 'new'}: 2.\n")
    for song in ("id-1/original", "id-2/stems/vocals.mp3"):
        assert (tmp_path / "new" / "jobs" / song).read_bytes() == (desk.data / "jobs" / song).read_bytes()


def test_one_sentence_says_what_is_wrong(desk: Desk, tmp_path: Path) -> None:
    with claimed(desk.data):
        code, out, err = desk.run("data", "move", tmp_path / "new")
        assert (code, out) == (2, "")
        assert err.startswith(f"backline: Another Backline works in {desk.data}.")
        assert desk.run("data", "backup", tmp_path / "backup")[0] == 0
    code, _, err = desk.run("data", "restore", tmp_path)
    assert (code, err) == (2, f"backline: {tmp_path} has no list of songs (jobs.json) that can be read.\n")


def test_ctrl_c_leaves_everything_as_it_was(desk: Desk, tmp_path: Path) -> None:
    song = desk.data / "jobs" / "id-1" / "original"
    os.truncate(song, 4 * GIGABYTE)
    target = tmp_path / "backup"
    copy = target / "jobs" / "id-1" / "original"
    with desk.start("data", "backup", target) as process:
        until(lambda: copy.exists() and copy.stat().st_size)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "Stopped. Everything is as it was.\n")
    assert not target.exists()
