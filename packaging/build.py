"""Builds Backline for the system that this runs on, into dist/: `python packaging/build.py`.

A bundle, its licences, what people download (.dmg, installer, .deb and .tar.xz) and, last, the program's own
test. UPDATES in the environment: address of the update file that the program asks. CUDA=1: the bundle offers
PyTorch for NVIDIA cards.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from licences import write_licences
from spec_common import MADE, NAME, ROOT, VERSION

DIST = ROOT / "dist"
TORCH_PLATFORMS = {"win32": "win_amd64", "linux": "linux_x86_64"}
"""Systems that have PyTorch for CUDA, as `packaging/cuda_wheels.py` calls them."""


def main() -> None:
    """Build everything."""
    make_facts()
    build = {"darwin": for_macs, "win32": for_windows}.get(sys.platform, for_linux)
    build()


def for_linux() -> None:
    """dist/backline/, an archive and a Debian package; what is tested comes out of the package."""
    from linux.packages import archive, debian, unpacked  # noqa: PLC0415

    bundle = bundled("build_linux.spec", DIST / "backline", DIST / "backline")
    archive(bundle, VERSION, DIST)
    with unpacked(debian(bundle, VERSION, DIST)) as installed:
        test(installed)


def for_macs() -> None:
    """dist/Backline.app and a disk image, signed and notarised where there is an identity for it."""
    from mac.disk_image import make  # noqa: PLC0415

    app = bundled("build_mac.spec", DIST / f"{NAME}.app", DIST / f"{NAME}.app" / "Contents" / "Resources")
    make(app, VERSION, DIST)
    test(app / "Contents" / "MacOS" / NAME)


def for_windows() -> None:
    """dist/Backline/ and an installer."""
    from windows.installer import make  # noqa: PLC0415

    bundle = bundled("build_win.spec", DIST / NAME, DIST / NAME)
    make(bundle, VERSION, DIST)
    test(bundle / "backline-console.exe")


def make_facts() -> None:
    """What the bundle knows of itself."""
    shutil.rmtree(MADE, ignore_errors=True)
    facts = {"commit": commit(), "updates": os.environ.get("UPDATES", "")}
    release = MADE / "core" / "release.json"
    release.parent.mkdir(parents=True)
    release.write_text(json.dumps(facts), encoding="utf-8")
    if os.environ.get("CUDA") == "1" and platform.machine() in ("x86_64", "AMD64"):
        wheels = MADE / "core" / "devices" / "cuda_wheels.json"
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        asked = ["--torch", torch_version(), "--platform", TORCH_PLATFORMS[sys.platform], "--python", python]
        run(sys.executable, ROOT / "packaging" / "cuda_wheels.py", *asked, "--output", wheels)


def torch_version() -> str:
    """The release of PyTorch in the bundle, without the name of its build."""
    return version("torch").partition("+")[0]


def commit() -> str:
    """Of the source, in hex, with a + where files differ from it; empty where it is no repository."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        return ""
    changed = git("status", "--porcelain", "--untracked-files=no")
    return f"{git('rev-parse', 'HEAD')}{'+' if changed else ''}"


def git(*words: str) -> str:
    """What git prints of the source. Raises CalledProcessError."""
    return subprocess.check_output(["git", *words], cwd=ROOT, text=True).strip()


def bundled(spec: str, bundle: Path, licences: Path) -> Path:
    """Run PyInstaller, and write the licences of what it bundled. Raises SystemExit where one forbids it."""
    places = ("--distpath", DIST, "--workpath", ROOT / "build" / "pyinstaller")
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", *places, ROOT / spec)
    if against := write_licences(bundle, licences):
        sys.exit("\n".join(against))
    (DIST / "python").write_text(sys.executable, encoding="utf-8")
    return bundle


def test(program: Path) -> None:
    """Let a program test itself, in an empty home and without Python. Raises CalledProcessError."""
    kept = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG")
    with_nothing = {name: os.environ[name] for name in kept if name in os.environ}
    home = MADE.parent / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    homes = {"HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home)}
    run(program, "--self-test", env=with_nothing | homes)


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command in the project's folder, and show it. Raises CalledProcessError."""
    print("+", *command, flush=True)  # noqa: T201 - its progress
    subprocess.run(list(map(str, command)), cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main()
