"""Pairing: how a device gets a key. Open to everyone; the computer decides who gets one."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from app.access.address import address_of
from app.schemas_pairing import PairAsked, Pairing, PairWaits
from core.access.access import Access


class PairRoutes:
    """`/pair`: asking, and hearing what became of it."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self.router = APIRouter(tags=["pairing"])
        self.router.add_api_route(
            "/pair",
            self.ask,
            methods=["POST"],
            status_code=HTTPStatus.ACCEPTED,
            responses={HTTPStatus.CREATED: {"description": "With a code: paired.", "model": Pairing}},
            response_model=PairWaits | Pairing,
        )
        self.router.add_api_route("/pair/{request_id}", self.outcome)

    def ask(self, asked: PairAsked, request: Request, response: Response) -> PairWaits | Pairing:
        """Ask to be let in; at once with the code of an invitation."""
        response.headers["Cache-Control"] = "no-store"
        address = address_of(request)
        if asked.code is not None:
            response.status_code = HTTPStatus.CREATED
            return Pairing.of(self._access.redeem(asked.code, asked.device_name, asked.platform, address))
        waiting = self._access.request(asked.device_name, asked.platform, address)
        response.headers["Location"] = f"{request.url.path}/{waiting.id}"
        return PairWaits.of(waiting)

    def outcome(self, request_id: str, response: Response) -> Pairing:
        """What became of a pairing request. The key is in one answer only."""
        response.headers["Cache-Control"] = "no-store"
        return Pairing.of(self._access.poll(request_id))
