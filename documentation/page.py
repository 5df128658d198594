"""The examples in `docs/api.md`: written from a real run, read again by the tests."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from documentation.exchange import Exchange

FILE = Path(__file__).parents[1] / "docs" / "api.md"
BASE_PATH = "/api/v1"
TITLE = "## Examples"
INTRODUCTION = (
    "One exchange for every route, from a run of `python -m documentation` against a real server with a real "
    "song. Ids, times and keys are stand-ins; of a list the first two entries are shown, of a text the first "
    "lines. Headers that are everywhere are left out."
)
SOCKETS = {"WS /ws", "WS /ws/jobs/{job_id}"}
"""OpenAPI knows no WebSockets."""
_EXAMPLE = re.compile(r"<!-- example: (.+?) -->\n```http\n(.*?)\n```\n```http\n(.*?)\n```", re.DOTALL)


def write(exchanges: Iterable[Exchange], file: Path = FILE) -> None:
    """Put the section of examples in the place of the one that is there, or at the end."""
    text = file.read_text(encoding="utf-8")
    before, _, rest = text.partition(f"\n{TITLE}\n")
    after = rest[following.start() :] if (following := re.search(r"^## ", rest, re.MULTILINE)) else ""
    examples = "\n\n".join(map(_example, exchanges))
    section = f"{TITLE}\n\n{INTRODUCTION}\n\n{examples}\n"
    file.write_text(f"{before.rstrip()}\n\n{section}{after and chr(10)}{after}", encoding="utf-8")


def examples(file: Path = FILE) -> list[Exchange]:
    """Those that the page holds."""
    return [Exchange(*found) for found in _EXAMPLE.findall(file.read_text(encoding="utf-8"))]


def missing(openapi: dict[str, Any], shown: set[str]) -> set[str]:
    """The routes of which no example is shown."""
    return (routes(openapi) | SOCKETS) - shown


def routes(openapi: dict[str, Any]) -> set[str]:
    """Method and template of every route; what is at the root too counts once."""
    return {
        f"{method.upper()} {path.removeprefix(BASE_PATH)}"
        for path, operations in openapi["paths"].items()
        for method in operations
    }


def _example(exchange: Exchange) -> str:
    marker = f"### {exchange.route}\n\n<!-- example: {exchange.route} -->"
    return f"{marker}\n```http\n{exchange.request}\n```\n```http\n{exchange.answer}\n```"
