"""What is still to be told, in one small file a delivery: a restart or a kill forgets none."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from core.files import write_whole

log = logging.getLogger(__name__)

KEPT_SECONDS = 24 * 3600
"""How long a delivery that is over is remembered."""


@dataclass(frozen=True)
class Delivery:
    """A status object on its way.

    name: of the end that it tells of; there is one delivery for each. message: its id, the same at every try.
    host: of the URL. may_call_here: whether it may go to this computer. signed_for: the job or batch whose
    secret signs it. tries: made so far. due: when the next one is, in seconds since 1970.
    """

    name: str
    message: str
    job_id: str
    request_id: str
    url: str
    host: str
    may_call_here: bool
    signed_for: str
    body: str
    due: float
    tries: int = 0


_DELIVERY = TypeAdapter(Delivery)


class Notes:
    """Deliveries in files of a folder. One that is over leaves an empty file for a day."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def keep(self, delivery: Delivery) -> None:
        """Note a delivery, or its new state. Raises OSError."""
        write_whole(self._path(delivery.name), orjson.dumps(delivery))

    def close(self, delivery: Delivery) -> None:
        """Remember that a delivery is over, and forget those that were a day ago. Raises OSError."""
        self._path(delivery.name).write_bytes(b"")
        for path in self._folder.iterdir():
            if _is_forgotten(path):
                path.unlink(missing_ok=True)

    def knows(self, name: str) -> bool:
        """Whether there is or was a delivery for an end."""
        return self._path(name).exists()

    def pending(self) -> list[Delivery]:
        """The deliveries that are not over. What cannot be read is deleted, and said."""
        return [delivery for path in self._folder.glob("*.json") if (delivery := _read(path))]

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def _read(path: Path) -> Delivery | None:
    content = path.read_bytes()
    if not content:
        return None
    try:
        return _DELIVERY.validate_json(content)
    except ValidationError:
        log.warning("%s is no delivery and is deleted", path)
        path.unlink()
        return None


def _is_forgotten(path: Path) -> bool:
    try:
        known = path.stat()
    except FileNotFoundError:
        return False
    return known.st_size == 0 and time.time() - known.st_mtime > KEPT_SECONDS
