"""A second start hands its songs to the first one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import ROOT
from tests.users import unknown_user
from tests.watching import started, until
from ui.instance import Instance

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.instance import Instance
app = QCoreApplication([])
print(Instance(Path(sys.argv[1])).hand_over([Path(name) for name in sys.argv[2:]]))
"""
FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.instance import Instance
app = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
instance.listen()
print("listening", flush=True)
app.exec()
"""


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Instance:
    instance = Instance(tmp_path)
    instance.listen()
    yield instance
    instance.close()


def second(root: Path, *songs: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SECOND, str(root), *map(str, songs)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_songs_reach_the_first_program(first: Instance, tmp_path: Path, qtbot: QtBot) -> None:
    songs = [
        tmp_path / "Größe ☀.mp3",
        tmp_path / "line\nbreak.wav",
        tmp_path / os.fsdecode(b"no text \xff.mp3"),
    ]
    with qtbot.waitSignal(first.handed, timeout=10_000) as handed, second(tmp_path, *songs) as program:
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=10_000)
        assert program.stdout.read().strip() == "True"
    assert handed.args == [songs]


def test_a_second_start_without_songs_is_told_of_too(first: Instance, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.handed, timeout=10_000) as handed, second(tmp_path) as program:
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=10_000)
    assert handed.args == [[]]


def test_another_data_folder_is_another_program(first: Instance, tmp_path: Path, qtbot: QtBot) -> None:
    with second(tmp_path / "other") as program:
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=10_000)
        assert program.stdout.read().strip() == "False"


def test_what_a_killed_program_left_is_in_nobodys_way(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    with started([sys.executable, "-c", FIRST, str(tmp_path)], cwd=ROOT) as killed:
        assert killed.stdout.readline() == "listening\n"
        killed.kill()
        until(lambda: killed.poll() is not None)
    heir = Instance(tmp_path)
    assert not heir.hand_over([])
    heir.listen()
    with qtbot.waitSignal(heir.handed, timeout=10_000), second(tmp_path) as program:
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=10_000)
        assert program.stdout.read().strip() == "True"
    heir.close()


def test_a_user_whom_the_system_does_not_know_has_one_too(tmp_path: Path) -> None:
    with unknown_user():
        assert not Instance(tmp_path).hand_over([])
