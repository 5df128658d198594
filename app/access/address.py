"""From where a request comes."""

from ipaddress import IPv6Address, ip_address

from starlette.requests import HTTPConnection

PROXY_HEADERS = ("forwarded", "x-forwarded-", "x-real-ip", "via")
"""How the names of headers begin that a proxy adds."""


def address_of(connection: HTTPConnection) -> str:
    """The client's IP address as its network knows it; empty where there is none."""
    return plain_address(connection.client.host if connection.client else "")


def plain_address(host: str) -> str:
    """An IP address of a socket without scope, IPv4 as such; empty where it is none."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def is_loopback(address: str) -> bool:
    """Whether an address is one that only this computer itself can have."""
    return bool(address) and ip_address(address).is_loopback


def is_direct(connection: HTTPConnection) -> bool:
    """Whether no proxy seems to stand in between: there is no trace of one, and nginx's speaks HTTP/1.0."""
    traces = any(name.startswith(PROXY_HEADERS) for name in connection.headers)
    return not traces and connection.scope["http_version"] != "1.0"
