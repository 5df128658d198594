"""Where the running server is found, for the commands that tell others."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from core.files import PRIVATE, storage_errors, write_whole

LOCK_SECONDS = 5


@dataclass(frozen=True)
class Endpoint:
    """Where a server is found.

    addresses: of this computer in its networks, the best first; none where only the computer itself is heard.
    fingerprint: SHA-256 of the TLS certificate in hex; empty without TLS.
    public_url: the PUBLIC_URL, which stands for all addresses; empty where there is none.
    """

    addresses: tuple[str, ...]
    port: int
    fingerprint: str = ""
    public_url: str = ""

    def urls(self) -> tuple[str, ...]:
        """What a browser in the network opens, best first; none where no other device gets here."""
        if self.public_url:
            return (self.public_url,)
        return tuple(self.url_at(address) for address in self.addresses)

    def url_at(self, address: str) -> str:
        """What is opened at one address of this computer."""
        scheme = "https" if self.fingerprint else "http"
        return (
            f"{scheme}://[{address}]:{self.port}" if ":" in address else f"{scheme}://{address}:{self.port}"
        )


_ENDPOINT = TypeAdapter(Endpoint)


class EndpointFile:
    """A file that counts while the program that wrote it holds a lock, which no kill leaves behind."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "server.json"
        self._lock = FileLock(folder / "server.lock", LOCK_SECONDS, PRIVATE, thread_local=False)

    def write(self, endpoint: Endpoint) -> None:
        """Tell where this program serves, from now on or anew. Raises StorageError."""
        with storage_errors(self._path.parent):
            if not self._lock.is_locked:
                self._lock.acquire()
            write_whole(self._path, _ENDPOINT.dump_json(endpoint), mode=PRIVATE)

    def remove(self) -> None:
        """Tell that it serves no more."""
        if self._lock.is_locked:
            self._path.unlink(missing_ok=True)
            self._lock.release()

    def read(self) -> Endpoint | None:
        """Where the server is found; None where none runs."""
        if not self._is_held():
            return None
        # A server that is just starting or ending has no file.
        with suppress(FileNotFoundError, ValidationError):
            return _ENDPOINT.validate_json(self._path.read_bytes())
        return None

    def _is_held(self) -> bool:
        if self._lock.is_locked:
            return True
        try:
            with storage_errors(self._path.parent), self._lock.acquire(blocking=False):
                return False
        except Timeout:
            return True
