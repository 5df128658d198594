"""What Node brings: the tools that build the page, and the rules of accessibility that it is held to."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.conftest import ROOT

WEB = ROOT / "web"
INSTALL_SECONDS = 120
OLDEST = (20, 19)
"""Node.js that the page's tools run on."""


def packages(shared: Path) -> Path:
    """`node_modules` as web/package-lock.json has it: the developer's own, or made once in `shared`."""
    own = WEB / "node_modules"
    if _has_all(own):
        return own
    with FileLock(shared / "npm.lock"):
        made = shared / "npm"
        if not _has_all(made / "node_modules"):
            _install(made)
    return made / "node_modules"


def npm(*command: str, cwd: Path, seconds: float = INSTALL_SECONDS) -> subprocess.CompletedProcess[str]:
    """`npm` with these words; skips the test where there is none, or none that is new enough."""
    program, node = shutil.which("npm"), shutil.which("node")
    if program is None or node is None:
        pytest.skip("needs node and npm")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(map(int, version.removeprefix("v").split(".")[:2])) < OLDEST:
        pytest.skip(f"needs Node.js {'.'.join(map(str, OLDEST))}, and this is {version}")
    return subprocess.run(
        [program, *command], cwd=cwd, capture_output=True, text=True, check=False, timeout=seconds
    )


def _install(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(WEB / name, folder)
    done = npm("ci", "--no-audit", "--no-fund", cwd=folder)
    assert done.returncode == 0, f"npm did not get the packages: {done.stderr[-500:]}"


def _has_all(folder: Path) -> bool:
    """Whether npm has put there what the lock names; what is for other systems may lack."""
    there = folder / ".package-lock.json"
    if not there.exists():
        return False
    wanted, found = _locked(WEB / "package-lock.json"), _locked(there)
    return all(
        found[name]["version"] == package["version"] if name in found else package.get("optional", False)
        for name, package in wanted.items()
        if name
    )


def _locked(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))["packages"]
