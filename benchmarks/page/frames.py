"""How evenly a song is drawn while it plays: ten minutes, with a pitch every 10 ms."""

from typing import Any

import numpy as np
from playwright.sync_api import expect

from benchmarks.page.visits import SLOW, House

FRAMES = 600
FRAME_MS = 1000 / 60


def frames(house: House, song: str) -> dict[str, Any]:
    """Milliseconds from frame to frame and of the page's own work for one, on this machine and a slow one."""
    return {"quick": _playing(house, song, 1), "slow": _playing(house, song, SLOW)}


def _playing(house: House, song: str, slower: int) -> dict[str, float]:
    with house.visit(slower) as (page, _):
        page.goto(f"/#/song/{song}")
        page.get_by_role("button", name="Play", exact=True).click()
        expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
        page.wait_for_timeout(2000)
        found = page.evaluate(f"notes.frames({FRAMES})")
    apart, spent = np.array(found["apart"]), np.array(found["spent"])
    return {
        "median": float(np.median(apart)),
        "p95": float(np.percentile(apart, 95)),
        "longest": float(apart.max()),
        "in_time": float((apart < 1.5 * FRAME_MS).mean()),
        "work_median": float(np.median(spent)),
        "work_p95": float(np.percentile(spent, 95)),
    }
