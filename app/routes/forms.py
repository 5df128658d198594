"""The forms that songs come in, as the generated documentation has them."""

from typing import Annotated, Any

from fastapi import Header

from app.idempotency import HEADER
from app.intake import PITCH_TRACKERS, SEPARATORS
from core.models import Stage

Key = Annotated[str | None, Header(alias=HEADER, description="Makes a repeated request harmless.")]
"""A route's parameter."""

_SONG = {"type": "string", "format": "binary"}
_OPTIONS: dict[str, Any] = {
    "separator": {"type": "string", "enum": SEPARATORS, "default": "auto"},
    "pitch": {"type": "string", "enum": PITCH_TRACKERS, "default": "auto"},
    "stages": {"type": "string", "description": f"Comma list of {', '.join(Stage)}; empty: all."},
    "webhook_url": {
        "type": "string",
        "description": "Local address that gets the status, signed, when the job ends.",
    },
    "again": {
        "type": "boolean",
        "default": False,
        "description": "Analyse also a song whose results are there already.",
    },
}


def _form(fields: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "required": ["file"], "properties": fields | _OPTIONS}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


SONG_FORM = _form(
    {
        "file": _SONG | {"description": "The song; its content decides the format."},
        "title": {"type": "string", "description": "Name to show instead of the file's."},
    }
)
BATCH_FORM = _form(
    {"file": {"type": "array", "items": _SONG, "description": "Songs, zips with songs, or both."}}
)
