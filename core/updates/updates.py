"""Looks once a day whether there is a newer Backline, and when somebody asks. Nothing is ever installed."""

import logging
import random
import threading
from contextlib import suppress

from core.errors import UpdateError
from core.jobs import now
from core.release import release
from core.settings import Settings
from core.updates import look
from core.updates.fetch import fetch
from core.updates.look import Look
from core.updates.update_file import Newest, is_newer, parsed

log = logging.getLogger(__name__)

SOON_SECONDS = (10.0, 120.0)
"""After the start, at random: not all computers of a class ask at once."""
CLOCK_SECONDS = 600.0
"""Between two looks at the clock: a computer that slept has missed its alarm."""


def address_of(settings: Settings) -> str:
    """Where the update file is; empty where nobody said so."""
    return settings.update_url or release().updates


class Updates:
    """The newest Backline, as far as it is known. Every method is thread-safe and returns at once.

    soon: seconds from the start to the first look that is due.
    """

    def __init__(self, settings: Settings, soon: float | None = None) -> None:
        self.address = address_of(settings)
        self._folder, self._daily = settings.storage_path, settings.update_check
        self._soon = random.uniform(*SOON_SECONDS) if soon is None else soon
        self.last = look.read(self._folder, self.address)
        self._is_looking = False
        self._logged: Newest | None = None
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="updates", daemon=True)

    @property
    def newer(self) -> Newest | None:
        """A Backline that is newer than this one."""
        last = self.last
        return last.newest if last and last.newest and is_newer(last.newest, release().version) else None

    @property
    def news(self) -> Newest | None:
        """The same, where the user wants to be told unasked."""
        return self.newer if self._daily else None

    @property
    def is_looking(self) -> bool:
        """Whether the update file is on its way."""
        return self._is_looking

    def start(self) -> None:
        """Look by itself from now on, where that is wanted and there is an address."""
        if self.address and self._daily:
            self._log_news()
            self._thread.start()

    def stop(self) -> None:
        """Look no more; a look that is under way comes to nothing, and nobody waits for it."""
        with self._lock:
            self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def begin(self) -> None:
        """Look now, in the background; nothing where that happens already, or where there is no address."""
        with self._lock:
            if self._is_looking or not self.address or self._stopping.is_set():
                return
            self._is_looking = True
        threading.Thread(target=self._look, name="look for updates", daemon=True).start()

    def _run(self) -> None:
        wait = self._soon
        while not self._stopping.wait(wait):
            wait = CLOCK_SECONDS
            if self.last is None or self.last.is_old(now()):
                self.begin()

    def _look(self) -> None:
        found = self._found()
        with self._lock:
            if self._stopping.is_set():
                return
            with suppress(OSError):  # A full disk has it asked again at the next start.
                look.write(self._folder, found)
            self.last = found
            self._is_looking = False
        self._log_news()

    def _found(self) -> Look:
        """What the update file says; what it said last where there is no answer."""
        try:
            return Look(self.address, now(), parsed(fetch(self.address)))
        except UpdateError as error:
            log.debug("%s", error)
            return Look(self.address, now(), self.last.newest if self.last else None, str(error))

    def _log_news(self) -> None:
        news = self.news
        if news and news != self._logged:
            self._logged = news
            log.info("Backline %s is there, this is %s: %s", news.version, release().version, news.url)
