"""The report that helps somebody else to help: what runs here, without anything that is private."""

import json
import logging
import platform
import re
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from logging.handlers import RotatingFileHandler
from pathlib import Path

import psutil

from core.finding import Finding
from core.release import release
from core.service import Service
from core.settings import LoadedSettings, Settings, home_folder

LOG_LINES = 40
PARTS = {"Qt": "PySide6-Essentials", "PyTorch": "torch"}
NAMES_OF_PEOPLE = (
    "server_name",
    "public_url",
    "allowed_hosts",
    "cors_origins",
    "trusted_proxies",
    "webhook_hosts",
)
"""Settings of which a report only tells whether they are set."""
SONG, DEVICE, USER, COMPUTER, KEY = "<song>", "<device>", "<user>", "<computer>", "<key>"

_FILE_OF_SONG = re.compile(
    r"^.*\.(?:mp3|wav|flac|m4a|aac|ogg|oga|opus|aiff?|wma|mp4|mkv|webm|mov|avi|zip)\b", re.I | re.M
)
"""From a line's start: the name of a song that was deleted may begin anywhere."""
_KEY = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])|\b[0-9a-f]{64}\b")
"""A key or token in base64, and what is hashed."""


class Redaction:
    """Takes out of a text what is nobody else's business. private: what stands for each word."""

    def __init__(self, home: Path, private: Mapping[str, str]) -> None:
        # The root of the disk, for a user without a home, is in every path.
        self._homes = tuple(dict.fromkeys((str(home), home.as_posix()))) if home.name else ()
        # A song may be called as the computer is: longer names first.
        self._private = sorted(private.items(), key=lambda item: -len(item[0]))

    def __call__(self, text: str) -> str:
        """The text as a stranger may read it."""
        for home in self._homes:
            text = text.replace(home, "~")
        lower = text.lower()
        for word, stand_in in self._private:
            # Most of ten thousand names are not there, and this tells so quickly.
            if word.lower() in lower:
                pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
                text = re.sub(pattern, stand_in, text, flags=re.I)
        return _KEY.sub(KEY, text)


def report(service: Service, loaded: LoadedSettings, findings: Sequence[Finding]) -> str:
    """Versions, settings, findings, and the last that went wrong. Reads the log; takes a moment."""
    home = home_folder()
    clean = Redaction(home, _people(home))
    clean_log = Redaction(home, _people(home) | _names(service))
    return "\n".join(
        [
            *_versions(),
            "",
            "Settings",
            *(clean(line) for line in _settings(loaded)),
            "",
            "Findings",
            *(
                clean_log(f"{finding.mark.value} {finding.subject}: {finding.sentence}")
                for finding in findings
            ),
            "",
            f"Log: the last {LOG_LINES} warnings and errors",
            *(clean_log(line) for line in _log_lines(log_files())),
            "",
        ]
    )


def log_files() -> list[Path]:
    """Where this program logs to."""
    handlers = logging.getLogger().handlers
    return [Path(each.baseFilename) for each in handlers if isinstance(each, RotatingFileHandler)]


def _versions() -> Iterator[str]:
    yield f"Backline {release()}"
    for name, package in PARTS.items():
        try:
            yield f"{name} {version(package)}"
        except PackageNotFoundError:
            yield f"{name}: not installed"
    yield f"Python {platform.python_version()}"
    yield f"System {platform.platform()}"


def _settings(loaded: LoadedSettings) -> Iterator[str]:
    for name in Settings.model_fields:
        value = getattr(loaded.values, name)
        if name in NAMES_OF_PEOPLE and value:
            value = "(set)"
        yield f"{name.upper()} = {value} ({loaded.origins[name]})"


def _people(home: Path) -> dict[str, str]:
    host, user = socket.gethostname(), psutil.Process().username().rpartition("\\")[2]
    named = {home.name: USER, user: USER, host: COMPUTER, host.partition(".")[0]: COMPUTER}
    return {word: stand_in for word, stand_in in named.items() if word}


def _names(service: Service) -> dict[str, str]:
    """Songs and devices."""
    jobs = service.find(lambda _: True)
    songs = (
        word for job in jobs for word in (job.display_name, job.input_filename, Path(job.input_filename).stem)
    )
    devices = (*(device.name for device in service.access.devices()), service.settings.server_name)
    named = dict.fromkeys(devices, DEVICE) | dict.fromkeys(songs, SONG)
    return {word: stand_in for word, stand_in in named.items() if word}


def _log_lines(files: Iterable[Path]) -> Iterator[str]:
    lines: deque[str] = deque(maxlen=LOG_LINES)
    for file in files:
        try:
            with file.open(encoding="utf-8", errors="replace") as written:
                lines.extend(line for each in written if (line := _warning(each)))
        except OSError as error:
            lines.append(f"The log cannot be read: {error.strerror}")
    yield from lines


def _warning(line: str) -> str:
    """A line of the log in short; empty where it tells of nothing that went wrong."""
    try:
        record = json.loads(line)
    except ValueError:
        return ""
    if not isinstance(record, dict) or record.get("level") not in ("WARNING", "ERROR", "CRITICAL"):
        return ""
    message = _FILE_OF_SONG.sub(SONG, str(record.get("message", "")))
    trace = str(record.get("trace", ""))
    text = f"{record.get('time')} {record['level']} {record.get('logger')}: {message}"
    return f"{text}\n{_FILE_OF_SONG.sub(SONG, trace)}" if trace else text
