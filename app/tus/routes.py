"""The addresses of uploads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import anyio
from fastapi import APIRouter, Request, Response

from app.access.caller import Caller, Who
from app.intake import Intake, job_request
from app.multipart import too_large
from app.schemas import UploadState, wire_time
from app.tus.errors import OffsetMismatchError, UploadLockedError
from app.tus.finishing import Finishing, fields_of, filename_of
from app.tus.partial import Partial
from app.tus.protocol import (
    ALGORITHMS,
    BODY_TYPE,
    EXTENSIONS,
    VERSION,
    check_body_type,
    checksum_of,
    length_of,
    metadata_of,
    offset_of,
)
from app.tus.store import UploadStore, expires_at
from core.errors import FileTooLargeError, InvalidAudioError, StorageError, UnavailableError
from core.service import Service


def _header(name: str, example: str, required: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "schema": {"type": "string"},
        "example": example,
    }


_BODY = {"requestBody": {"content": {BODY_TYPE: {"schema": {"type": "string", "format": "binary"}}}}}
_SPOKEN = {"parameters": [_header("Tus-Resumable", VERSION, required=True)]}
_CHECKSUM = _header("Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")
_BEGUN = _BODY | {
    "parameters": [
        *_SPOKEN["parameters"],
        _header("Upload-Length", "3480000", required=True),
        _header("Upload-Metadata", "filename c29uZy5tcDM=,title U29uZw=="),
        _CHECKSUM,
    ]
}
_PART = _BODY | {
    "parameters": [*_SPOKEN["parameters"], _header("Upload-Offset", "0", required=True), _CHECKSUM]
}


class UploadRoutes:
    """`/uploads`, over a folder of uploads that it looks after while the server runs."""

    def __init__(self, service: Service, intake: Intake, path: str) -> None:
        self._service = service
        self._intake = intake
        self._path = path
        self._store = UploadStore(service.reception.uploads)
        self._finishing = Finishing(service, intake, self._store)
        self.router = APIRouter(tags=["uploads"], lifespan=self._lifespan)
        add = self.router.add_api_route
        one = "/uploads/{upload_id}"
        add("/uploads", self.options, methods=["OPTIONS"], status_code=204)
        add("/uploads", self.begin, methods=["POST"], status_code=201, openapi_extra=_BEGUN)
        add(one, self.options, methods=["OPTIONS"], status_code=204, include_in_schema=False)
        add(one, self.state)
        add(one, self.head, methods=["HEAD"], response_class=Response, openapi_extra=_SPOKEN)
        add(one, self.patch, methods=["PATCH"], status_code=204, openapi_extra=_PART)
        add(one, self.delete, methods=["DELETE"], status_code=204, openapi_extra=_SPOKEN)

    @asynccontextmanager
    async def _lifespan(self, _app: object) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._finishing.look_after)
            yield
            tasks.cancel_scope.cancel()

    async def options(self) -> Response:
        """What the server knows of tus."""
        headers = {
            "Tus-Extension": ",".join(EXTENSIONS),
            "Tus-Max-Size": str(self._intake.max_bytes),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        }
        return Response(status_code=204, headers=headers)

    async def begin(self, request: Request, caller: Who) -> Response:
        """Announce a song; a body is its first part."""
        length = length_of(request.headers)
        metadata = request.headers.get("upload-metadata", "")
        checksum = checksum_of(request.headers)
        has_body = request.headers.get("content-type") == BODY_TYPE
        if request.headers.get("content-length", "0") != "0":
            check_body_type(request.headers)
        await self._check(length, metadata_of(metadata), caller)
        upload = await self._store.begin(caller.id, length, metadata)
        location = {"Location": f"{self._path}/{upload.info.id}"}
        if not has_body:
            return Response(status_code=201, headers=location | _expiry(upload))
        async with self._store.at_once(upload.info.id, caller.id):
            try:
                await upload.receive(request.stream(), checksum)
                await self._finishing.finish(upload, caller)
            except BaseException:
                # Nobody knows its address.
                with anyio.CancelScope(shield=True):
                    await self._store.remove(upload)
                raise
        return Response(status_code=201, headers=location | _progress(upload))

    async def _check(self, length: int, metadata: dict[str, str], caller: Caller) -> None:
        if length > self._intake.max_bytes:
            raise too_large("The file", self._intake.max_bytes)
        if length == 0:
            raise InvalidAudioError(f"{filename_of(metadata)} is empty.")
        await self._intake.request_of(fields_of(metadata), caller)
        self._service.reception.check_space(length + self._store.outstanding())

    async def state(self, upload_id: str, caller: Who) -> UploadState:
        """How far it is, without a word of tus. Does not disturb a request that sends bytes."""
        upload = self._store.get(upload_id, caller.id)
        info, request = upload.info, job_request(fields_of(metadata_of(upload.info.metadata)))
        return UploadState(
            upload_id=info.id,
            offset=upload.offset,
            length=info.length,
            expires_at=wire_time(_time(expires_at(upload))),
            job_id=info.job_id or None,
            webhook_secret=self._intake.webhook_secret(request, info.job_id) if info.job_id else "",
        )

    async def head(self, upload_id: str, caller: Who) -> Response:
        """Where to go on. A request that still sends bytes is ended: its connection is lost."""
        async with self._store.taken_over(upload_id, caller.id) as upload:
            try:
                await self._finishing.finish(upload, caller)
            except (StorageError, UnavailableError) as error:
                # To a tus client, locked means to ask again, and anything else to send all of it again.
                raise UploadLockedError("All of it is here, but the server cannot take it now.") from error
        headers = {"Upload-Length": str(upload.info.length), "Upload-Metadata": upload.info.metadata}
        return Response(headers={name: text for name, text in headers.items() if text} | _progress(upload))

    async def patch(self, request: Request, upload_id: str, caller: Who) -> Response:
        """Send the next part. The answer to the last one has the job's id in X-Job-Id."""
        check_body_type(request.headers)
        offset, checksum = offset_of(request.headers), checksum_of(request.headers)
        async with self._store.at_once(upload_id, caller.id) as upload:
            if offset != upload.offset:
                raise OffsetMismatchError(f"{upload.offset} bytes are here. Go on from there.")
            if int(request.headers.get("content-length", 0)) > upload.info.length - offset:
                raise FileTooLargeError("This is more than the Upload-Length of this upload.")
            if not upload.is_whole:
                self._service.reception.check_space(upload.info.length - offset)
                await upload.receive(request.stream(), checksum)
            await self._finishing.finish(upload, caller)
        return Response(status_code=204, headers=_progress(upload))

    async def delete(self, upload_id: str, caller: Who) -> Response:
        """Give up an upload. A job that was made of it stays."""
        async with self._store.taken_over(upload_id, caller.id) as upload:
            await self._store.remove(upload)
        return Response(status_code=204)


def _progress(upload: Partial) -> dict[str, str]:
    job = {"X-Job-Id": upload.info.job_id} if upload.info.job_id else {}
    return {"Upload-Offset": str(upload.offset)} | _expiry(upload) | job


def _expiry(upload: Partial) -> dict[str, str]:
    return {"Upload-Expires": format_datetime(_time(expires_at(upload)), usegmt=True)}


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
