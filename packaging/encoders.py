"""Libraries in the place of x264 and x265, which are under the GPL and come with PyAV's wheels.

FFmpeg does not start without them, and Backline encodes no video: what takes their place says that it cannot
encode. It is made by the C compiler in the `ziglang` package, which is the same one on every system.

Specs ask `without_gpl`; what is installed is changed by `python packaging/encoders.py FOLDER`.
"""

import platform
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

SOURCE = Path(__file__).with_name("encoders.c")
MADE = SOURCE.parents[1] / "build" / "encoders"
MARK = b"backline_encodes_nothing"
UNDER_GPL = re.compile(r"(lib)?x26[45]\b.*\.(so|dylib|dll)\b")

Collected = tuple[str, str, str]
"""Path in the bundle, path on this computer, kind: an entry of PyInstaller's tables."""


def without_gpl(collected: Iterable[Collected], made: Path = MADE) -> list[Collected]:
    """The entries of a table, with libraries that are made here for x264 and x265."""
    return [
        (there, str(stand_in(made / _filename(there))) if _is_encoder(there, kind) else here, kind)
        for there, here, kind in collected
    ]


def stand_in(path: Path, target: str | None = None) -> Path:
    """Make the library at a path, under whose name FFmpeg asks for it. target: as zig says it."""
    target = target or _target()
    path.parent.mkdir(parents=True, exist_ok=True)
    # Installed files may be hard links to a cache.
    path.unlink(missing_ok=True)
    zig = [sys.executable, "-m", "ziglang", "cc", "-target", target]
    subprocess.run([*zig, "-shared", "-O2", "-s", "-o", path, SOURCE, *_linking(path, target)], check=True)
    return path


def is_stand_in(path: Path) -> bool:
    """Whether a library of a bundle was made here."""
    return UNDER_GPL.match(path.name) is not None and MARK in path.read_bytes()


def _is_encoder(there: str, kind: str) -> bool:
    return kind != "SYMLINK" and UNDER_GPL.match(_filename(there)) is not None


def _filename(there: str) -> str:
    return there.replace("\\", "/").rpartition("/")[2]


def _target() -> str:
    machine = {"arm64": "aarch64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    return {"darwin": f"{machine}-macos.14.0", "win32": f"{machine}-windows-gnu"}.get(
        sys.platform, f"{machine}-linux-gnu.2.28"
    )


def _linking(path: Path, target: str) -> list[str]:
    """What a system wants to be told: the name in the library itself, which the loader compares."""
    if "macos" in target:
        versions = ["-Wl,-current_version,999.0.0", "-Wl,-compatibility_version,999.0.0"]
        return [f"-Wl,-install_name,@rpath/{path.name}", *versions, "-Wl,-headerpad_max_install_names"]
    return ["-nostdlib", *([f"-Wl,-soname,{path.name}"] if "linux" in target else [])]


def main() -> None:
    """Take the place of all encoders below a folder."""
    for path in sorted(Path(sys.argv[1]).rglob("*")):
        if UNDER_GPL.match(path.name) and path.is_file() and not path.is_symlink():
            stand_in(path)


if __name__ == "__main__":
    main()
