"""What a browser may not be used for by the pages that it shows."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access.hosts import Hosts
from app.access.origins import Origins
from app.errors import problem_of
from core.errors import BacklineError, ForbiddenHostError, ForbiddenOriginError


class Browsers:
    """Refuses requests by a foreign name, and those by which a foreign page would change something.

    Also on this computer, with a key and without: the browser is where the owner is.
    """

    def __init__(self, app: ASGIApp, hosts: Hosts, origins: Origins) -> None:
        self.app = app
        self._hosts = hosts
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "lifespan":
            try:
                await self._check(HTTPConnection(scope))
            except BacklineError as error:
                return await problem_of(error)(scope, receive, send)
        return await self.app(scope, receive, send)

    async def _check(self, connection: HTTPConnection) -> None:
        named = connection.headers.getlist("host")
        if len(named) != 1 or not await self._hosts.knows(named[0]):
            raise ForbiddenHostError(
                "This computer does not go by that name. Call it by its address, "
                "or add the name to ALLOWED_HOSTS."
            )
        if not self._origins.allows(connection):
            raise ForbiddenOriginError(
                "Pages of this site may not do that. Add its origin to CORS_ORIGINS if they should."
            )
