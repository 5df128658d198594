"""The addresses under which other devices of the network reach this computer."""

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass

import psutil

EVERYWHERE = {"0.0.0.0": 4, "::": 6}
"""What a socket is bound to that takes connections on every interface, and the IP version of those."""

_VIRTUAL = (
    *("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "lxc", "lxd", "podman", "cni", "flannel"),
    *("cali", "tun", "tap", "utun", "wg", "tailscale", "zt", "ppp", "awdl", "llw"),
    *("vethernet (wsl", "vethernet (default switch", "virtualbox", "vmware", "loopback"),
)
"""How the names of interfaces begin that lead to containers, virtual machines or a VPN, in lower case."""
_ELSEWHERE = {4: ("192.0.2.1", 9), 6: ("2001:db8::1", 9)}
"""Addresses that nobody has (RFC 5737, 3849), to ask for the way there; nothing is sent."""


@dataclass(frozen=True)
class Interface:
    """A network interface that is up: its name, and its addresses without loopback and link-local ones."""

    name: str
    addresses: tuple[str, ...]

    @property
    def is_virtual(self) -> bool:
        """Whether it leads to containers, virtual machines or a VPN, as far as its name tells."""
        return self.name.lower().startswith(_VIRTUAL)


def interfaces() -> list[Interface]:
    """All interfaces that are up and have an address for others; takes a fraction of a millisecond."""
    states = psutil.net_if_stats()
    found = []
    for name, entries in psutil.net_if_addrs().items():
        addresses = (
            str(entry.address).partition("%")[0]
            for entry in entries
            if entry.family in (socket.AF_INET, socket.AF_INET6)
        )
        usable = tuple(address for address in addresses if _is_for_others(address))
        if usable and name in states and states[name].isup:
            found.append(Interface(name, usable))
    return found


def reached_at(bound: Collection[str]) -> list[str]:
    """The addresses at which sockets that are bound to `bound` answer the network, the likeliest first.

    Where they are bound to all interfaces, virtual ones are left out. Empty on loopback, or with no network.
    """
    versions = {EVERYWHERE[address] for address in bound if address in EVERYWHERE}
    found = {
        address
        for interface in interfaces()
        for address in interface.addresses
        if address in bound or (not interface.is_virtual and _version(address) in versions)
    }
    first = {_outgoing(version) for version in versions}
    return sorted(found, key=lambda address: (_version(address), address not in first, address))


def _is_for_others(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)


def _version(address: str) -> int:
    return ipaddress.ip_address(address).version


def _outgoing(version: int) -> str:
    """The address that this computer takes on its way out; empty where there is none."""
    family = socket.AF_INET if version == 4 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_ELSEWHERE[version])
        except OSError:
            return ""
        return str(way.getsockname()[0])
