"""How devices come in: steps from one state of the book to the next. They read no clock and touch no disk."""

import math
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from core.access.choice import choose
from core.access.entries import Device, Invitation, KeptInvitation, Kind, PairAnswer, PairRequest, State
from core.access.keys import as_made, digest, new_invitation_code, new_key, new_number, same
from core.errors import PairingNotFoundError, RateLimitedError

REQUEST_WAITS = timedelta(minutes=5)
KNOCK_WAITS = timedelta(minutes=10)
INVITATION_WAITS = timedelta(minutes=10)
MAX_WAITING = 20
"""Requests, and as many addresses that knocked."""
ADDRESS_STAYS = timedelta(days=7)
"""How long an approved address comes in without a key."""
KEPT = timedelta(minutes=10)
"""How long one who asked can still hear what became of it."""

GONE = "There is no such pairing request any more. Ask again."
NOBODY = "Nobody who waits goes by {}. `backline devices` shows who does."


def swept(state: State, now: datetime) -> State:
    """Without the requests and invitations that ended a while ago."""
    return replace(
        state,
        requests=tuple(request for request in state.requests if now < request.expires_at + KEPT),
        invitations=tuple(entry for entry in state.invitations if now < entry.expires_at + KEPT),
    )


def waiting(state: State, now: datetime) -> list[PairRequest]:
    """Who waits to be let in, oldest first."""
    return [request for request in state.requests if request.status_at(now) == "waiting"]


def ask(state: State, name: str, platform: str, address: str, now: datetime) -> tuple[State, PairRequest]:
    """A request for a key, in the place of one that the same address had. Raises RateLimitedError."""
    kept = tuple(one for one in state.requests if one.address != address or one.status_at(now) != "waiting")
    others = [one for one in waiting(replace(state, requests=kept), now) if one.kind == "key"]
    if len(others) >= MAX_WAITING:
        seconds = (min(one.expires_at for one in others) - now).total_seconds()
        raise RateLimitedError(
            f"{MAX_WAITING} devices wait already. Try again when somebody at the computer has answered them.",
            max(1, math.ceil(seconds)),
        )
    code = new_number({one.code for one in kept})
    request = _request("key", name, platform, address, code, now, REQUEST_WAITS)
    return replace(state, requests=(*kept, request)), request


def knock(state: State, address: str, now: datetime) -> tuple[State, None]:
    """A client without a key was at the door; one that waits, or was just refused, is not noted again."""
    here = waiting(state, now)
    refused = (one for one in state.requests if one.kind == "address" and one.decision == "refused")
    known = not address or any(one.address == address for one in (*here, *refused))
    if known or sum(one.kind == "address" for one in here) >= MAX_WAITING:
        return state, None
    request = _request("address", address, "", address, "", now, KNOCK_WAITS)
    return replace(state, requests=(*state.requests, request)), None


def approve(state: State, which: str, now: datetime) -> tuple[State, PairRequest]:
    """Let one in who waits; until `expires_at` it may fetch its key, or needs none. Raises ChoiceError."""
    request = replace(choose(which, waiting(state, now), NOBODY), decision="approved")
    if request.kind == "key":
        request = replace(request, expires_at=now + REQUEST_WAITS)
        return _with_request(state, request), request
    request = replace(request, expires_at=now + ADDRESS_STAYS)
    device = _admitted(state, request, now)
    devices = (*(one for one in state.devices if one.id != device.id), device)
    requests = tuple(one for one in state.requests if one.id != request.id)
    return replace(state, devices=devices, requests=requests), request


def refuse(state: State, which: str, now: datetime) -> tuple[State, PairRequest]:
    """Send one away who waits. Raises ChoiceError."""
    request = choose(which, waiting(state, now), NOBODY)
    done = replace(request, decision="refused")
    return _with_request(state, done), done


def answer_to(state: State, request_id: str, now: datetime) -> PairAnswer:
    """What became of a request, but for the key. Raises PairingNotFoundError."""
    request = _request_of(state, request_id)
    return PairAnswer(request.id, request.status_at(now), request.device_id)


def hand_key(state: State, request_id: str, now: datetime) -> tuple[State, PairAnswer]:
    """The same, with a new key for one that was approved and has none yet. Raises PairingNotFoundError."""
    answer = answer_to(state, request_id, now)
    if answer.device_id or answer.status != "approved":
        return state, answer
    return _keyed(state, _request_of(state, request_id), now)


def invite(state: State, now: datetime) -> tuple[State, Invitation]:
    """A code that lets one device in at once."""
    invitation = Invitation(str(uuid.uuid4()), new_invitation_code(), now + INVITATION_WAITS)
    kept = KeptInvitation(invitation.id, digest(invitation.code), invitation.expires_at)
    return replace(state, invitations=(*state.invitations, kept)), invitation


def redeem(
    state: State, code: str, name: str, platform: str, address: str, now: datetime
) -> tuple[State, PairAnswer | None]:
    """A device with a key for the code of an open invitation, which is used up then; None for a wrong one."""
    wanted = digest(as_made(code))
    open_ones = [one for one in state.invitations if one.is_open(now)]
    found = [one for one in open_ones if same(one.code_hash, wanted)]
    if not found:
        wrong = {one.id: replace(one, wrong_codes=one.wrong_codes + 1) for one in open_ones}
        return replace(state, invitations=tuple(wrong.get(one.id, one) for one in state.invitations)), None
    request = replace(_request("key", name, platform, address, "", now, REQUEST_WAITS), decision="approved")
    state, answer = _keyed(state, request, now)
    used = replace(found[0], device_id=answer.device_id)
    rest = tuple(used if one.id == used.id else one for one in state.invitations)
    return replace(state, invitations=rest), answer


def take_back(state: State, invitation_id: str) -> tuple[State, None]:
    """Let an invitation's code lead nowhere."""
    rest = tuple(one for one in state.invitations if one.id != invitation_id)
    return replace(state, invitations=rest), None


def _keyed(state: State, request: PairRequest, now: datetime) -> tuple[State, PairAnswer]:
    key = new_key()
    device = _device(request, digest(key), now)
    done = replace(request, device_id=device.id)
    # What it knocked with before it had a key is answered by that.
    others = (one for one in state.requests if (one.address, one.kind) != (request.address, "address"))
    state = _with_request(replace(state, requests=tuple(others)), done)
    answer = PairAnswer(request.id, "approved", device.id, key)
    return replace(state, devices=(*state.devices, device)), answer


def _admitted(state: State, request: PairRequest, now: datetime) -> Device:
    """An address, which stays the device that it was where it had been approved before."""
    known = [one for one in state.devices if one.kind == "address" and one.address == request.address]
    return replace(known[0] if known else _device(request, "", now), expires_at=request.expires_at)


def _device(request: PairRequest, key_hash: str, now: datetime) -> Device:
    return Device(
        id=str(uuid.uuid4()),
        name=request.name,
        platform=request.platform,
        kind=request.kind,
        address=request.address,
        key_hash=key_hash,
        created_at=now,
    )


def _request(
    kind: Kind, name: str, platform: str, address: str, code: str, now: datetime, waits: timedelta
) -> PairRequest:
    return PairRequest(str(uuid.uuid4()), kind, name, platform, address, code, now, now + waits)


def _request_of(state: State, request_id: str) -> PairRequest:
    found = (one for one in state.requests if one.kind == "key" and one.id == request_id)
    request = next(found, None)
    if request is None:
        raise PairingNotFoundError(GONE)
    return request


def _with_request(state: State, request: PairRequest) -> State:
    others = tuple(one for one in state.requests if one.id != request.id)
    return replace(state, requests=(*others, request))
