"""Who comes in: paired devices, approved addresses, signed links, and this computer itself."""

import logging
import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access.address import address_of, is_direct, is_loopback
from app.access.caller import Caller, let_in
from app.access.guests import Guests
from app.access.hosts import is_loopback_name
from app.access.links import PARAMETER, Links
from app.access.origins import Origins
from app.errors import problem_of
from core.access.access import Access
from core.access.entries import Device
from core.access.register import SEEN_EVERY
from core.errors import BacklineError, StorageError, UnauthorizedError
from core.jobs import DESKTOP_ID, now

log = logging.getLogger(__name__)

OPEN = re.compile(r"(/api/v1)?/health(/live|/ready)?")
OPEN_TO = {"POST": re.compile(r"/api/v1/pair"), "GET": re.compile(r"/api/v1/pair/[^/]+")}
"""What everyone may call, since it tells nothing of songs, or lets nobody in by itself."""

PAGE = "X-Backline-Page"
"""The header by which the page says that it will ask to be paired."""

WRONG_KEY = "This key is not known, or no longer. Pair the device again."
WRONG_LINK = "This link is for something else, or it has expired. Ask for a new one."
NO_KEY = (
    "This computer does not know the device at {address}. Allow it there (`backline devices` tells how), "
    "or pair it and send its key."
)
NO_KEY_IN_BETWEEN = (
    "A request that comes through a proxy, from a web page of another site, or on this computer by another "
    "name than localhost needs a key. Pair the device, and send its key."
)

Noted = TypeVar("Noted")


class Gate:
    """Finds out who makes a request, and keeps that for the routes; nobody else gets further.

    behind_proxies: whether clients' addresses are what trusted proxies say; then none is this computer's own.
    page: the addresses of the page's files, which everyone may read.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        access: Access,
        guests: Guests,
        links: Links,
        origins: Origins,
        behind_proxies: bool,
        page: Collection[str],
    ) -> None:
        self.app = app
        self._access = access
        self._guests = guests
        self._links = links
        self._behind_proxies = behind_proxies
        self._origins = origins
        self._page = page
        self._writing = CapacityLimiter(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "lifespan" and not self._is_open(scope):
            try:
                let_in(scope, await self._caller(HTTPConnection(scope)))
            except BacklineError as error:
                return await problem_of(error)(scope, receive, send)
        return await self.app(scope, receive, send)

    def _is_open(self, scope: Scope) -> bool:
        if scope["type"] != "http":
            return False
        path, method = scope["path"], scope["method"]
        also = OPEN_TO.get(method)
        is_page = path in self._page and method in ("GET", "HEAD")
        return bool(is_page or OPEN.fullmatch(path) or (also and also.fullmatch(path)))

    async def _caller(self, connection: HTTPConnection) -> Caller:
        """By what the request brings; else by where it comes from. Raises UnauthorizedError."""
        key, token = _key(connection), connection.query_params.get(PARAMETER)
        if key or token:
            brought = await self._by_key(key) if key else self._by_link(token or "", connection)
            if brought:
                return brought
            if not self._guests.everyone:
                raise UnauthorizedError(WRONG_KEY if key else WRONG_LINK)
        return await self._by_address(connection)

    async def _by_key(self, key: str) -> Caller | None:
        device = self._access.device_of_key(key)
        return await self._device(device) if device else None

    def _by_link(self, token: str, connection: HTTPConnection) -> Caller | None:
        reads = connection.scope["type"] == "websocket" or connection.scope["method"] in ("GET", "HEAD")
        holder = self._links.holder(token, connection.scope["path"]) if reads else None
        if holder is None or not self._guests.is_welcome(holder):
            return None
        return replace(self._guests.caller(holder), by_link=True)

    async def _by_address(self, connection: HTTPConnection) -> Caller:
        address, plain = address_of(connection), self._is_plain(connection)
        here = is_loopback(address)
        if plain and here and not self._behind_proxies and is_loopback_name(connection.headers["host"]):
            return self._guests.caller(DESKTOP_ID)
        if self._guests.everyone:
            return self._guests.caller(address)
        if not plain or here or not address:
            raise UnauthorizedError(NO_KEY_IN_BETWEEN)
        device = self._access.device_at(address)
        if device:
            return await self._device(device)
        if _knocks(connection):
            await self._note(self._access.ask_at, address)
        raise UnauthorizedError(NO_KEY.format(address=address))

    def _is_plain(self, connection: HTTPConnection) -> bool:
        """Whether the one at the address asks, and nobody through it: neither a proxy nor another's page."""
        by_proxy = not self._behind_proxies and not is_direct(connection)
        return not by_proxy and self._origins.trusts(connection)

    async def _device(self, device: Device) -> Caller:
        if device.seen_at is None or now() - device.seen_at >= SEEN_EVERY:
            await self._note(self._access.seen, device)
        return self._guests.caller(device.id)

    async def _note(self, write: Callable[[Noted], None], noted: Noted) -> None:
        """Write into the book, off the event loop; a full disk is no reason to keep a device out."""
        try:
            await to_thread.run_sync(write, noted, limiter=self._writing)
        except StorageError as error:
            log.warning("the list of devices could not be written: %s", error)


def _knocks(connection: HTTPConnection) -> bool:
    """Whether a client that may know nothing of pairing wants in: neither the page, nor a browser's icons."""
    return connection.scope["path"].startswith("/api/") and PAGE not in connection.headers


def _key(connection: HTTPConnection) -> str:
    scheme, _, bearer = connection.headers.get("authorization", "").partition(" ")
    return connection.headers.get("x-api-key", "") or (bearer.strip() if scheme.lower() == "bearer" else "")
