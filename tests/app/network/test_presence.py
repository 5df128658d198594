"""A presence of this process, on a host of its own."""

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from zeroconf import ServiceInfo, Zeroconf

from app.network.announcer import Announcement, Announcer, txt_record
from app.network.browser import browse
from app.network.interfaces import reached_at
from app.network.presence import SLEPT_SECONDS, Addresses, Presence
from tests.app.network.hosts import INTERFACE, Host, two_hosts
from tests.watching import until

NAME = "Übungsraum 2"


@pytest.fixture
def hosts() -> Iterator[tuple[Host, Host]]:
    """Two computers."""
    with two_hosts() as both:
        yield both


def addresses() -> Addresses:
    """Those of the host that the thread is on."""
    return tuple(reached_at(["0.0.0.0"]))


def named(host: str) -> Announcement:
    """What a server on a computer of that name announces."""
    txt = txt_record("1.0", host, needs_key=True, fingerprint="")
    return Announcement(NAME, f"backline-{host}.local", 8000, txt)


@contextmanager
def rude(said: Announcement, address: str) -> Iterator[None]:
    """A server that announces itself without looking whether another has the name."""
    name = f"{said.name}.{said.service_type}"
    info = ServiceInfo(
        said.service_type,
        name,
        said.port,
        properties=said.txt,
        server=f"{said.host}.",
        parsed_addresses=[address],
    )
    zeroconf = Zeroconf(interfaces=[address])
    try:
        zeroconf.register_service(info, cooperating_responders=True)
        yield
    finally:
        zeroconf.close()


def test_a_rival_for_the_name_and_a_sleep(hosts: tuple[Host, Host], caplog: pytest.LogCaptureFixture) -> None:
    computer, other = hosts
    slept = 0.0

    def announced(name: str) -> int:
        return caplog.text.count(f'announced in the network as "{name}"')

    caplog.set_level(logging.INFO)
    presence = Presence(addresses, lambda _: None, Announcer(named("two")), lambda: time.time() + slept)
    with computer.entered():
        presence.start()
    try:
        until(lambda: announced(NAME) == 1)
        with other.entered(), rude(named("one"), other.address):
            until(lambda: announced(f"{NAME}-2") == 1, 10)
            slept = SLEPT_SECONDS + 5
            until(lambda: announced(f"{NAME}-2") == 2, 10)
            until(lambda: _seen_from(other) == {(NAME, "one"), (f"{NAME}-2", "two")})
    finally:
        presence.stop()


def test_where_nothing_is_announced_addresses_are_noted_all_the_same(hosts: tuple[Host, Host]) -> None:
    computer, _ = hosts
    noted: list[Addresses] = []
    presence = Presence(addresses, noted.append, announcer=None)
    with computer.entered():
        presence.start()
    try:
        computer.ip("link", "set", INTERFACE, "down")
        until(lambda: noted == [(computer.address,), ()])
    finally:
        presence.stop()


def _seen_from(host: Host) -> set[tuple[str, str]]:
    return {(found.name, found.id) for found in asyncio.run(browse([host.address], 1.5))}
