"""The installer for Windows: Inno Setup over what PyInstaller built."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from windows.version import numbers  # noqa: E402

from core.songs import SUFFIXES  # noqa: E402 - the project need not be installed

SCRIPT = ROOT / "packaging" / "windows" / "backline.iss"
MADE = ROOT / "build" / "windows"
SIGN_COMMAND = "SIGN_COMMAND"
"""Variable of the environment: a command that signs a file, which it has as $f."""
NO_COMPILER = (
    "Inno Setup's compiler, ISCC.exe, was not found: install Inno Setup 6.3 or later (winget install "
    "JRSoftware.InnoSetup), or put its folder into PATH."
)
SONG, SUPPORTED = "Backline.Song", "Applications\\Backline.exe\\SupportedTypes"
"""Names in the registry, below Software\\Classes; backline.iss says what stands there."""
VALUE = (
    'Root: HKA; Subkey: "Software\\Classes\\{key}"; ValueType: string; ValueName: "{name}"; ValueData: ""; '
    "Flags: uninsdeletevalue uninsdeletekeyifempty; Tasks: openwith"
)


def make(bundle: Path, version: str, folder: Path) -> Path:
    """An installer of a bundle, into a folder; its path. Raises SystemExit, CalledProcessError."""
    MADE.mkdir(parents=True, exist_ok=True)
    entries = MADE / "associations.iss"
    # Windows's own encoding is what Inno Setup reads a file without a mark in.
    entries.write_text("\n".join((*associations(SUFFIXES), "")), encoding="utf-8-sig")
    command = [compiler(), "/Qp", *defined(version, bundle, entries), f"/O{folder}", *signing(), str(SCRIPT)]
    subprocess.run(command, check=True)
    return folder / f"Backline-{version}-windows-x64.exe"


def associations(suffixes: Iterable[str]) -> list[str]:
    """Entries of [Registry] that offer Backline for files, and take nothing away from other programs."""
    values = [
        value
        for suffix in sorted(suffixes)
        for value in ((f"{suffix}\\OpenWithProgids", SONG), (SUPPORTED, suffix))
    ]
    return [VALUE.format(key=key, name=name) for key, name in values]


def defined(version: str, bundle: Path, entries: Path) -> list[str]:
    """What the script is told. Paths are absolute."""
    four = ".".join(map(str, numbers(version)))
    said = {"Version": version, "VersionNumbers": four, "Bundle": bundle, "Associations": entries}
    return [f"/D{name}={value}" for name, value in said.items()]


def signing() -> list[str]:
    """How the compiler signs programs, installer and uninstaller; nothing where nobody says how."""
    command = os.environ.get(SIGN_COMMAND)
    return ["/DSign", f"/Ssign={command}"] if command else []


def compiler() -> str:
    """Inno Setup's compiler. Raises SystemExit where there is none."""
    installed = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Inno Setup 6"
    found = shutil.which("ISCC") or shutil.which("ISCC", path=str(installed))
    if found is None:
        raise SystemExit(NO_COMPILER)
    return found
