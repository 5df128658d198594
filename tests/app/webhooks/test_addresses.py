"""Where a webhook may lead, for the computer itself and for a phone that would like to see behind it."""

import socket
from collections.abc import Callable
from typing import Any

import psutil
import pytest

from app.errors import InvalidRequestError
from app.webhooks.addresses import Addresses, ForbiddenAddressError, target_of

ADDRESSES = Addresses(("gateway.test", "203.0.113.9"))

NOBODYS = [
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "gopher://10.0.0.1/",
    "http://",
    "127.0.0.1/x",
    "http://8.8.8.8/",
    "http://[::ffff:8.8.8.8]/",
    "http://[2001:4860:4860::8888]/",
    "http://[64:ff9b::a00:1]/",
    "http://[2002:a00:1::]/",
    "http://100.64.0.1/",
    "http://192.0.2.77/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://host.invalid/",
    "http://10.0.0.1:99999/",
    "http://10.0.0.1:0/",
    "http://10.0.0.1:x/",
    "http://[10.0.0.1/",
    "http://user:word@10.0.0.1/",
    "http://10.0.0.1@8.8.8.8/",
    "http://10.0.0.1/" + "x" * 2000,
    "http://10.0.0.1/ä",
    "http://10.0.0.1/a b",
    "http://10.0.0.1/a\r\nX-Injected: 1",
    "http://10.0.0.1\r\nX-Injected: 1\r\n/",
    "http://10.0.0.1/\n",
    "http://" + "a" * 300 + "/",
]
THE_COMPUTERS_OWN = [
    "http://127.0.0.1:8000/x",
    "http://127.8.8.8/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://169.254.169.254/latest",
    "http://[::ffff:169.254.169.254]/",
    "http://[fe80::1]/",
]
"""Loopback in all its spellings, and link-local."""
THE_NETWORKS = [
    "https://192.168.1.20",
    "http://10.0.0.1/",
    "http://172.31.255.255:81/a?b=c",
    "http://[fd00::1234:5678]/",
    "http://[::ffff:10.0.0.1]/",
]


@pytest.mark.parametrize("is_desktop", [True, False], ids=["desktop", "phone"])
@pytest.mark.parametrize("url", NOBODYS)
def test_nobody_has_others_called(url: str, is_desktop: bool) -> None:
    with pytest.raises(InvalidRequestError) as refusal:
        ADDRESSES.check(url, is_desktop)
    assert [error.field for error in refusal.value.errors] == ["webhook_url"]


@pytest.mark.parametrize("url", THE_COMPUTERS_OWN)
def test_only_the_computer_may_have_itself_called(url: str) -> None:
    with pytest.raises(InvalidRequestError):
        ADDRESSES.check(url, may_call_here=False)
    ADDRESSES.check(url, may_call_here=True)


@pytest.mark.parametrize("url", THE_NETWORKS)
def test_everyone_may_have_the_network_called(url: str) -> None:
    ADDRESSES.check(url, may_call_here=False)


def test_the_computers_addresses_in_the_network_are_its_own() -> None:
    found = [each for card in psutil.net_if_addrs().values() for each in card]
    own = [f"[{each.address}]" if ":" in each.address else each.address for each in found if _is_usable(each)]
    if not own:
        pytest.skip("this computer is in no network")
    for host in own:
        with pytest.raises(InvalidRequestError):
            ADDRESSES.check(f"http://{host}/", may_call_here=False)


def test_the_settings_name_exceptions() -> None:
    ADDRESSES.check("http://203.0.113.9:81/", may_call_here=False)
    named = Addresses(("localhost",))
    named.check("http://LOCALHOST:81/", may_call_here=False)
    with pytest.raises(InvalidRequestError):
        named.check("http://127.0.0.1:81/", may_call_here=False)


@pytest.mark.parametrize("places", [["10.0.0.1", "127.0.0.1"], ["::1"], ["10.0.0.1", "8.8.8.8"]])
def test_every_address_of_a_name_counts(places: list[str]) -> None:
    with pytest.raises(InvalidRequestError):
        Addresses((), _leading_to(places)).check("http://name.test/", may_call_here=False)


def test_a_name_that_leads_elsewhere_later_is_refused_then() -> None:
    addresses = Addresses((), _leading_to(["10.0.0.1"], ["127.0.0.1"]))
    addresses.check("http://name.test/", may_call_here=False)
    with pytest.raises(ForbiddenAddressError):
        addresses.places(target_of("http://name.test/"), may_call_here=False)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/", "http://localhost:8000/", "http://gateway.test:8000/"]
)
def test_the_own_server_is_never_called(url: str) -> None:
    look_up = _leading_to(["127.0.0.1"])
    addresses = Addresses(("gateway.test", "localhost"), look_up)
    addresses.places(target_of(url), may_call_here=True, own_port=8001)
    with pytest.raises(ForbiddenAddressError):
        addresses.places(target_of(url), may_call_here=True, own_port=8000)


def _leading_to(*answers: list[str]) -> Callable[..., list[tuple[Any, ...]]]:
    """A name server's answers, one after the other; the last one again and again."""
    left = list(answers)

    def look_up(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        found = left.pop(0) if len(left) > 1 else left[0]
        return [
            entry for address in found for entry in socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)
        ]

    return look_up


def _is_usable(address: Any) -> bool:
    return address.family in (socket.AF_INET, socket.AF_INET6) and "%" not in address.address
