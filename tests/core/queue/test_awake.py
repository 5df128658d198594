"""The system is asked to stay awake while a song is in work, and no longer."""

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from core.queue.awake import awake
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="speaks to a desktop of Linux")

GNOME = "org.gnome.SessionManager"
SUSPEND = 4


class SessionManager(threading.Thread):
    """What GNOME's session manager does with inhibitors, on a real message bus."""

    def __init__(self, bus: str) -> None:
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        super().__init__(daemon=True)
        self.inhibitors: dict[int, int] = {}
        self.calls: list[str] = []
        self.connection = open_dbus_connection(bus)
        self.connection.send_and_get_reply(message_bus.RequestName(GNOME))

    def run(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        while "Quit" not in self.calls:
            call = self.connection.receive()
            if call.header.message_type is not MessageType.method_call:
                continue
            self.calls.append(call.header.fields[HeaderFields.member])
            if self.calls[-1] == "Inhibit":
                self.inhibitors[7] = call.body[3]
                self.connection.send(new_method_return(call, "u", (7,)))
            elif self.calls[-1] == "Uninhibit":
                del self.inhibitors[call.body[0]]
                self.connection.send(new_method_return(call))
        self.connection.close()

    def quit(self, bus: str) -> None:
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(bus) as connection:
            connection.send(new_method_call(DBusAddress("/", GNOME), "Quit"))
            self.join(5)


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SessionManager]:
    if not shutil.which("dbus-daemon"):
        pytest.skip("needs dbus-daemon")
    socket = f"unix:path={tmp_path}/bus"
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={socket}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout
        bus = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
        manager = SessionManager(bus)
        manager.start()
        yield manager
        manager.quit(bus)
        daemon.terminate()


def test_the_desktop_does_not_suspend_while_a_song_is_in_work(desktop: SessionManager) -> None:
    with awake():
        assert desktop.inhibitors == {7: SUSPEND}
    assert desktop.inhibitors == {}


def test_a_song_that_fails_lets_the_computer_sleep(desktop: SessionManager) -> None:
    with pytest.raises(ValueError, match="no song"), awake():
        raise ValueError("no song")
    assert desktop.inhibitors == {}


def test_without_anyone_to_ask_a_song_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    done = False
    with awake():
        done = True
    assert done


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `systemd-inhibit` that notes when it holds a lock and when it lets go: here is no systemd to ask."""
    notes = tmp_path / "notes"
    program = tmp_path / "systemd-inhibit"
    program.write_text(
        f'#!/bin/sh\necho "$1" >> {notes}\nshift 3\n"$@" > /dev/null\necho released >> {notes}\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return notes


def lines(notes: Path, number: int) -> list[str]:
    """The notes, once there are that many."""
    deadline = time.monotonic() + 5
    while not notes.exists() or len(notes.read_text().splitlines()) < number:
        assert time.monotonic() < deadline, "nothing was noted"
        time.sleep(0.01)
    return notes.read_text().splitlines()


def test_systemd_is_asked_too(systemd: Path) -> None:
    with awake():
        assert lines(systemd, 1) == ["--what=idle"]
    assert lines(systemd, 2) == ["--what=idle", "released"]


def test_a_killed_program_holds_no_computer_awake(systemd: Path) -> None:
    code = "import time; from core.queue.awake import awake\nwith awake(): time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as program:
        lines(systemd, 1)
        program.kill()
    assert lines(systemd, 2)[-1] == "released"


def test_where_no_process_is_to_be_had_the_song_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(shutil, "which", str)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    with awake():
        pass


def test_an_inhibitor_that_does_not_end_is_ended(systemd: Path) -> None:
    program = systemd.with_name("systemd-inhibit")
    program.write_text(f"#!/bin/sh\necho $$ >> {systemd}\nexec sleep 60\n")
    begun = time.monotonic()
    with awake():
        (pid,) = lines(systemd, 1)
    assert time.monotonic() - begun < 10
    assert not psutil.pid_exists(int(pid))
