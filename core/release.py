"""What this copy of Backline is: its version, and what was written into its bundle when it was built."""

import json
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

LICENCES = "THIRD-PARTY-LICENCES.txt"
FILE = Path(__file__).with_name("release.json")
"""Written by the build; what was installed from source has none."""


@dataclass(frozen=True)
class Release:
    """commit: of the source, in hex, with a + where files were changed. updates: address of the update file.

    Both are empty in a source install.
    """

    version: str
    commit: str = ""
    updates: str = ""

    def __str__(self) -> str:
        """As people read it."""
        changed = "+" if self.commit.endswith("+") else ""
        return f"{self.version} ({self.commit[:7]}{changed})" if self.commit else self.version


@cache
def release(file: Path = FILE) -> Release:
    """This copy's release; read once. Raises ValueError where the build wrote something else."""
    facts = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return Release(version("backline"), facts.get("commit", ""), facts.get("updates", ""))


def is_bundle() -> bool:
    """Whether this program brings its Python along, and nobody adds to it with pip."""
    return getattr(sys, "frozen", False)


def licences(file: Path = FILE) -> Path | None:
    """The list of what others made of this bundle, with its terms; None in a source install."""
    # Beside the program's folder of modules, and in an application of macOS in the folder of resources.
    bundle = file.parents[2]
    return next(
        (path for path in (bundle / LICENCES, bundle / "Resources" / LICENCES) if path.is_file()), None
    )
