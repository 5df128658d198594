"""A screen of its own, with a window manager and a tray; a user's hand and eye on it."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

NEEDED = ("Xvfb", "openbox", "trayer", "xdotool", "import")
"""Programs from Debian: xvfb openbox trayer xdotool imagemagick."""
WAIT_SECONDS = 20.0


@dataclass(frozen=True)
class Screen:
    """An X display. env: what programs need to appear on it."""

    env: dict[str, str]

    def do(self, *words: str | int) -> str:
        """What xdotool prints of a command."""
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=True, timeout=30)
        return done.stdout.strip()

    def windows(self, name: str) -> list[int]:
        """Visible windows whose titles contain a name, as a regular expression."""
        command = ["xdotool", "search", "--onlyvisible", "--name", name]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False, timeout=30)
        return [int(line) for line in done.stdout.split()]

    def window(self, name: str, seconds: float = WAIT_SECONDS) -> int:
        """Wait for a window of this title."""
        end = time.monotonic() + seconds
        while not (found := self.windows(name)):
            if time.monotonic() > end:
                raise TimeoutError(f"no window {name!r} within {seconds:g} s")
            time.sleep(0.02)
        return found[-1]

    def place(self, window: int) -> tuple[int, int, int, int]:
        """Left, top, width, height."""
        lines = self.do("getwindowgeometry", "--shell", window).splitlines()
        values = dict(line.split("=") for line in lines if "=" in line)
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    def picture(self, path: Path) -> Path:
        """The whole screen as a PNG."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True, timeout=30)
        return path


def missing() -> list[str]:
    """Programs that a screen takes, and that are not here."""
    return [program for program in NEEDED if shutil.which(program) is None]


@contextmanager
def screen(*, tray: bool, size: str = "1600x1000") -> Iterator[Screen]:
    """An empty screen. Raises FileNotFoundError where a program is missing."""
    with ExitStack() as parts:
        display = parts.enter_context(_display(size))
        env = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        env |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1"}
        # Without a bus of its own, a program would meet the tray of whoever runs the tests.
        env.pop("DBUS_SESSION_BUS_ADDRESS", None)
        env.pop("WAYLAND_DISPLAY", None)
        _wait_for(env, "getdisplaygeometry")
        _run(parts, ["openbox", "--sm-disable"], env)
        if tray:
            _run(parts, ["trayer", "--edge", "top", "--align", "right", "--widthtype", "request"], env)
            _wait_for(env, "search", "--onlyvisible", "--class", "trayer")
        yield Screen(env)


@contextmanager
def _display(size: str) -> Iterator[str]:
    reading, writing = os.pipe()
    options = ["-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
    command = ["Xvfb", "-displayfd", str(writing), *options]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


def _run(parts: ExitStack, command: list[str], env: dict[str, str]) -> None:
    none = subprocess.DEVNULL
    program = parts.enter_context(subprocess.Popen(command, env=env, stdout=none, stderr=none))
    parts.callback(program.terminate)


def _wait_for(env: dict[str, str], *question: str) -> None:
    """Ask until xdotool has an answer."""
    end = time.monotonic() + WAIT_SECONDS
    command = ["xdotool", *question]
    while subprocess.run(command, env=env, capture_output=True, check=False).returncode:
        if time.monotonic() > end:
            raise TimeoutError(f"no answer to {' '.join(question)}")
        time.sleep(0.02)
