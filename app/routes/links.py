"""Addresses for players and WebSockets, which cannot send a key."""

import re

from fastapi import APIRouter, Request, Response
from starlette.routing import Match

from app.access.caller import Who
from app.access.links import PARAMETER, Links
from app.errors import FieldError, InvalidRequestError
from app.schemas import Link, wire_time
from app.schemas_requests import LinkTarget

PATH = re.compile(r"(?P<path>(/[\w-]+(\.\w+)*)+)(\?(?P<query>[\w&=.,+%-]*))?", re.ASCII)
"""No `..`, no empty part, nothing percent-encoded: what is signed is what the server will be asked for."""


class LinkRoutes:
    """`POST /jobs/{job_id}/links`."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self.router = APIRouter(tags=["results"])
        self.router.add_api_route("/jobs/{job_id}/links", self.link, methods=["POST"])

    def link(
        self, job_id: str, target: LinkTarget, request: Request, response: Response, caller: Who
    ) -> Link:
        """An address of this job that works for an hour without a key, for reading."""
        response.headers["Cache-Control"] = "no-store"
        found = PATH.fullmatch(target.path)
        if not found or not _leads_to(found["path"], job_id, request):
            raise InvalidRequestError(FieldError("path", "This is no address of this job that can be read."))
        token, expires_at = self._links.sign(found["path"], caller.id)
        query = f"{found['query']}&" if found["query"] else ""
        return Link(url=f"{found['path']}?{query}{PARAMETER}={token}", expires_at=wire_time(expires_at))


def _leads_to(path: str, job_id: str, request: Request) -> bool:
    """Whether the path is about this job, and a route answers a player or a WebSocket there."""
    if path != f"/api/v1/ws/jobs/{job_id}" and not f"{path}/".startswith(f"/api/v1/jobs/{job_id}/"):
        return False
    scopes = (
        {**request.scope, "type": kind, "method": "GET", "path": path} for kind in ("http", "websocket")
    )
    return any(route.matches(scope)[0] is Match.FULL for scope in scopes for route in request.app.routes)
