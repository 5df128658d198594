"""The update file: a small JSON object that tells of the newest Backline, on any web server."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from packaging.version import InvalidVersion, Version

from core.errors import UpdateError
from core.updates.address import is_https

MAX_VERSION, MAX_NOTES, MAX_URL = 40, 300, 500
"""Characters: what is longer is no version, sentence or address that people read."""


@dataclass(frozen=True)
class Newest:
    """The newest Backline. url: its page, by HTTPS. notes: a sentence. date: an ISO date. Both may be ""."""

    version: str
    url: str
    notes: str = ""
    date: str = ""


def parsed(data: bytes) -> Newest:
    """What an update file says. Raises UpdateError, also where it is another file."""
    try:
        found = orjson.loads(data)
    except ValueError:
        raise UpdateError("The update file is no JSON.") from None
    return newest_of(found)


def newest_of(found: object) -> Newest:
    """The same of what was JSON; fields of later versions are passed over. Raises UpdateError."""
    if not isinstance(found, dict):
        raise UpdateError("The update file is no JSON object.")
    version, url = _text(found, "version", MAX_VERSION), _text(found, "url", MAX_URL)
    notes, day = _text(found, "notes", MAX_NOTES), _text(found, "date", MAX_VERSION)
    if _version(version) is None:
        raise UpdateError("The update file has no `version` like 1.2.0.")
    if not is_https(url):
        raise UpdateError("The update file has no `url` that begins with https://.")
    if day and not _is_date(day):
        raise UpdateError("The `date` of the update file is none like 2026-12-31.")
    return Newest(version, url, notes, day)


def is_newer(newest: Newest, version: str) -> bool:
    """Whether it is worth telling who has `version`: a pre-release only to those who have one."""
    offered, here = Version(newest.version), Version(version)
    return offered > here and (here.is_prerelease or not offered.is_prerelease)


def _text(found: dict[str, Any], name: str, longest: int) -> str:
    value = found.get(name, "")
    if not isinstance(value, str) or not value.isprintable() or len(value) > longest:
        raise UpdateError(f"The `{name}` of the update file is no text of one line and {longest} characters.")
    return value.strip()


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
