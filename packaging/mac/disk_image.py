"""The app as people download it: in a disk image, signed and seen by Apple where there is who signs."""

import os
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
AD_HOC = {"CODESIGN_IDENTITY": "-"}
"""A signature by nobody, without which no program runs on Apple's processors."""


def make(app: Path, version: str, folder: Path) -> Path:
    """A disk image of an app, into a folder; the app is signed in place. The image's path.

    sign.sh and notarise.sh tell which variables of the environment they need. Raises CalledProcessError.
    """
    image = folder / f"Backline-{version}-macos-arm64.dmg"
    has_identity = bool(os.environ.get("CODESIGN_IDENTITY"))
    if not has_identity:
        # Files came into the app since PyInstaller signed it: macOS would call it damaged.
        _run("sign.sh", app, **AD_HOC)
    else:
        _seal(app)
    _run("dmg.sh", app, image)
    if has_identity:
        _seal(image)
    return image


def _seal(path: Path) -> None:
    """Sign, and notarise where an account is named: the app too, for Macs that are offline."""
    _run("sign.sh", path)
    if os.environ.get("APPLE_ID"):
        _run("notarise.sh", path)


def _run(script: str, *arguments: Path, **environment: str) -> None:
    subprocess.run([str(HERE / script), *map(str, arguments)], env=os.environ | environment, check=True)
