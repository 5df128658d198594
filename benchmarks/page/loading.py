"""The first load: how many bytes of script, and how long until the songs are there."""

from statistics import median
from typing import Any

from benchmarks.page.visits import SLOW, House

VISITS = 5
SETTLE_MS = 2000
"""For what the page loads after it is shown."""
SCRIPTS = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))"


def loading(house: House) -> dict[str, Any]:
    """Scripts in bytes, compressed as they come; milliseconds until the list is painted on a slow phone."""
    visits = [_shown_after(house) for _ in range(VISITS)]
    return {"scripts": _scripts(house), "shown_ms": median(visits), "visits_ms": visits}


def _shown_after(house: House) -> float:
    with house.visit(SLOW) as (page, _):
        page.goto("/")
        return float(page.evaluate("notes.shown"))


def _scripts(house: House) -> int:
    with house.visit() as (page, _):
        page.goto("/")
        page.evaluate("notes.shown")
        page.wait_for_timeout(SETTLE_MS)
        return sum(page.evaluate(f"{SCRIPTS}.map(({{ encodedBodySize }}) => encodedBodySize)"))
