"""One invitation after the other: the card that a phone scans, and what becomes of it."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from core.access.access import Access
from core.access.card import PairingCard
from core.access.entries import Invitation
from core.jobs import now
from ui.bridge import Bridge

LOOK_MS = 700
PATIENCE_MS = 5_000
"""How long a server may take to start before its absence is told."""


class State(Enum):
    """How pairing stands."""

    STARTING = auto()
    NO_SERVER = auto()
    NO_NETWORK = auto()
    READY = auto()
    PAIRED = auto()
    EXPIRED = auto()
    GUESSED = auto()


ENDED = {State.PAIRED, State.EXPIRED, State.GUESSED}


@dataclass(frozen=True)
class Standing:
    """card: what can be scanned, while READY. who: the device's name, once PAIRED."""

    state: State
    card: PairingCard | None = None
    who: str = ""


class Inviting(QObject):
    """Looks until `close`, off Qt's thread. changed: emitted with a Standing. failed: with a sentence."""

    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._access = bridge.service.access
        self._invitation: Invitation | None = None
        self._standing: Standing | None = None
        self._waited_ms = 0
        self._timer = QTimer(self, interval=LOOK_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        self._is_open = False

    def begin(self) -> None:
        """Invite somebody, also once more."""
        self._is_open = True
        self._invitation, self._standing, self._waited_ms = None, None, 0
        self._look()

    def close(self) -> None:
        """Take the invitation back."""
        self._is_open = False
        self._timer.stop()
        if self._invitation:
            self._bridge.run(partial(self._access.take_back, self._invitation))
            self._invitation = None

    def _look(self) -> None:
        look = partial(_look, self._access, self._invitation)
        self._bridge.run(look, self._take, self._fail, self)

    def _take(self, found: tuple[Invitation | None, Standing]) -> None:
        self._invitation, standing = found
        if not self._is_open:
            self.close()
            return
        if standing.state is State.NO_SERVER and self._waited_ms < PATIENCE_MS:
            self._waited_ms += LOOK_MS
            standing = Standing(State.STARTING)
        if standing != self._standing:
            self._standing = standing
            self.changed.emit(standing)
        if standing.state not in ENDED:
            self._timer.start()

    def _fail(self, sentence: str) -> None:
        self.failed.emit(sentence)
        if self._is_open:
            self._timer.start()


def _look(access: Access, invitation: Invitation | None) -> tuple[Invitation | None, Standing]:
    """The invitation, made where there is none yet, and how it stands."""
    if invitation and (end := _end(access, invitation)):
        return invitation, end
    endpoint = access.endpoint()
    if endpoint is None:
        return invitation, Standing(State.NO_SERVER)
    if not endpoint.urls():
        return invitation, Standing(State.NO_NETWORK)
    invitation = invitation or access.invite()
    return invitation, Standing(State.READY, PairingCard(endpoint, access.server_id, invitation))


def _end(access: Access, invitation: Invitation) -> Standing | None:
    kept = access.invitation(invitation.id)
    if kept and kept.device_id:
        names = (device.name for device in access.devices() if device.id == kept.device_id)
        return Standing(State.PAIRED, who=next(names, ""))
    if kept and kept.is_void():
        return Standing(State.GUESSED)
    return None if kept and kept.is_open(now()) else Standing(State.EXPIRED)
