"""Names that people and their files give to songs: kept as they are, as far as they do no harm."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_LABEL = 200
"""Characters of a label."""
MAX_FILE_NAME = 240
"""Bytes of a file name; file systems take 255, and whoever saves it may want to add a number."""

_NO_TEXT = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories: control characters, halves of characters, separators of lines and paragraphs."""
_REORDERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""They turn around what follows the name: `exe` could read as `3pm`. Marks (U+200E, U+200F) only help."""
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever comes after the dot."""


def clean_label(text: str) -> str:
    """A file name or title as a label: no directories, no control characters, at most 200 characters."""
    name = text.replace("%22", '"').replace("\\", "/").rsplit("/", 1)[-1]
    name = clean_text(name).strip(" .")
    suffix = PurePosixPath(name).suffix
    if len(name) <= MAX_LABEL or len(suffix) >= MAX_LABEL:
        return name[:MAX_LABEL]
    return name[: MAX_LABEL - len(suffix)] + suffix


def clean_text(text: str) -> str:
    """One line of text without what controls or reorders it, in Unicode's NFC."""
    text = unicodedata.normalize("NFC", text).translate(_REORDERING)
    return "".join(char for char in text if unicodedata.category(char) not in _NO_TEXT)


def file_name(text: str, ending: str = "") -> str:
    """A name for a file or folder that every system takes: `ending` stays whole, the text may be cut."""
    plain = re.sub(r'[<>:"/\\|?*]', "_", clean_text(text))
    room = MAX_FILE_NAME - len(ending.encode())
    whole = plain.encode()[:room].decode(errors="ignore").strip(" .") or "song"
    return no_device((whole + ending).rstrip(" ."))


def no_device(name: str) -> str:
    """The name of a file or folder, with `_` before it where Windows would take it for a device's."""
    return f"_{name}" if _DEVICES.match(name) else name
