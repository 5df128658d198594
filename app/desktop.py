"""The program with windows: `backline` without a command, and `backline open`."""

import linecache
import os
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

# Before Qt: PySide6 reads the source of every module that comes after it, and keeps it, 25 MB in all.
from app.main import start
from core.errors import BacklineError, SettingsError
from core.finding import Finding
from core.logs import log_to
from core.service import Service
from core.settings import Settings, config_file, load_settings
from ui.application import Application, tell_failure
from ui.bridge import Bridge
from ui.desktop import Desktop
from ui.instance import Instance

OK, FAILED = 0, 2
STATE = "windows.ini"
"""Where windows were; beside the settings."""
LOG = "backline.log"
"""In the data folder, where nothing else is set: who starts it by a click sees no terminal."""
OTHER_SECONDS = 5
"""How long another program that is just starting, or ending, may hold the data folder."""
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""One of them is set on Linux where windows can be shown."""
NO_SCREEN = "There is no screen here to show windows on. `backline --serve` serves phones without one."


def run(songs: Sequence[Path], *, hidden: bool, **given: object) -> int:
    """Show the windows until the user quits; the exit code.

    songs: are taken in, by the program that runs already where there is one. hidden: begins in the tray.
    given: the command line's settings, None for what was not said. Raises SettingsError without a screen.
    """
    if sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        raise SettingsError(NO_SCREEN)
    linecache.clearcache()  # PySide6 has filled it with the source of whatever was imported after it.
    application = Application(["backline"])
    application.hear_signals()
    try:
        while _session(application, songs, hidden, given):
            songs, hidden = (), False
    except BacklineError as error:
        tell_failure(application, str(error))
        return FAILED
    return OK


def _session(application: Application, songs: Sequence[Path], hidden: bool, given: dict[str, object]) -> bool:
    """From the settings to the last window closed; whether another one follows with new settings."""
    settings = load_settings(**given).values
    instance = Instance(settings.storage_path)
    if instance.hand_over(songs):
        return False
    with ExitStack() as parts:
        service = _service(settings, instance, songs)
        if service is None:
            return False
        parts.callback(service.stop)
        log_to(settings.log_level, settings.log_file or settings.storage_path / LOG)
        instance.listen()
        parts.callback(instance.close)
        bridge = Bridge(service)
        parts.callback(bridge.close)
        diagnose = partial(_findings, settings.storage_path)
        desktop = Desktop(bridge, config_file().with_name(STATE), diagnose, given)
        network = _Network(service)
        parts.callback(network.stop)
        parts.callback(desktop.close)
        _connect(application, instance, desktop)
        desktop.show(songs, hidden=hidden)
        bridge.run(network.start, failed=desktop.windows.queue.tell)
        application.exec()
    return desktop.restarts


def _connect(application: Application, instance: Instance, desktop: Desktop) -> None:
    instance.handed.connect(desktop.take)
    application.files_opened.connect(desktop.take)
    application.quit_asked.connect(desktop.quit)
    application.stop_asked.connect(desktop.ended)
    desktop.ended.connect(application.exit)


def _service(settings: Settings, instance: Instance, songs: Sequence[Path]) -> Service | None:
    """None where another program, which was just starting, took the songs.

    Raises SettingsError, StorageError.
    """
    end = time.monotonic() + OTHER_SECONDS
    while True:
        try:
            return Service(settings)
        except SettingsError:
            if instance.hand_over(songs):
                return None
            if time.monotonic() > end:
                raise
        time.sleep(0.1)


def _findings(root: Path) -> list[Finding]:
    from app.doctor.report import examine  # noqa: PLC0415 - as late as it is needed

    return list(examine(root))


class _Network:
    """The server and all that phones meet, which take a moment to start."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._parts = ExitStack()
        self._lock = threading.Lock()
        self._stopped = False

    def start(self) -> None:
        """Let the service work, and serve it. Raises what `start` raises; the service works all the same."""
        with self._lock:
            if self._stopped:
                return
            try:
                start(self._service, self._parts)
            finally:
                if not self._service.is_ready:
                    self._service.start()

    def stop(self) -> None:
        """Serve no more."""
        with self._lock:
            self._stopped = True
            self._parts.close()
