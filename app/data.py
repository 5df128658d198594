"""`backline data`: the data folder moved, backed up, restored."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from app.terminal import console, printable
from core.disk import data_backup, data_move
from core.disk.copying import Progress as OnProgress
from core.settings import LoadedSettings, config_file, load_settings
from core.settings_file import remember

OK, INTERRUPTED = 0, 130
STORAGE_PATH = "storage_path"


def run(name: str, folder: Path, data_dir: Path | None) -> int:
    """Run one of COMMANDS, which Ctrl-C may stop; the exit code."""
    try:
        COMMANDS[name](folder, data_dir)
    except KeyboardInterrupt:
        console(stderr=True).print("Stopped. Everything is as it was.")
        return INTERRUPTED
    return OK


def move(target: Path, data_dir: Path | None) -> None:
    """Move the data folder. data_dir: where it is, if not where the settings say.

    Raises SettingsError and StorageError; nothing has changed then.
    """
    loaded, out = load_settings(storage_path=data_dir), console()
    source, target = loaded.values.storage_path, target.expanduser().absolute()

    def switch() -> bool:
        # From here on there is no way back: what is left of the old folder is half of it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return _remember(loaded, target)

    with _bar(out, "Moving") as show:
        data_move.move(source, target, switch, show)
    _tell(out, f"The data are in {target} now.")
    if not _is_ours(loaded):
        _tell(out, f"STORAGE_PATH comes from the {loaded.origins[STORAGE_PATH]}: change it there.")
    for name in ("backline_models_dir", "log_file"):
        place = getattr(loaded.values, name)
        if place and place.is_relative_to(source):
            _tell(out, f"{name.upper()} names a place in the old folder: change it, too.")


def backup(target: Path, data_dir: Path | None) -> None:
    """Copy songs, results and records into a folder. Raises SettingsError and StorageError."""
    root, target = _root(data_dir), target.expanduser().absolute()
    _copy("Backing up", partial(data_backup.backup, root, target), f"Songs that are in {target} now")


def restore(source: Path, data_dir: Path | None) -> None:
    """Bring back what the data folder lacks of a backup. Raises SettingsError and StorageError."""
    root, source = _root(data_dir), source.expanduser().absolute()
    _copy("Restoring", partial(data_backup.restore, source, root), f"Songs that came back to {root}")


COMMANDS: dict[str, Callable[[Path, Path | None], None]] = {
    "move": move,
    "backup": backup,
    "restore": restore,
}


def _root(data_dir: Path | None) -> Path:
    return load_settings(storage_path=data_dir).values.storage_path


def _copy(what: str, copy: Callable[[OnProgress], int], outcome: str) -> None:
    out = console()
    with _bar(out, what) as show:
        songs = copy(show)
    _tell(out, f"{outcome}: {songs}.")


def _tell(out: Console, sentence: str) -> None:
    out.print(printable(sentence), soft_wrap=True)


@contextmanager
def _bar(out: Console, what: str) -> Iterator[OnProgress]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out, disable=not out.is_terminal) as bars:
        bar = bars.add_task(what, total=None)
        yield lambda done, total: bars.update(bar, completed=done, total=total)


def _is_ours(loaded: LoadedSettings) -> bool:
    """Whether the place of the data folder can be changed in the settings file."""
    return loaded.origins[STORAGE_PATH] in ("default", str(config_file()))


def _remember(loaded: LoadedSettings, target: Path) -> bool:
    if _is_ours(loaded):
        remember(STORAGE_PATH, str(target))
    return _is_ours(loaded)
