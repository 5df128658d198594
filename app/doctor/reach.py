"""What the doctor looks at on the way to the server: the port, the network, the announcement."""

import asyncio
import http.client
import json
import ssl
import uuid
from ipaddress import ip_address

from app.network.announcer import Announcement, Announcer, DiscoveryError
from app.network.browser import Found, browse
from app.network.interfaces import interfaces, reached_at
from app.network.listening import TAKEN, bound_to, listen, url_of
from core.access.endpoint import Endpoint
from core.finding import Finding, bad, look, well
from core.settings import Settings

ANSWER_SECONDS = 2
MAX_ANSWER_BYTES = 65_536
"""Of a program that may be another one, and never stop."""
BROWSE_SECONDS = 2.5
PROBE_TYPE = "_backline-test._tcp.local."
"""What the doctor announces where no server runs, under a type that no phone looks for."""
PROBE_PORT = 9
"""Nobody listens there (RFC 863, discard)."""
LOOPBACK = "127.0.0.1"
FOUND = "Announcements come through: phones find the server by themselves."
NOT_FOUND = (
    "Announcements do not come through, so phones do not find the server by themselves. Let UDP port 5353 "
    "through the firewall; till then, `backline pair` shows the address."
)


def server(settings: Settings, endpoint: Endpoint | None) -> Finding:
    """Whether the server answers or, where none runs, could be started. endpoint: of the one that runs."""
    if endpoint is None:
        return _port(settings.api_host, settings.api_port)
    for address in (*endpoint.addresses, LOOPBACK):
        version = _version_at(address, endpoint)
        if version:
            url = url_of("https" if endpoint.fingerprint else "http", address, endpoint.port)
            return well("server", f"Backline {version} answers at {url}.")
    return bad(
        "server", f"It runs, but does not answer on port {endpoint.port}. Stop it, and start it again."
    )


def _port(host: str, port: int) -> Finding:
    try:
        for each in listen(host, port):
            each.close()
    except OSError as error:
        if error.errno not in TAKEN:
            return bad("server", f"Nothing can listen on {host}:{port} ({error.strerror}). Change API_HOST.")
        other = "Another Backline" if _version_at(LOOPBACK, Endpoint((), port)) else "Another program"
        return look(
            "server", f"{other} has port {port}. Backline will take the next free one; or set API_PORT."
        )
    return well("server", f"None runs at the moment. `backline --serve` starts one; port {port} is free.")


def _version_at(address: str, endpoint: Endpoint) -> str:
    """The version of the Backline that answers there; empty where none does."""
    connection = _connection(address, endpoint)
    try:
        connection.request("GET", "/health")
        return str(json.loads(connection.getresponse().read1(MAX_ANSWER_BYTES))["version"])
    except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError):
        return ""
    finally:
        connection.close()


def _connection(address: str, endpoint: Endpoint) -> http.client.HTTPConnection:
    if not endpoint.fingerprint:
        return http.client.HTTPConnection(address, endpoint.port, timeout=ANSWER_SECONDS)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE  # Only its version is asked for.
    return http.client.HTTPSConnection(address, endpoint.port, timeout=ANSWER_SECONDS, context=trust)


def network(settings: Settings, endpoint: Endpoint | None) -> Finding:
    """Whether other devices can reach this computer."""
    if settings.public_url:
        return well(
            "network", f"Phones are told {settings.public_url} (PUBLIC_URL). Open it on one to try it."
        )
    host = settings.api_host
    bound = bound_to(host)
    if bound and all(ip_address(address).is_loopback for address in bound):
        return look(
            "network", f"API_HOST is {host}: only this computer reaches Backline. Phones need 0.0.0.0."
        )
    addresses = reached_at(bound)
    if not addresses:
        return bad(
            "network", "This computer is in no network. Connect it to the Wi-Fi that the phones are in."
        )
    named = {address: interface.name for interface in interfaces() for address in interface.addresses}
    if endpoint and set(endpoint.addresses) != set(addresses):
        return look("network", "The addresses have just changed. Look again in a few seconds.")
    return well(
        "network",
        "This computer is " + ", ".join(f"{one} ({named.get(one, '?')})" for one in addresses) + ".",
    )


def discovery(settings: Settings, server_id: str | None) -> list[Finding]:
    """Whether phones find the server by themselves: looks around as they do, up to six seconds.

    server_id: of the one that runs; None announces something else and looks for that.
    """
    addresses = reached_at(bound_to(settings.api_host))
    if not settings.discovery:
        return [
            look("discovery", "DISCOVERY is off: phones need an address, or the code of `backline pair`.")
        ]
    if not addresses:
        return []
    try:
        found, is_found = asyncio.run(_look_around(addresses, server_id))
    except (OSError, DiscoveryError) as error:
        return [bad("discovery", f"Multicast DNS does not work: {error}. Does a program keep UDP port 5353?")]
    others = [
        look("discovery", f"Phones see another Backline too, {one.name} at {', '.join(one.addresses)}.")
        for one in found
        if one.id != server_id
    ]
    return [well("discovery", FOUND) if is_found else bad("discovery", NOT_FOUND), *others]


async def _look_around(addresses: list[str], server_id: str | None) -> tuple[list[Found], bool]:
    """The servers in the network, and whether the one that was to be found is."""
    if server_id:
        servers = await browse(addresses, BROWSE_SECONDS)
        return servers, any(one.id == server_id for one in servers)
    token = uuid.uuid4().hex
    probe = Announcer(Announcement(token, f"{token}.local", PROBE_PORT, {}, PROBE_TYPE))
    try:
        name = await probe.announce(addresses)
        servers, probes = await asyncio.gather(
            browse(addresses, BROWSE_SECONDS), browse(addresses, BROWSE_SECONDS, PROBE_TYPE)
        )
    finally:
        await probe.withdraw()
    return servers, any(one.name == name for one in probes)
