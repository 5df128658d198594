"""Start at login, as each system reads it."""

import os
import plistlib
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from app.desktop import NO_SCREEN, SCREENS
from core.errors import StorageError
from tests.conftest import ROOT
from tests.users import unknown_user
from ui.login_item import HIDDEN, AutostartEntry, LaunchAgent, desktop_entry, own_command

ODD = ['/opt/My "Apps"/100% $HOME `x` \\ Backline', "-m", "app", *HIDDEN]


def run_as_desktops_do(line: str) -> list[str]:
    """The arguments of an Exec line: escapes of strings first, then quotes as a shell's, then field codes."""
    text = line.replace("\\\\", "\\")
    printed = subprocess.run(
        ["sh", "-c", f"printf '%s\\n' {text}"], capture_output=True, text=True, check=True
    )
    return [word.replace("%%", "%") for word in printed.stdout.split("\n")[:-1]]


def exec_line(entry: str) -> str:
    parser = RawConfigParser(strict=True)
    parser.optionxform = str
    parser.read_string(entry)
    return parser["Desktop Entry"]["Exec"]


@pytest.mark.parametrize(
    "command", [["/usr/bin/backline", *HIDDEN], ODD, ["/a b", ""]], ids=["plain", "odd", "empty"]
)
def test_a_desktop_entry_runs_the_very_command(command: list[str], tmp_path: Path) -> None:
    entry = desktop_entry(command)
    assert run_as_desktops_do(exec_line(entry)) == command
    validator = shutil.which("desktop-file-validate")
    if validator:
        (tmp_path / "x.desktop").write_text(entry)
        subprocess.run([validator, "--no-hints", tmp_path / "x.desktop"], check=True)


def test_plain_arguments_stay_plain() -> None:
    assert exec_line(desktop_entry(["/usr/bin/backline", *HIDDEN])) == "/usr/bin/backline open --hidden"


def test_linux_it_is_turned_on_and_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    item = AutostartEntry(["/usr/bin/backline", *HIDDEN])
    assert item.path.parent == tmp_path / "config" / "autostart"
    assert not item.is_on()
    item.turn_off()
    item.turn_on()
    item.turn_on()
    assert item.is_on()
    moved = AutostartEntry(["/elsewhere/backline", *HIDDEN])
    assert not moved.is_on(), "what would be started is not there any more"
    item.turn_off()
    assert not item.path.exists()


def test_a_relative_config_folder_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "config")
    assert AutostartEntry(["x"]).path.parent == Path.home() / ".config" / "autostart"


def test_a_user_without_a_home_has_one_all_the_same() -> None:
    with unknown_user():
        assert AutostartEntry(["x"]).path.parent == Path("/.config/autostart")


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "autostart").touch()
    with pytest.raises(StorageError):
        AutostartEntry(["x"], tmp_path).turn_on()


def test_macos_reads_the_command(tmp_path: Path) -> None:
    item = LaunchAgent(ODD, tmp_path)
    item.turn_on()
    assert item.path.parent == tmp_path / "Library" / "LaunchAgents"
    written = plistlib.loads(item.path.read_bytes())
    assert written["ProgramArguments"] == ODD
    assert (written["Label"], written["RunAtLoad"]) == (item.path.stem, True)
    assert item.is_on()


def test_windows_reads_the_command() -> None:
    line = subprocess.list2cmdline(["C:\\Program Files\\Backline\\backline.exe", *HIDDEN])
    assert line == '"C:\\Program Files\\Backline\\backline.exe" open --hidden'


def test_this_program_starts_itself_over_the_same_data(tmp_path: Path) -> None:
    assert own_command() == [sys.executable, "-m", "app", "open", "--hidden"]
    said = [sys.executable, "-m", "app", "--data-dir", str(tmp_path), "open", "--hidden"]
    assert own_command(tmp_path) == said


@pytest.mark.skipif(sys.platform != "linux", reason="has a screen")
def test_the_command_line_takes_what_starts_it(tmp_path: Path) -> None:
    without_screen = {name: value for name, value in os.environ.items() if name not in SCREENS}
    done = subprocess.run(
        own_command(tmp_path / "data"),
        env=without_screen | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert NO_SCREEN in done.stderr
