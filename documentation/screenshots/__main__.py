"""Analyse the songs, then draw all scenes of the windows in both themes and both scales."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from documentation.screenshots.songs import analysed

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "screenshots"
MODELS = ROOT.parent / "shared" / "models"
PAGE = "page-"
"""Pictures of the page in a browser are of another command."""
SCHEMES = ("light", "dark")
SCALES = (1, 2)
UPDATES = "https://backline.example/backline.json"
"""What a bundle asks for newer versions."""


def main() -> None:
    """Write docs/screenshots/."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        analysed(data, MODELS if MODELS.is_dir() else None)
        for old in FOLDER.glob("*.png"):
            if not old.name.startswith(PAGE):
                old.unlink()
        for scheme in SCHEMES:
            for scale in SCALES:
                draw(data, FOLDER, scheme, scale)


def draw(data: Path, out: Path, scheme: str, scale: int) -> None:
    """Draw all scenes, in a process of its own. Raises CalledProcessError."""
    command = [sys.executable, "-m", "documentation.screenshots.draw", str(data), str(out), scheme]
    own = {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "XDG_CONFIG_HOME": str(data / "config"),
        "UPDATE_URL": UPDATES,
    }
    subprocess.run(command, cwd=ROOT, env=os.environ | own, check=True)


if __name__ == "__main__":
    main()
