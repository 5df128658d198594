"""Where the log goes; the program and its worker write to the same places."""

import logging
import sys
from pathlib import Path

from core.files import storage_errors

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_to(level: str, file: Path | None) -> None:
    """Log to stderr, and to a file where one is set. Raises StorageError."""
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if file:
        with storage_errors(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            handlers.append(logging.FileHandler(file, encoding="utf-8"))
    logging.basicConfig(level=level, format=FORMAT, handlers=handlers)
