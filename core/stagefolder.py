"""What a finished stage left on disk, so that it is never done twice."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from core.files import attempt

MARKER = "stage.json"


@dataclass(frozen=True)
class StageFolder:
    """A stage's folder. `inputs` is all that its content depends on: the song's hash, engine, version."""

    path: Path
    inputs: dict[str, Any]

    def facts(self) -> dict[str, Any] | None:
        """What the finished stage noted, or None when it did not run to its end with these inputs."""
        try:
            marker = orjson.loads((self.path / MARKER).read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return None
        return dict(marker["facts"]) if marker["inputs"] == self.inputs else None

    @contextmanager
    def fill(self, facts: dict[str, Any]) -> Iterator[Path]:
        """A folder to write into; it counts once the block ends well, with the facts as they are then."""
        started = time.monotonic()
        with attempt(self.path) as work:
            yield work
            marker = {"inputs": self.inputs, "facts": facts, "seconds": time.monotonic() - started}
            (work / MARKER).write_bytes(orjson.dumps(marker))


def facts_in(path: Path) -> dict[str, Any]:
    """What the finished stage of this folder noted, whatever its inputs were. Raises OSError, ValueError."""
    return dict(orjson.loads((path / MARKER).read_bytes())["facts"])


def seconds_taken(path: Path) -> float:
    """How long the stage of this folder took, in whichever attempt; 0.0 where an early version ran it."""
    return float(orjson.loads((path / MARKER).read_bytes()).get("seconds", 0.0))


def made_by(folder: Path) -> str | None:
    """Version of Backline that finished a stage; None where it is not finished."""
    try:
        return str(orjson.loads((folder / MARKER).read_bytes())["inputs"]["backline"])
    except (OSError, orjson.JSONDecodeError, KeyError):
        return None
