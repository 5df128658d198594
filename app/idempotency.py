"""Idempotency keys: a request that a client sends again, unsure whether it arrived, makes no second job."""

import hashlib
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import orjson

from app.errors import FieldError, InvalidRequestError
from core.errors import BacklineError
from core.files import storage_errors, write_whole

HEADER = "Idempotency-Key"
KEPT_SECONDS = 24 * 3600
MAX_KEY = 255
"""Characters."""


class IdempotencyKeys:
    """Remembers which job a key made, in one small file a key; expired ones go when a new one comes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._locks = tuple(threading.Lock() for _ in range(64))

    def once(
        self,
        owner: str,
        key: str,
        fingerprint: str,
        exists: Callable[[str], bool],
        submit: Callable[[str], str],
    ) -> str:
        """The id of the job that `key` made, or makes now by `submit(id)`; a job that is gone is made again.

        owner: whose key it is; the keys of others are other keys. The id is on the disk before the job is, so
        that no crash between the two can make a second job.
        Raises InvalidRequestError where the key is no key or came with another body before.
        """
        if not (0 < len(key) <= MAX_KEY and key.isascii() and key.isprintable()):
            raise InvalidRequestError(FieldError(HEADER, f"Send 1 to {MAX_KEY} printable ASCII characters."))
        name = hashlib.sha256(f"{owner}\n{key}".encode()).hexdigest()
        with self._locks[int(name[:2], 16) % len(self._locks)]:
            known = self._read(self._folder / name)
            if known is not None and exists(known["job_id"]):
                if known["fingerprint"] != fingerprint:
                    raise InvalidRequestError(FieldError(HEADER, "This key was used for another request."))
                return known["job_id"]
            job_id = str(uuid.uuid4())
            self._remember(name, {"job_id": job_id, "fingerprint": fingerprint})
            try:
                return submit(job_id)
            except BacklineError:
                (self._folder / name).unlink(missing_ok=True)
                raise

    def _remember(self, name: str, entry: dict[str, str]) -> None:
        for path in self._folder.iterdir():
            if _expired(path):
                path.unlink(missing_ok=True)
        with storage_errors(self._folder):
            write_whole(self._folder / name, orjson.dumps(entry))

    def _read(self, path: Path) -> dict[str, str] | None:
        if not path.is_file() or _expired(path):
            return None
        try:
            entry: dict[str, str] = orjson.loads(path.read_bytes())
        except orjson.JSONDecodeError:
            return None
        return entry


def _expired(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > KEPT_SECONDS
    except FileNotFoundError:
        return False
