"""Fixed words for what is another one at every run: ids, times, keys, sizes of the disk."""

import re
import uuid
from collections.abc import Callable

TIMES = {
    "created_at": "2026-01-31T12:00:00.000Z",
    "started_at": "2026-01-31T12:00:01.000Z",
    "completed_at": "2026-01-31T12:00:09.000Z",
    "expires_at": "2026-01-31T13:00:00.000Z",
    "timestamp": "2026-01-31T12:00:10.000Z",
}
HTTP_DATE = "Sun, 01 Feb 2026 12:00:00 GMT"
HEX = "0123456789abcdef" * 2
SIGNATURE = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
NUMBERS = {"processing_time": "7.9", "eta_seconds": "6.5"}

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class StandIns:
    """Puts them into texts; the same id is the same everywhere, in the order in which they come."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._rules: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
            (_UUID, lambda found: self._id(found[0])),
            (re.compile(r'"(\w+)": "\d{4}-\d\d-\d\dT[\d:.]+Z"'), _time),
            (re.compile(r'"(\w+)": ?([\d.]+)'), _number),
            (re.compile(r"(?<=: )\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT"), lambda _: HTTP_DATE),
            (re.compile(r"(?<=etag: \")[^\"]+|(?<=msg_)[0-9a-f]{32}"), lambda _: HEX),
            (re.compile(r'(?<="code": ")\d{6}'), lambda _: "402913"),
            (re.compile(r"(?<=whsec_)[\w+/=]+|(?<=signature: v1,)\S+"), lambda _: SIGNATURE),
            (re.compile(r"(?<=webhook-timestamp: )\d+"), lambda _: "1769860809"),
            (re.compile(r"[\d.]+ of [\d.]+ GB free"), lambda _: "212.4 of 494.4 GB free"),
            (re.compile(r"(?<=version=)[\w-]+"), lambda _: "18f3c2a9d41e0000-f4e8a"),
            (re.compile(r"(?<=token=)[\w.~-]+"), lambda _: "aSignature.that.holds.for.an.hour"),
        )

    def say(self, word: str, instead: str) -> None:
        """Say something else for a word, such as a key."""
        self._words[word] = instead

    def __call__(self, text: str) -> str:
        """The text with the stand-ins."""
        for word, instead in self._words.items():
            text = text.replace(word, instead)
        for pattern, instead_of in self._rules:
            text = pattern.sub(instead_of, text)
        return text

    def _id(self, found: str) -> str:
        number = len(self._ids)
        return self._ids.setdefault(
            found, str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:backline:example:{number}"))
        )


def _time(found: re.Match[str]) -> str:
    return f'"{found[1]}": "{TIMES.get(found[1], TIMES["timestamp"])}"'


def _number(found: re.Match[str]) -> str:
    number = found[2] if float(found[2]) == 0 else NUMBERS.get(found[1], found[2])
    return f'"{found[1]}": {number}'
