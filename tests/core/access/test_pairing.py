"""Asking, approving, codes and their ends, with a clock that the test moves."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from core.access.access import Access
from core.access.choice import ChoiceError
from core.access.keys import INVITATION_LETTERS, as_made, shown
from core.errors import PairingNotFoundError, RateLimitedError
from core.jobs import now

PHONE = "192.168.1.7"


class Clock:
    """A time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = now()

    def __call__(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(tmp_path: Path, clock: Clock) -> Access:
    return Access(tmp_path, clock)


@pytest.fixture
def addresses() -> Iterator[str]:
    return (f"10.0.{n // 250}.{n % 250}" for n in count(1))


def test_a_phone_asks_is_approved_and_gets_its_key_once(access: Access) -> None:
    request = access.request("Anna's phone", "iOS", PHONE)
    assert re.fullmatch(r"\d{6}", request.code)
    assert access.waiting() == [request]
    assert access.poll(request.id).status == "waiting"
    access.approve(request.code)
    assert access.waiting() == []
    assert access.devices() == []
    first, second = access.poll(request.id), access.poll(request.id)
    assert (first.status, second.status, second.key) == ("approved", "approved", None)
    assert first.device_id == second.device_id
    assert first.key
    device = access.device_of_key(first.key)
    assert device
    assert (device.id, device.name, device.platform) == (first.device_id, "Anna's phone", "iOS")
    assert access.device_of_key(first.key[:-1]) is access.device_of_key("") is None


def test_of_many_who_come_at_once_one_gets_the_key(tmp_path: Path) -> None:
    ours, others = Access(tmp_path), Access(tmp_path)
    request, invitation = ours.request("phone", "", PHONE), ours.invite()
    others.approve(request.code)
    with ThreadPoolExecutor(16) as pool:
        polls = [pool.submit(one.poll, request.id) for one in 8 * (ours, others)]
        redeems = [
            pool.submit(access.redeem, invitation.code, "phone", "", f"10.0.0.{number}")
            for number, access in enumerate(8 * (ours, others))
        ]
    polled = [poll.result().key for poll in polls]
    redeemed = [redeem.result().key for redeem in redeems if not redeem.exception()]
    assert [len(list(filter(None, keys))) for keys in (polled, redeemed)] == [1, 1]
    assert len(ours.devices()) == 2


def test_a_refused_phone_gets_no_key(access: Access) -> None:
    request = access.request("phone", "iOS", PHONE)
    access.refuse(request.code)
    assert access.poll(request.id) == access.poll(request.id)
    assert (access.poll(request.id).status, access.poll(request.id).key) == ("refused", None)
    with pytest.raises(ChoiceError, match=f"Nobody who waits goes by {request.code}"):
        access.approve(request.code)


def test_a_name_that_is_anothers_address_or_code_lets_nobody_in(access: Access) -> None:
    access.request(PHONE, "", "192.168.1.66")
    access.request("482913", "", "192.168.1.67")
    for typed in (PHONE, "482913"):
        with pytest.raises(ChoiceError):
            access.approve(typed)
    assert len(access.waiting()) == 2


def test_a_request_waits_five_minutes_and_an_approval_as_long_again(access: Access, clock: Clock) -> None:
    late, early, never = (access.request("phone", "", f"10.0.0.{n}") for n in range(3))
    clock.move(minutes=4)
    access.approve(early.code)
    access.approve(never.code)
    clock.move(minutes=2)
    assert (access.poll(late.id).status, access.waiting()) == ("expired", [])
    with pytest.raises(ChoiceError):
        access.approve(late.code)
    assert access.poll(early.id).key
    clock.move(minutes=4)
    assert access.poll(never.id).status == "expired"
    clock.move(hours=1)
    access.request("another", "", PHONE)
    with pytest.raises(PairingNotFoundError):
        access.poll(early.id)


def test_a_new_request_takes_the_place_of_the_same_addresss_last_one(access: Access) -> None:
    access.ask_at(PHONE)
    first, second = (access.request("phone", "", PHONE) for _ in range(2))
    assert access.waiting() == [second]
    with pytest.raises(PairingNotFoundError):
        access.poll(first.id)


def test_twenty_wait_at_most(access: Access, clock: Clock, addresses: Iterator[str]) -> None:
    for _ in range(20):
        access.request("phone", "", next(addresses))
        access.ask_at(next(addresses))
    clock.move(minutes=1)
    with pytest.raises(RateLimitedError) as refused:
        access.request("phone", "", next(addresses))
    assert refused.value.retry_after == 240
    access.ask_at(next(addresses))
    assert len(access.waiting()) == 40
    clock.move(minutes=4)
    access.request("phone", "", next(addresses))


def test_an_address_asks_five_times_a_minute(access: Access, clock: Clock) -> None:
    for _ in range(5):
        access.request("phone", "", PHONE)
    with pytest.raises(RateLimitedError) as refused:
        access.request("phone", "", PHONE)
    assert refused.value.retry_after == 60
    access.request("another phone", "", "192.168.1.8")
    clock.move(seconds=60)
    access.request("phone", "", PHONE)


def test_an_invitation_lets_one_device_in_however_it_is_typed(access: Access) -> None:
    invitation = access.invite()
    assert len(invitation.code) == 8
    assert set(invitation.code) <= set(INVITATION_LETTERS)
    assert as_made(" k7o1-il0a ") == as_made("K7O11L0A") == "K701110A"
    answer = access.redeem(f" {shown(invitation.code).lower()} ", "phone", "", PHONE)
    assert answer.key
    assert access.poll(answer.request_id).status == "approved"
    assert access.poll(answer.request_id).key is None
    kept = access.invitation(invitation.id)
    assert kept
    assert kept.device_id == answer.device_id
    with pytest.raises(PairingNotFoundError, match="lets nobody in"):
        access.redeem(invitation.code, "thief", "", "192.168.1.66")


def test_an_invitation_ends_by_time_or_when_it_is_taken_back(access: Access, clock: Clock) -> None:
    for end in (lambda _: clock.move(minutes=10), access.take_back):
        invitation = access.invite()
        end(invitation)
        with pytest.raises(PairingNotFoundError):
            access.redeem(invitation.code, "phone", "", PHONE)


def test_five_wrong_codes_of_an_address_are_enough(access: Access, clock: Clock) -> None:
    invitation = access.invite()
    for _ in range(5):
        with pytest.raises(PairingNotFoundError):
            access.redeem("AAAA-AAAA", "thief", "", PHONE)
    with pytest.raises(RateLimitedError) as refused:
        access.redeem(invitation.code, "thief", "", PHONE)
    assert refused.value.retry_after == 600
    assert access.redeem(invitation.code, "phone", "", "192.168.1.8").key
    clock.move(minutes=10)
    assert access.redeem(access.invite().code, "phone", "", PHONE).key


def test_twenty_wrong_codes_from_anywhere_make_open_invitations_void(
    access: Access, addresses: Iterator[str]
) -> None:
    invitation = access.invite()
    for _ in range(20):
        with pytest.raises(PairingNotFoundError):
            access.redeem("AAAA-AAAA", "thief", "", next(addresses))
    kept = access.invitation(invitation.id)
    assert kept
    assert kept.is_void()
    with pytest.raises(PairingNotFoundError):
        access.redeem(invitation.code, "phone", "", PHONE)
    assert access.redeem(access.invite().code, "phone", "", PHONE).key


def test_an_address_is_revoked_also_where_a_device_with_a_key_was_paired(access: Access) -> None:
    key = access.redeem(access.invite().code, "phone", "", PHONE).key
    access.ask_at(PHONE)
    access.approve(PHONE)
    access.revoke(PHONE)
    assert access.device_at(PHONE) is None
    assert access.device_of_key(key or "")


def test_an_approved_address_comes_in_for_a_week(access: Access, clock: Clock) -> None:
    access.ask_at(PHONE)
    access.ask_at(PHONE)
    access.ask_at("")
    assert [one.address for one in access.waiting()] == [PHONE]
    assert access.device_at(PHONE) is None
    access.approve(PHONE)
    device = access.device_at(PHONE)
    assert device
    assert access.is_paired(device.id)
    assert access.device_of_key("") is access.device_at("") is None
    clock.move(days=7)
    assert access.device_at(PHONE) is None
    assert not access.is_paired(device.id)
    access.ask_at(PHONE)
    access.approve(PHONE)
    again = access.device_at(PHONE)
    assert again
    assert again.id == device.id


def test_an_address_that_knocked_is_forgotten_after_ten_minutes(access: Access, clock: Clock) -> None:
    access.ask_at(PHONE)
    clock.move(minutes=10)
    assert access.waiting() == []


def test_an_address_that_was_refused_does_not_come_back_at_once(access: Access, clock: Clock) -> None:
    access.ask_at(PHONE)
    access.refuse(PHONE)
    access.ask_at(PHONE)
    assert access.waiting() == []
    clock.move(minutes=20)
    access.ask_at(PHONE)
    assert [one.address for one in access.waiting()] == [PHONE]


def test_a_knock_is_answered_by_a_code(access: Access) -> None:
    access.ask_at(PHONE)
    access.redeem(access.invite().code, "phone", "", PHONE)
    assert access.waiting() == []


def test_a_device_is_meant_by_name_address_or_id_but_only_one(access: Access) -> None:
    for address in (PHONE, "192.168.1.8"):
        access.redeem(access.invite().code, "Phone", "", address)
    first, second = access.devices()
    with pytest.raises(ChoiceError, match=rf"phone could be any of these.*{first.id[:8]}.*{second.id[:8]}"):
        access.revoke("phone")
    for nothing in ("", " ", first.id[:3], "tablet", PHONE):
        with pytest.raises(ChoiceError, match="No device goes by"):
            access.revoke(nothing)
    access.rename(first.id, "Anna's")
    access.revoke(first.id[:8])
    assert [one.name for one in access.devices()] == ["Phone"]
    access.revoke("PHONE")
    assert access.devices() == []


def test_names_that_control_terminals_are_cleaned_and_cut(access: Access) -> None:
    name = "\x1b[2J\x07A\u202ennam\n" + 300 * "x"
    request = access.request(name, name, PHONE)
    for shown_name in (request.name, request.platform):
        assert shown_name.startswith("[2JAnnamx")
        assert shown_name.isprintable()
        assert len(shown_name) == 60
    assert access.request("\x1b", "", PHONE).name == PHONE
    access.redeem(access.invite().code, "phone", "", PHONE)
    with pytest.raises(ChoiceError, match="can be shown"):
        access.rename("phone", "\x1b")


def test_when_a_device_was_here_is_written_once_an_hour(access: Access, clock: Clock) -> None:
    access.redeem(access.invite().code, "phone", "", PHONE)
    (device,) = access.devices()
    began = clock.time
    for minutes, expected in ((0, 0), (59, 0), (1, 60), (59, 60)):
        clock.move(minutes=minutes)
        access.seen(access.devices()[0])
        assert access.devices()[0].seen_at == began + timedelta(minutes=expected)
    access.revoke("phone")
    clock.move(days=1)
    access.seen(device)
    assert access.devices() == []
