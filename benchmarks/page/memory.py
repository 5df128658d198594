"""The memory of the tab, before and after songs were opened, played and closed."""

from typing import Any

import psutil
from playwright.sync_api import Page, expect

from benchmarks.page.visits import House, Visit

PLAYED_MS = 2000


def memory(house: House, songs: list[str]) -> dict[str, Any]:
    """Megabytes of the tab's process, and of its JavaScript: at first, after one song and after all."""
    with house.visit() as visit:
        visit.page.goto("/")
        visit.page.evaluate("notes.shown")
        figures = {"before": _megabytes(house, visit)}
        for number, song in enumerate(songs, 1):
            _look_at(visit.page, song)
            if number in (1, len(songs)):
                figures[f"after_{number}"] = _megabytes(house, visit)
    return {"songs": len(songs), **figures}


def _look_at(page: Page, song: str) -> None:
    page.evaluate(f"location.hash = '#/song/{song}'")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.wait_for_timeout(PLAYED_MS)
    page.evaluate("location.hash = '#/'")
    page.locator("a[href^='#/song/']").first.wait_for()


def _megabytes(house: House, visit: Visit) -> dict[str, float]:
    visit.tools.send("HeapProfiler.collectGarbage")
    heap = visit.page.evaluate("performance.memory.usedJSHeapSize")
    told = house.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    tabs = [process["id"] for process in told["processInfo"] if process["type"] == "renderer"]
    return {
        "process": max(psutil.Process(tab).memory_full_info().uss for tab in tabs) / 1e6,
        "heap": heap / 1e6,
    }
