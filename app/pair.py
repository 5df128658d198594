"""`backline pair`: a code that lets one device in."""

import time
from pathlib import Path

from app import pairing_card
from app.devices import access_to
from app.terminal import console, printable
from core.access.access import Access
from core.access.card import PairingCard
from core.access.endpoint import Endpoint
from core.access.entries import Invitation, KeptInvitation
from core.errors import SettingsError
from core.jobs import now

PAIRED, NOBODY_CAME, INTERRUPTED = 0, 1, 130
POLL_SECONDS = 0.5

NO_SERVER = "No server runs here that a device could be paired with. Start it first: backline --serve"
NOT_REACHED = (
    "No other device reaches the server: this computer is in no network, or API_HOST keeps it to itself. "
    "`backline doctor` looks why."
)
TOO_OLD = "Nobody came in the last ten minutes, and the code is void now."
GUESSED = "Many wrong codes were tried, so this one is void. Somebody in the network may be guessing."


def pair(data_dir: Path | None, png: Path | None, svg: Path | None) -> int:
    """Show an invitation until a device has used it; the exit code. png, svg: where to write its QR code to.

    Raises SettingsError where no server can be reached, StorageError.
    """
    access, out = access_to(data_dir), console()
    endpoint = _reachable(access)
    invitation = access.invite()
    try:
        card = PairingCard(endpoint, access.server_id, invitation)
        for path, kind in ((png, "png"), (svg, "svg")):
            if path:
                _write(path, card.picture(kind))
        pairing_card.show(card, out)
        until = f"{invitation.expires_at.astimezone():%H:%M}"
        out.print(f"The code is good for one device, until {until}. Ctrl-C ends that.", soft_wrap=True)
        end = _end_of(invitation, access)
    except KeyboardInterrupt:
        console(stderr=True).print("Stopped. The code is void.")
        return INTERRUPTED
    finally:
        access.take_back(invitation)
    sentence = _sentence(end, access)
    out.print(printable(sentence), soft_wrap=True)
    return PAIRED if end and end.device_id else NOBODY_CAME


def _reachable(access: Access) -> Endpoint:
    endpoint = access.endpoint()
    if endpoint is None:
        raise SettingsError(NO_SERVER)
    if not endpoint.urls():
        raise SettingsError(NOT_REACHED)
    return endpoint


def _write(path: Path, picture: bytes) -> None:
    try:
        path.write_bytes(picture)
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}. Name another file.") from error


def _end_of(invitation: Invitation, access: Access) -> KeptInvitation | None:
    """The invitation, once it is open no more; None where it was forgotten meanwhile."""
    while (kept := access.invitation(invitation.id)) and kept.is_open(now()):
        time.sleep(POLL_SECONDS)
    return kept


def _sentence(end: KeptInvitation | None, access: Access) -> str:
    if end and end.device_id:
        device = next((one for one in access.devices() if one.id == end.device_id), None)
        return (
            f"{device.name} ({device.platform or device.address}) is paired."
            if device
            else "A device is paired."
        )
    return GUESSED if end and end.is_void() else TOO_OLD
