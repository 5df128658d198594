"""What a bundle holds: its files, its modules, and the Python packages that they are of."""

import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

from encoders import is_stand_in
from PyInstaller.archive.readers import CArchiveReader, NotAnArchiveError
from PyInstaller.loader.pyimod01_archive import ArchiveReadError

FOLDERS = ("_internal", "Contents/Frameworks", "Contents/Resources")
"""Where PyInstaller puts files: on Linux and Windows, and the two of a macOS application."""
OURS = ("app", "core", "ui", "weights")
PYTHON = re.compile(r"(Python\.framework/.*|(lib)?python3[0-9.]*\.(so.*|dll|dylib)|Python)$")
STARTERS = ("pyimod", "pyiboot", "pyi_rth", "_pyi_rth", "_pyinstaller_hooks", "__main__")
"""Beginnings of the modules that PyInstaller itself brings."""


@dataclass(frozen=True)
class Bundle:
    """files: paths, by those in the program's folder. modules: those inside of the program's own file."""

    files: dict[str, Path]
    modules: frozenset[str]


@dataclass
class Share:
    """What of a bundle is of one Python package."""

    distribution: Distribution
    files: list[str] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sorted:
    """A bundle by origin. others: files of no package, as of the system. unknown: modules of no package."""

    shares: list[Share]
    others: list[str]
    unknown: list[str]


def read_bundle(folder: Path) -> Bundle:
    """Look into a one-folder bundle or a macOS application. Raises SystemExit where the folder is neither."""
    files: dict[str, Path] = {}
    for root in (folder / name for name in FOLDERS):
        for path in root.rglob("*"):
            if path.is_file() and not path.is_symlink():
                # In a macOS application no folder's name may have a dot.
                files[path.relative_to(root).as_posix().replace("__dot__", ".")] = path
    programs = (*folder.glob("*"), *folder.glob("Contents/MacOS/*"))
    modules = _modules(path for path in programs if path.is_file())
    if not files or not modules:
        raise SystemExit(f"{folder} is no bundle: build it first.")
    return Bundle(files, modules)


def sort(bundle: Bundle, distributions: Iterable[Distribution]) -> Sorted:
    """Find the package of every file and module, by the lists of files that installed packages have."""
    shares = [Share(distribution) for distribution in distributions]
    owners = {str(PurePosixPath(path)): share for share in shares for path in share.distribution.files or []}
    by_module = {_module(path): share for path, share in owners.items() if path.endswith(".py")}
    found = Sorted([], [], [])
    for name, path in sorted(bundle.files.items()):
        if _is_ours(name) or is_stand_in(path):
            continue
        if name in owners:
            owners[name].files.append(name)
        elif not _is_pythons(name):
            found.others.append(name)
    for module in sorted(bundle.modules):
        if module in by_module:
            by_module[module].modules.append(module)
        elif not _is_explained(module, by_module):
            found.unknown.append(f"module {module}")
    held = (share for share in shares if share.files or share.modules)
    found.shares.extend(sorted(held, key=lambda share: share.distribution.name.lower()))
    return found


def _modules(programs: Iterable[Path]) -> frozenset[str]:
    found: set[str] = set()
    for program in programs:
        # Other files lie beside programs.
        with suppress(ArchiveReadError, NotAnArchiveError):
            found.update(CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc)
    return frozenset(found)


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _is_pythons(name: str) -> bool:
    stem = name.rpartition("/")[2].partition(".")[0]
    own = "lib-dynload/" in name or name == "base_library.zip" or PYTHON.match(name)
    return bool(own) or stem in sys.stdlib_module_names


def _is_ours(name: str) -> bool:
    return name.partition("/")[0] in OURS or name.startswith("backline")


def _is_explained(module: str, by_module: dict[str, Share]) -> bool:
    top = module.partition(".")[0]
    known = top in sys.stdlib_module_names or top in OURS or module.startswith((*STARTERS, "_sysconfigdata"))
    # A namespace package is a folder without a file of its own.
    return known or any(other.startswith(f"{module}.") for other in by_module)
