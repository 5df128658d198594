"""Where the log goes: text for people on stderr, and JSON lines in a file that is begun anew when it is full.

Records of the worker come to the program over a pipe. So one process writes the file: no line is torn, and no
other process writes on into a file that was put aside.
"""

import copy
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from logging.handlers import RotatingFileHandler
from multiprocessing.connection import Connection
from pathlib import Path

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

from core.files import storage_errors

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FILE_BYTES = 10_000_000
FILES_BEFORE = 5
"""How many full files are kept beside the one that is written."""
IDS = ("job_id", "request_id")

_about: ContextVar[Mapping[str, str]] = ContextVar("about", default={})  # noqa: B039 - it is never changed


def log_to(level: str, file: Path | None) -> None:
    """Log to stderr, and to a file where one is set. Raises StorageError."""
    people = logging.StreamHandler(sys.stderr)
    people.setFormatter(_Text(FORMAT))
    handlers: list[logging.Handler] = [people]
    if file:
        with storage_errors(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            handlers.append(_json_lines(file))
    for handler in handlers:
        handler.addFilter(_add_ids)
    logging.basicConfig(level=level, handlers=handlers)


@contextmanager
def about(**ids: str) -> Iterator[None]:
    """Write IDS, as far as they are known, into every record that this thread or task makes meanwhile."""
    token = _about.set({**_about.get(), **ids})
    try:
        yield
    finally:
        _about.reset(token)


def request_id() -> str:
    """The id of the request that is answered; empty where there is none."""
    return _about.get().get("request_id", "")


class ToParent(logging.Handler):
    """Sends a child's records to its parent. ids: what all records of the process belong to."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self._pipe = pipe
        self.ids: Mapping[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record; the arguments and the exception as text, since not all can be pickled."""
        ready = copy.copy(record)
        ready.msg, ready.args = record.getMessage(), None
        if record.exc_info:
            ready.exc_text, ready.exc_info = logging.Formatter().formatException(record.exc_info), None
        vars(ready).update(self.ids)
        with suppress(OSError):  # The parent has gone.
            self._pipe.send(ready)


def listen(pipe: Connection) -> None:
    """Log what a child sends, on a thread of its own, until the child ends."""

    def relay() -> None:
        with pipe, suppress(EOFError, OSError):
            while True:
                record = pipe.recv()
                logging.getLogger(record.name).handle(record)

    threading.Thread(target=relay, name="log of a child", daemon=True).start()


class _Text(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line, with the ids at its end."""
        ids = [f"{name}={value}" for name in IDS if (value := getattr(record, name, ""))]
        return super().formatMessage(record) + (f" [{' '.join(ids)}]" if ids else "")


def _json_lines(file: Path) -> logging.Handler:
    handler = RotatingFileHandler(
        file, maxBytes=FILE_BYTES, backupCount=FILES_BEFORE, encoding="utf-8", errors="backslashreplace"
    )
    formatter = JsonFormatter(
        ["time", "levelname", "name", "message", "process"],
        timestamp="time",
        rename_fields={"levelname": "level", "name": "logger", "exc_info": "trace"},
        reserved_attrs=[*RESERVED_ATTRS, "color_message"],
        json_ensure_ascii=False,
    )
    handler.setFormatter(formatter)
    return handler


def _add_ids(record: logging.LogRecord) -> bool:
    for name, value in _about.get().items():
        if not hasattr(record, name):
            setattr(record, name, value)
    return True
