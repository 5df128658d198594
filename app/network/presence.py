"""Keeps others informed of where the server is found, while its addresses come and go."""

import asyncio
import logging
import math
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from app.network.announcer import Announcer, DiscoveryError
from core.errors import StorageError

log = logging.getLogger(__name__)

LOOK_SECONDS = 1
"""How often the addresses are looked at."""
RETRY_SECONDS = 60
"""How long it waits with another attempt where announcing failed."""
SLEPT_SECONDS = 10
"""A look that comes so much later than it should means that the computer slept."""

Addresses = tuple[str, ...]


class Presence:
    """Looks at the addresses on a thread of its own, from `start` to `stop`.

    addresses: finds the present ones. note: is given them at the start, and whenever they are others.
    announcer: None where nothing is announced. clock: wall time in s.
    """

    def __init__(
        self,
        addresses: Callable[[], Addresses],
        note: Callable[[Addresses], None],
        announcer: Announcer | None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._addresses = addresses
        self._note = note
        self._announcer = announcer
        self._clock = clock
        self._has_failed = False
        self._noted: Addresses = ()
        self._thread = threading.Thread(target=self._run, name="presence")

    def start(self) -> None:
        """Note the addresses, and begin to announce them. Raises StorageError."""
        self._noted = self._addresses()
        self._note(self._noted)
        self._loop = asyncio.new_event_loop()
        self._watching = self._loop.create_task(self._watch())
        self._thread.start()

    def stop(self) -> None:
        """Say goodbye to the network, which takes a quarter of a second."""
        self._loop.call_soon_threadsafe(self._watching.cancel)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._watching)

    async def _watch(self) -> None:
        try:
            while True:
                worked = await self._announce()
                await self._reason_to_announce_again(math.inf if worked else RETRY_SECONDS)
        finally:
            if self._announcer:
                await self._announcer.withdraw()

    async def _announce(self) -> bool:
        if self._announcer is None:
            return True
        try:
            name = await self._announcer.announce(self._noted)
        except DiscoveryError as error:
            if not self._has_failed:
                log.warning("phones will not find the server by themselves: %s", error)
            self._has_failed = True
            return False
        self._has_failed = False
        if self._noted:
            log.info('announced in the network as "%s", at %s', name, ", ".join(self._noted))
        return True

    async def _reason_to_announce_again(self, patience: float) -> None:
        """Wait for other addresses, a rival for the name, the end of a sleep, or for so many seconds."""
        until = self._clock() + patience
        while True:
            looked = self._clock()
            await asyncio.sleep(LOOK_SECONDS)
            found = self._addresses()
            if found != self._noted:
                self._note_again(found)
                return
            is_late = self._clock() - looked > LOOK_SECONDS + SLEPT_SECONDS
            if is_late or self._clock() > until or (self._announcer and self._announcer.must_yield):
                return

    def _note_again(self, found: Addresses) -> None:
        log.info("the computer's addresses are now: %s", ", ".join(found) or "none")
        self._noted = found
        try:
            self._note(found)
        except StorageError as error:
            log.warning("where the server is found could not be written down: %s", error)
