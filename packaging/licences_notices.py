"""Texts of licences: those that packages bring, that systems keep, and that lie in `licences/texts`."""

import re
import subprocess
import sys
import sysconfig
from filecmp import cmp
from importlib.metadata import Distribution
from pathlib import Path
from shutil import which

from licences_rules import TEXTS

LICENCE_FILE = re.compile(
    r"(^|[/_-])(licen[cs]es?|copying|notices?|thirdpartynotices|authors)([._-][^/]*)?$", re.IGNORECASE
)

Notice = tuple[str, str]
"""The name of a file, and its text."""


def notices(distribution: Distribution) -> tuple[Notice, ...]:
    """What an installed package says of its terms."""
    files = [file for file in distribution.files or [] if LICENCE_FILE.search(str(file))]
    paths = [(str(file), Path(str(file.locate()))) for file in files if file.suffix not in {".py", ".pyc"}]
    return tuple((name, read(path)) for name, path in paths if path.is_file())


def python_notice() -> Notice:
    """The terms of the interpreter that runs this, and thus of the one in a bundle."""
    places = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix), Path("/usr/share/doc/python3.11")]
    paths = (place / name for place in places for name in ("LICENSE.txt", "LICENSE", "copyright"))
    return "LICENSE", next(read(path) for path in paths if path.is_file())


def named_notice(name: str) -> tuple[Notice, ...]:
    """The notice of a library whose package does not bring it, where it is kept here."""
    path = TEXTS / f"{name}.txt"
    return ((path.name, read(path)),) if path.is_file() else ()


def debian_notice(library: Path) -> tuple[str, tuple[Notice, ...]]:
    """Version and notice of the Debian package that a library was copied from; empty where there is none."""
    for line in _dpkg("-S", f"*/{library.name}").splitlines() if which("dpkg-query") else ():
        package, _, place = line.partition(": ")
        notice = Path("/usr/share/doc", package.partition(":")[0], "copyright")
        if Path(place).is_file() and notice.is_file() and cmp(place, library, shallow=False):
            version = _dpkg("-W", "-f", "${Version}", package)
            return version, ((f"{package}: {notice.name}", read(notice)),)
    return "", ()


def read(path: Path) -> str:
    """A text without spaces around it, in whatever bytes it was written."""
    return path.read_text(encoding="utf-8", errors="replace").strip()


def _dpkg(*arguments: str) -> str:
    return subprocess.run(["dpkg-query", *arguments], capture_output=True, text=True, check=False).stdout
