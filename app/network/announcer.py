"""The server's announcement in the network: DNS-SD (RFC 6763) over multicast DNS (RFC 6762)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from zeroconf import (  # type: ignore[attr-defined]  # DNSService is there, though not in __all__
    DNSService,
    RecordUpdate,
    RecordUpdateListener,
    Zeroconf,
)
from zeroconf import Error as ZeroconfError
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

SERVICE_TYPE = "_backline._tcp.local."

# That a goodbye finds no network any more is nothing to tell.
logging.getLogger("zeroconf").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Announcement:
    """What is announced. name: one label, to be shown. host: name in `.local` without the last dot."""

    name: str
    host: str
    port: int
    txt: dict[str, str]
    service_type: str = SERVICE_TYPE


def txt_record(version: str, server_id: str, needs_key: bool, fingerprint: str) -> dict[str, str]:
    """What a client knows before it connects; everyone in the network reads it.

    fingerprint: SHA-256 of the TLS certificate in hex, empty without TLS.
    """
    return {
        "txtvers": "1",
        "api": "v1",
        "path": "/api/v1",
        "ver": version,
        "id": server_id,
        "tls": "1" if fingerprint else "0",
        "auth": "key" if needs_key else "open",
        "fp": fingerprint,
    }


class DiscoveryError(Exception):
    """Multicast DNS cannot be used. Its text is a sentence."""


class Announcer:
    """One announcement at a time, to be used from one event loop."""

    def __init__(self, announcement: Announcement) -> None:
        self._announcement = announcement
        self._zeroconf: AsyncZeroconf | None = None
        self._rivals = _Rivals("", "")

    @property
    def must_yield(self) -> bool:
        """Whether another, which began at the same moment, keeps the announced name."""
        return self._rivals.must_yield

    async def announce(self, addresses: Sequence[str]) -> str:
        """Announce the server at these addresses, and only there; none says goodbye.

        Looks first, in the networks of the addresses, whether another has the name, and takes one with a
        number then: 2 s. The name that it is. Raises DiscoveryError.
        """
        await self.withdraw()
        said = self._announcement
        info = AsyncServiceInfo(
            said.service_type,
            f"{said.name}.{said.service_type}",
            said.port,
            properties=said.txt,
            server=f"{said.host}.",
            parsed_addresses=list(addresses),
        )
        if addresses:
            try:
                await self._register(info, list(addresses))
            except (OSError, RuntimeError, ZeroconfError) as error:
                # RuntimeError: an address went away just now.
                await self.withdraw()
                raise DiscoveryError(f"multicast DNS cannot be used ({error}).") from error
        return info.name.removesuffix(f".{said.service_type}")

    async def _register(self, info: AsyncServiceInfo, addresses: list[str]) -> None:
        self._zeroconf = AsyncZeroconf(interfaces=addresses)
        announcing = await self._zeroconf.async_register_service(info, allow_name_change=True)
        self._rivals = _Rivals(info.name, f"{self._announcement.host}.")
        self._zeroconf.zeroconf.async_add_listener(self._rivals, None)
        await announcing

    async def withdraw(self) -> None:
        """Say goodbye, so that nobody shows the server any longer; takes a quarter of a second."""
        if self._zeroconf:
            if self.must_yield:
                # The goodbye would be the other one's, too.
                registry = self._zeroconf.zeroconf.registry
                registry.async_remove(registry.async_get_service_infos())
            await self._zeroconf.async_close()
            self._zeroconf, self._rivals = None, _Rivals("", "")


class _Rivals(RecordUpdateListener):
    """Listens for others who announce the same name: nobody had it when they looked, and so all took it."""

    def __init__(self, name: str, host: str) -> None:
        self._name = name.lower()
        self._host = host.lower()
        self.must_yield = False

    def async_update_records(self, zc: Zeroconf, now: float, records: list[RecordUpdate]) -> None:  # noqa: ARG002
        for record in (update.new for update in records):
            if isinstance(record, DNSService) and record.key == self._name:
                self.must_yield |= record.server_key < self._host
