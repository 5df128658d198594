"""The doctor as a program, and what it says by subject."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import ROOT

WIDE = {"COLUMNS": "300", "PYTHONIOENCODING": "utf-8"}


def doctor(data: Path, code: int, on: Sequence[str | Path] = (), **settings: str) -> dict[str, str]:
    """What it says of a data folder: mark and sentence by subject. on: the host's command."""
    done = subprocess.run(
        [*on, sys.executable, "-m", "app", "--data-dir", data, "doctor"],
        cwd=ROOT,
        env=os.environ | WIDE | {"API_HOST": "0.0.0.0"} | settings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    rows = (line.split(None, 2) for line in done.stdout.splitlines() if line[:1] in tuple("✓!✗"))
    return {subject: f"{mark} {sentence.strip()}" for mark, subject, sentence in rows}
