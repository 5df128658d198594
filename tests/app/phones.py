"""Devices in the network: clients on loopback, of whom the server hears what a proxy would say."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx

from core.service import Service
from tests.app.conftest import Running

ADDRESS = "192.168.1.7"
BEHIND_A_PROXY = ("127.0.0.1",)
"""The TRUSTED_PROXIES of a server that such clients reach."""


@dataclass(frozen=True)
class Device:
    """A paired device."""

    id: str
    key: str


def paired(service: Service, name: str = "phone") -> Device:
    """A device that was let in by an invitation."""
    answer = service.access.redeem(service.access.invite().code, name, "test", ADDRESS)
    assert answer.device_id
    assert answer.key
    return Device(answer.device_id, answer.key)


def allow(service: Service, address: str = ADDRESS) -> None:
    """Approve an address that has knocked."""
    service.access.approve(address)


def headers(key: str = "", address: str = ADDRESS) -> dict[str, str]:
    """What a device's request brings along."""
    return {"X-Forwarded-For": address} | ({"X-API-Key": key} if key else {})


@contextmanager
def phone(running: Running, key: str = "", address: str = ADDRESS) -> Iterator[Running]:
    """The same server as a device in the network reaches it."""
    with httpx.Client(base_url=running.url, headers=headers(key, address), timeout=30) as client:
        yield replace(running, client=client)
