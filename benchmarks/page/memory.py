"""The memory of the tab, before and after songs were opened, played and closed."""

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.page.browser import KEY, key_of_a_phone
from benchmarks.page.tab import Tab, plain_tab
from benchmarks.page.visits import House
from core.access.access import Access

PLAYED_SECONDS = 2.0
LISTED = "document.querySelector('a[href^=\"#/song/\"]')?.isConnected"
PLAY = "document.querySelector('button.play:enabled')"
PLAYING = "document.querySelector('.overview input')?.value > 0"


def memory(house: House, songs: list[str]) -> dict[str, Any]:
    """Megabytes of the tab's process, and of its JavaScript: at first, after one song and after all."""
    with tempfile.TemporaryDirectory() as folder, plain_tab(Path(folder)) as tab:
        _come_in(tab, house)
        figures = {"before": tab.megabytes()}
        for number, song in enumerate(songs, 1):
            _look_at(tab, song)
            if number in (1, len(songs)):
                figures[f"after_{number}"] = tab.megabytes()
    return {"songs": len(songs), **figures}


def _come_in(tab: Tab, house: House) -> None:
    key = json.dumps(key_of_a_phone(Access(house.data)))
    tab.ask("Page.addScriptToEvaluateOnNewDocument", source=f"localStorage.setItem('{KEY}', {key})")
    tab.ask("Page.navigate", url=f"{house.url}/")
    tab.until(LISTED)


def _look_at(tab: Tab, song: str) -> None:
    tab.run(f"location.hash = '#/song/{song}'")
    tab.until(f"!!{PLAY}")
    tab.run(f"{PLAY}.click()")
    tab.until(PLAYING)
    time.sleep(PLAYED_SECONDS)
    tab.run("location.hash = '#/'")
    tab.until(LISTED)
