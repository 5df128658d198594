"""Changes in the settings file that the program makes; the user's own lines stay as they are."""

from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from core.errors import SettingsError
from core.files import storage_errors, write_whole
from core.settings import config_file

Value = str | int | float | bool | list[str]


def remember(name: str, value: Value | None) -> Path:
    """Write one setting into the settings file, which may not exist yet; where it is. See `remember_all`."""
    return remember_all({name: value})


def remember_all(values: Mapping[str, Value | None]) -> Path:
    """Write settings into the settings file, all or none; None takes one back to its default.

    Raises StorageError, and SettingsError where the file cannot be read.
    """
    path = config_file()
    with storage_errors(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        document = _read(path)
        for name, value in values.items():
            if value is None:
                document.pop(name, None)
            else:
                document[name] = value
        write_whole(path, tomlkit.dumps(document).encode())
    return path


def _read(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}. Mend or delete it.") from error
