"""The OpenAPI document, as the server generates it."""

import tempfile
from pathlib import Path
from typing import Any

import orjson

from app.api import create_app
from core.service import Service
from core.settings import load_settings

FILE = Path(__file__).parents[1] / "docs" / "openapi.json"


def document() -> dict[str, Any]:
    """What `GET /openapi.json` answers."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(load_settings(storage_path=Path(folder)).values)
        try:
            return create_app(service).openapi()
        finally:
            service.stop()


def as_bytes(document: dict[str, Any]) -> bytes:
    """A document of JSON as it lies in `docs/`."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
