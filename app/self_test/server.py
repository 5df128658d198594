"""A Backline of its own to be tested: real worker and real HTTP, in a folder that is deleted afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.main import start
from app.self_test.client import Client
from core.service import Service
from core.settings import Settings


@dataclass(frozen=True)
class Parts:
    """The parts that tests meet."""

    service: Service
    client: Client


@contextmanager
def served(*, enable_gpu: bool) -> Iterator[Parts]:
    """Serve on loopback. Raises SettingsError, StorageError."""
    with tempfile.TemporaryDirectory(prefix="backline-self-test-", ignore_cleanup_errors=True) as folder:
        service = Service(_settings(Path(folder), enable_gpu))
        with ExitStack() as parts:
            parts.callback(service.stop)
            server = start(service, parts)
            yield Parts(service, Client(server.url))


def _settings(folder: Path, enable_gpu: bool) -> Settings:
    """As they are at first, whatever the user has set, but for the GPU."""
    at_first = {
        name: field.get_default(call_default_factory=True) for name, field in Settings.model_fields.items()
    }
    own = {
        "storage_path": folder,
        "api_host": "127.0.0.1",
        "api_port": 0,
        "discovery": False,
        "enable_gpu": enable_gpu,
    }
    return Settings(**(at_first | own))
