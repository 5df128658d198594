"""Start at login, as each system has it: a launch agent, a value in the registry, an autostart entry."""

import os
import plistlib
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from core.files import storage_errors, write_whole
from core.release import is_bundle
from core.settings import home_folder

LABEL = "org.backline.Backline"
HIDDEN = ("open", "--hidden")
"""Words of the command line that start it in the tray, without a window."""
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
VALUE = "Backline"

_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")
"""What an argument in an Exec line has to be quoted for (Desktop Entry Specification)."""


class LoginItem(Protocol):
    """Whether the program starts when the user logs in.

    Changes raise StorageError, or OSError, where the system refuses them.
    """

    def is_on(self) -> bool:
        """Whether it does, with the present command."""

    def turn_on(self) -> None:
        """Let it."""

    def turn_off(self) -> None:
        """Let it no more."""


def login_item(data_dir: Path | None = None) -> LoginItem:
    """The one of this system, for the program as it runs now. data_dir: as its command line says."""
    command = own_command(data_dir)
    if sys.platform == "win32":
        return RunKey(command)
    return LaunchAgent(command) if sys.platform == "darwin" else AutostartEntry(command)


def own_command(data_dir: Path | None = None) -> list[str]:
    """What starts this program without a window, over the same data."""
    program = [sys.executable] if is_bundle() else [sys.executable, "-m", "app"]
    data = ["--data-dir", str(data_dir.resolve())] if data_dir else []
    return [*program, *data, *HIDDEN]


class _File:
    """An item that is one file in a folder of the user's. path: where. content: what is in it."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self._content = content

    def is_on(self) -> bool:
        """Whether the file is there, and starts this program: it may have been moved since."""
        try:
            return self.path.read_bytes() == self._content
        except OSError:
            return False

    def turn_on(self) -> None:
        """Write the file. Raises StorageError."""
        with storage_errors(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, self._content)

    def turn_off(self) -> None:
        """Delete the file. Raises StorageError."""
        with storage_errors(self.path.parent):
            self.path.unlink(missing_ok=True)


class LaunchAgent(_File):
    """macOS: a property list that launchd reads at login."""

    def __init__(self, command: Sequence[str], home: Path | None = None) -> None:
        described = {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        folder = (home or home_folder()) / "Library" / "LaunchAgents"
        super().__init__(folder / f"{LABEL}.plist", plistlib.dumps(described))


class AutostartEntry(_File):
    """Linux: a desktop entry in the user's autostart folder (Desktop Application Autostart Specification)."""

    def __init__(self, command: Sequence[str], config: Path | None = None) -> None:
        given = os.environ.get("XDG_CONFIG_HOME", "")
        # The specification has relative ones ignored.
        own = Path(given) if Path(given).is_absolute() else home_folder() / ".config"
        super().__init__((config or own) / "autostart" / f"{LABEL}.desktop", desktop_entry(command).encode())


class RunKey:
    """Windows: a value of the user's Run key."""

    def __init__(self, command: Sequence[str]) -> None:
        self._line = subprocess.list2cmdline(command)

    def is_on(self) -> bool:
        """Whether the value is there, and starts this program."""
        import winreg  # noqa: PLC0415 - only Windows has it

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:  # type: ignore[attr-defined]
            return bool(winreg.QueryValueEx(key, VALUE)[0] == self._line)  # type: ignore[attr-defined]
        return False

    def turn_on(self) -> None:
        """Set the value."""
        import winreg  # noqa: PLC0415 - only Windows has it

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:  # type: ignore[attr-defined]
            winreg.SetValueEx(key, VALUE, 0, winreg.REG_SZ, self._line)  # type: ignore[attr-defined]

    def turn_off(self) -> None:
        """Delete the value."""
        import winreg  # noqa: PLC0415 - only Windows has it

        with suppress(FileNotFoundError), winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:  # type: ignore[attr-defined]
            winreg.DeleteValue(key, VALUE)  # type: ignore[attr-defined]


def desktop_entry(command: Sequence[str]) -> str:
    """A desktop entry that runs a command."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Backline",
        "Comment=Stems, sung pitch, chords and beats of songs",
        f"Exec={' '.join(map(_quoted, command))}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return "\n".join((*lines, ""))


def _quoted(argument: str) -> str:
    """An argument of an Exec line: quoted where needed, `%` doubled, then escaped as strings there are."""
    text = argument.replace("%", "%%")
    if not argument or _RESERVED & set(argument):
        for char in '\\"`$':
            text = text.replace(char, f"\\{char}")
        text = f'"{text}"'
    return text.replace("\\", "\\\\")
