"""The devices that were let in."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from core.access import pairing
from core.access.book import Book
from core.access.choice import ChoiceError, choose
from core.access.entries import Device, State
from core.access.keys import digest, same
from core.files import storage_errors
from core.names import clean_text

FOLDER = "access"
SEEN_EVERY = timedelta(hours=1)
"""How exactly it is known when a device was here last."""
MAX_LABEL = 60
"""Characters of a device's name or platform."""

NO_DEVICE = "No device goes by {}. `backline devices` lists them."
NO_NAME = "Nothing of this name can be shown. Choose another one."

Result = TypeVar("Result")


class Register:
    """Reads and changes the devices in the book. Addresses are plain IP addresses, or empty where unknown."""

    def __init__(self, root: Path, clock: Callable[[], datetime]) -> None:
        self.folder = root / FOLDER
        with storage_errors(self.folder):
            _keep_private(self.folder)
        self._clock = clock
        self._book = Book(self.folder)
        self._book.read()

    @property
    def server_id(self) -> str:
        """A UUID by which clients know this server again, wherever it is."""
        return self._book.read().server_id

    @property
    def secret(self) -> bytes:
        """32 random bytes, which nobody outside ever sees."""
        return bytes.fromhex(self._book.read().secret)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences on what was damaged."""
        return self._book.warnings

    def devices(self) -> list[Device]:
        """All that were let in, also those whose time is over."""
        return list(self._book.read().devices)

    def device_of_key(self, key: str) -> Device | None:
        """Whose key it is. Every hash is compared, so that the time tells nothing."""
        wanted = digest(key)
        found = [one for one in self._welcome() if one.kind == "key" and same(one.key_hash, wanted)]
        return found[0] if found else None

    def device_at(self, address: str) -> Device | None:
        """Who comes in from this address without a key."""
        return next(
            (one for one in self._welcome() if one.kind == "address" and one.address == address), None
        )

    def is_paired(self, device_id: str) -> bool:
        """Whether a device is still let in."""
        return any(one.id == device_id for one in self._welcome())

    def seen(self, device: Device) -> None:
        """Note that a device is here; on the disk at most once an hour."""
        moment = self._clock()
        if device.seen_at and moment - device.seen_at < SEEN_EVERY:
            return

        def step(state: State) -> tuple[State, None]:
            present = (one for one in state.devices if one.id == device.id)
            return _with(state, *(replace(one, seen_at=moment) for one in present)), None

        self._change(step)

    def revoke(self, which: str) -> Device:
        """Let a device in no more. Raises ChoiceError."""

        def step(state: State) -> tuple[State, Device]:
            device = choose(which, state.devices, NO_DEVICE)
            rest = tuple(one for one in state.devices if one.id != device.id)
            return replace(state, devices=rest), device

        return self._change(step)

    def rename(self, which: str, name: str) -> Device:
        """Give a device another name; as it is then. Raises ChoiceError."""
        label = label_of(name)
        if not label:
            raise ChoiceError(NO_NAME)

        def step(state: State) -> tuple[State, Device]:
            renamed = replace(choose(which, state.devices, NO_DEVICE), name=label)
            return _with(state, renamed), renamed

        return self._change(step)

    def _welcome(self) -> Iterable[Device]:
        moment = self._clock()
        return (one for one in self._book.read().devices if one.may_enter(moment))

    def _change(self, step: Callable[[State], tuple[State, Result]]) -> Result:
        return self._book.change(lambda state: step(pairing.swept(state, self._clock())))


def label_of(text: str) -> str:
    """A name that somebody chose, as far as it can be shown in one line."""
    return clean_text(text).strip()[:MAX_LABEL].strip()


def _with(state: State, *changed: Device) -> State:
    newer = {one.id: one for one in changed}
    return replace(state, devices=tuple(newer.get(one.id, one) for one in state.devices))


def _keep_private(folder: Path) -> None:
    """A folder of the user alone; a copy of it, on another disk, may have come without that."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)
