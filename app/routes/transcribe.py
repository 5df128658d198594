"""A song comes in."""

import hashlib
import os
from typing import Annotated, Any, get_args

import orjson
from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Header, Request, Response

from app import webhook
from app.errors import FieldError, InvalidRequestError
from app.idempotency import HEADER, IdempotencyKeys
from app.schemas import Accepted
from app.uploads import Upload, received
from core.errors import JobNotFoundError
from core.jobs import JobRequest
from core.models import PitchName, SeparatorName, Stage
from core.names import MAX_LABEL, clean_text
from core.service import Service

SEPARATORS: tuple[str, ...] = get_args(SeparatorName)
PITCH_TRACKERS: tuple[str, ...] = get_args(PitchName)
MEGABYTE = 1_000_000
ACCEPTED_AT_ONCE = max(2, (os.cpu_count() or 1) // 2)
"""A process looks into each file: more of them would take the cores from those who only ask."""

_FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "The song; its content decides the format.",
        },
        "title": {"type": "string", "description": "Name to show instead of the file's."},
        "separator": {"type": "string", "enum": SEPARATORS, "default": "auto"},
        "pitch": {"type": "string", "enum": PITCH_TRACKERS, "default": "auto"},
        "stages": {"type": "string", "description": f"Comma list of {', '.join(Stage)}; empty: all."},
        "webhook_url": {
            "type": "string",
            "description": "Local address that gets the status when the job ends.",
        },
        "again": {
            "type": "boolean",
            "default": False,
            "description": "Analyse also a song whose results are there already.",
        },
    },
}
DOCUMENTED_FORM: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}
}


class TranscribeRoutes:
    """`POST /transcribe`."""

    def __init__(self, service: Service, keys: IdempotencyKeys) -> None:
        self._service = service
        self._keys = keys
        self._accepting = CapacityLimiter(ACCEPTED_AT_ONCE)
        self.router = APIRouter(tags=["songs"])
        self.router.add_api_route(
            "/transcribe", self.transcribe, methods=["POST"], status_code=202, openapi_extra=DOCUMENTED_FORM
        )

    async def transcribe(
        self,
        request: Request,
        response: Response,
        key: Annotated[
            str | None, Header(alias=HEADER, description="Makes a repeated request harmless.")
        ] = None,
    ) -> Accepted:
        """Send a song; answered as soon as it is on the disk and its job is queued."""
        service = self._service
        max_bytes = service.settings.max_file_size_mb * MEGABYTE
        async with received(request, service.incoming(), max_bytes, service.check_space) as upload:
            client = request.client.host if request.client else ""
            job_id = await to_thread.run_sync(self._accept, upload, client, key, limiter=self._accepting)
        response.headers["Location"] = f"/api/v1/jobs/{job_id}"
        return Accepted(job_id=job_id, id=job_id, status="queued", message="The song was received.")

    def _accept(self, upload: Upload, client: str, key: str | None) -> str:
        request = job_request(upload.fields)
        title = clean_text(upload.fields.get("title", "")).strip()[:MAX_LABEL]

        def submit(job_id: str = "") -> str:
            path, name = upload.path, upload.filename
            job = self._service.submit(
                path, name, upload.sha256, request, title=title, job_id=job_id, client=client
            )
            return job.id

        if key is None:
            return submit()
        return self._keys.once(key, _fingerprint(upload), self._exists, submit)

    def _exists(self, job_id: str) -> bool:
        try:
            self._service.job(job_id)
        except JobNotFoundError:
            return False
        return True


def job_request(fields: dict[str, str]) -> JobRequest:
    """What the text fields ask for; an empty field is as good as none. Raises InvalidRequestError."""
    said = {name: text.strip() for name, text in fields.items() if text.strip()}
    separator, pitch = said.get("separator", "auto"), said.get("pitch", "auto")
    again = said.get("again", "false").lower()
    words = dict.fromkeys(word.strip() for word in said.get("stages", "").split(",") if word.strip())
    wrong = [
        *_unknown("separator", [separator], SEPARATORS),
        *_unknown("pitch", [pitch], PITCH_TRACKERS),
        *_unknown("stages", list(words), tuple(Stage)),
        *_unknown("again", [again], ("true", "false")),
    ]
    if wrong:
        raise InvalidRequestError(*wrong)
    url = said.get("webhook_url", "")
    if url:
        webhook.check_url(url)
    stages = tuple(stage for stage in Stage if not words or stage in words)
    return JobRequest(separator, pitch, stages, url, again == "true")


def _unknown(field: str, words: list[str], known: tuple[str, ...]) -> list[FieldError]:
    return [
        FieldError(field, f"{word[:40]!r} is not known. Known are {', '.join(known)}.")
        for word in words
        if word not in known
    ]


def _fingerprint(upload: Upload) -> str:
    parts = [upload.sha256, upload.filename, sorted(upload.fields.items())]
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()
