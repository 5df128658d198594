"""The settings as the window shows and changes them: read and written off Qt's thread."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import SettingsError
from core.settings import ENV_FILE, LoadedSettings, Settings, checked, config_file, load_settings
from core.settings_file import Value, remember_all
from ui.bridge import Bridge
from ui.language import tr


class Preferences(QObject):
    """What the settings will be at the next start, and where each comes from.

    given: the command line's values. changed: emitted when they were read anew. refused: emitted with the
    name of a setting and a sentence, where a value means nothing or could not be written.
    """

    changed = Signal()
    refused = Signal(str, str)

    def __init__(self, bridge: Bridge, given: Mapping[str, object]) -> None:
        super().__init__()
        self._bridge = bridge
        self._given = dict(given)
        self._running = bridge.service.settings
        self._loaded: LoadedSettings | None = None
        self._wanted: dict[str, object] = {}
        self._is_writing = False

    @property
    def values(self) -> Settings:
        """The settings of the next start; until they were read, those of this run."""
        return self._loaded.values if self._loaded else self._running

    @property
    def loaded(self) -> LoadedSettings | None:
        """All that was read, once it was."""
        return self._loaded

    @property
    def is_busy(self) -> bool:
        """Whether something is still being written."""
        return self._is_writing or bool(self._wanted)

    def load(self) -> None:
        """Read them anew."""
        self._bridge.run(partial(load_settings, **self._given), self._take, owner=self)

    def set(self, name: str, value: object) -> None:
        """Write a setting; None takes it back to its default."""
        try:
            wanted = None if value is None else checked(name, value)
        except SettingsError as error:
            self.refused.emit(name, str(error))
            return
        self._wanted[name] = wanted
        self._write_next()

    def finish(self) -> None:
        """Write what has not been written yet, whoever is gone by then."""
        if self._wanted:
            wanted, self._wanted = self._wanted, {}
            self._bridge.run(partial(_write, wanted, self._given))

    def fixed_by(self, name: str) -> str:
        """Why a setting cannot be changed here; empty where it can."""
        origin = self._loaded.origins[name] if self._loaded else "default"
        if origin in ("default", str(config_file())):
            return ""
        if origin == "command line":
            return tr("Set on the command line, for as long as Backline runs.")
        if origin == "environment":
            return tr("Set by the environment variable {name}.", name=name.upper())
        return tr("Set by {name} in the file {path}.", name=name.upper(), path=ENV_FILE.absolute())

    def waiting(self) -> tuple[str, ...]:
        """Names of the settings that another start would change."""
        return tuple(
            name
            for name in Settings.model_fields
            if getattr(self.values, name) != getattr(self._running, name)
        )

    def _write_next(self) -> None:
        if self._is_writing or not self._wanted:
            return
        self._is_writing = True
        wanted, self._wanted = self._wanted, {}
        write = partial(_write, wanted, self._given)
        self._bridge.run(write, self._written, partial(self._not_written, tuple(wanted)), self)

    def _written(self, loaded: LoadedSettings) -> None:
        self._is_writing = False
        self._take(loaded)
        self._write_next()

    def _not_written(self, names: tuple[str, ...], sentence: str) -> None:
        self._is_writing = False
        for name in names:
            self.refused.emit(name, sentence)
        self._write_next()

    def _take(self, loaded: LoadedSettings) -> None:
        self._loaded = loaded
        self.changed.emit()


def _write(wanted: Mapping[str, object], given: Mapping[str, object]) -> LoadedSettings:
    remember_all({name: _as_written(name, value) for name, value in wanted.items()})
    return load_settings(**given)


def _as_written(name: str, value: object) -> Value | None:
    """As the settings file holds it: nothing where it is the default."""
    if value == Settings.model_fields[name].get_default(call_default_factory=True):
        return None
    if isinstance(value, tuple):
        return [str(each) for each in value]
    if isinstance(value, Path):
        return str(value)
    assert value is None or isinstance(value, str | int | float | bool)
    return value
