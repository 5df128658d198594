"""Looks for servers in the network as a phone does."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from app.network.announcer import SERVICE_TYPE

ASK_MS = 1500
"""How long a server that was heard of may take to tell its port and addresses."""


@dataclass(frozen=True)
class Found:
    """A server that announces itself. name: as phones show it. id: from its TXT record."""

    name: str
    id: str
    addresses: tuple[str, ...]
    port: int


async def browse(addresses: Sequence[str], seconds: float, service_type: str = SERVICE_TYPE) -> list[Found]:
    """The servers that answer so long, in the networks of these addresses.

    Raises OSError where multicast DNS cannot be used.
    """
    names: set[str] = set()

    def changed(*, name: str, **_: object) -> None:
        names.add(name)

    async with (
        AsyncZeroconf(interfaces=list(addresses)) as zeroconf,
        AsyncServiceBrowser(zeroconf.zeroconf, service_type, handlers=[changed]),
    ):
        await asyncio.sleep(seconds)
        asked = [zeroconf.async_get_service_info(service_type, name, ASK_MS) for name in names]
        answers = await asyncio.gather(*asked)
    return [_found(info, service_type) for info in answers if info]


def _found(info: AsyncServiceInfo, service_type: str) -> Found:
    server_id = info.decoded_properties.get("id") or ""
    name = info.name.removesuffix(f".{service_type}")
    return Found(name, server_id, tuple(info.parsed_addresses()), info.port or 0)
