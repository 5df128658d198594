"""What routes that send the files of a song have in common."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import orjson
from fastapi import APIRouter, Depends

from core.documents import Document
from core.service import Service


class FileRoutes:
    """Routes that know HEAD; until an answer is sent, its job counts as being read."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._library = service.library
        self.router = APIRouter(tags=["results"], dependencies=[Depends(self._reading)])

    async def _reading(self, job_id: str) -> AsyncIterator[None]:
        with self._library.reading(job_id):
            yield

    def _add(self, path: str, endpoint: Callable[..., Any], **documentation: Any) -> None:
        self.router.add_api_route(path, endpoint, **documentation)
        self.router.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


def sends(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """What a route sends besides JSON, for the generated documentation."""
    file = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"content": dict.fromkeys(media_types, file), "description": "The file."}}


def read_document(path: Path) -> Document | None:
    """A document of a finished job; None where the stage that makes it was not asked for."""
    return orjson.loads(path.read_bytes()) if path.is_file() else None
