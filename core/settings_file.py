"""Changes in the settings file that the program makes; the user's own lines stay as they are."""

from pathlib import Path

import tomlkit

from core.files import storage_errors, write_whole
from core.settings import config_file


def remember(name: str, value: str) -> Path:
    """Write one setting into the settings file, which may not exist yet; where it is. Raises StorageError."""
    path = config_file()
    with storage_errors(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        document[name] = value
        write_whole(path, tomlkit.dumps(document).encode())
    return path
