"""What a finished stage left on disk, so that it is never done twice."""

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
        with attempt(self.path) as work:
            yield work
            (work / MARKER).write_bytes(orjson.dumps({"inputs": self.inputs, "facts": facts}))
