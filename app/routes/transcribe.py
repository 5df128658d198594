"""A song comes in."""

from fastapi import APIRouter, Request, Response

from app.access.caller import Who
from app.intake import Intake
from app.multipart import Limits
from app.routes.forms import SONG_FORM, Key
from app.schemas import Accepted
from app.uploads import received
from core.service import Service


class TranscribeRoutes:
    """`POST /transcribe`."""

    def __init__(self, service: Service, intake: Intake) -> None:
        self._service = service
        self._intake = intake
        self.router = APIRouter(tags=["songs"])
        self.router.add_api_route(
            "/transcribe", self.transcribe, methods=["POST"], status_code=202, openapi_extra=SONG_FORM
        )

    async def transcribe(
        self, request: Request, response: Response, caller: Who, key: Key = None
    ) -> Accepted:
        """Send a song; answered as soon as it is on the disk and its job is queued."""
        reception, limits = self._service.reception, Limits("file", files=1, max_bytes=self._intake.max_bytes)
        async with received(request, reception.incoming, limits, reception.check_space) as uploads:
            taken = await self._intake(uploads[0], caller, key)
        response.headers["Location"] = f"/api/v1/jobs/{taken.job_id}"
        return Accepted(
            job_id=taken.job_id,
            id=taken.job_id,
            status="queued",
            message="The song was received.",
            webhook_secret=taken.webhook_secret,
        )
