"""`python -m documentation.screenshots.page [VIEW...]`: the page on a phone and a desktop, light and dark.

Songs are analysed first, and the server is a process of its own, as for its users.
"""

import io
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import soundfile as sf
from playwright.sync_api import Browser

from benchmarks.page.browser import DESKTOP, PHONE, chromium, from_phones, missing, paired
from benchmarks.server import API, Served, serving
from core.access.access import Access
from documentation.screenshots import views
from documentation.screenshots.__main__ import FOLDER, MODELS, PAGE, SCHEMES
from documentation.screenshots.png import small
from documentation.screenshots.songs import READY, TO_COME, analysed, write_song
from documentation.screenshots.views import Stage, View

DEVICES: dict[str, dict[str, Any]] = {"phone": PHONE, "desktop": DESKTOP}
SETTLE_MS = 500
PATIENCE_SECONDS = 120.0
LATER_SECONDS = 0.25
"""So much later than the microphone is the song begun."""
OUTSIDE: dict[str, View] = {"pair": views.pair, "pair-digits": views.pair_digits}
"""By the names of their pictures: for devices that are not let in."""
INSIDE: dict[str, View] = {
    "songs": views.songs,
    "about": views.about,
    "memo": views.memo,
    "song": views.song,
    "mixer": views.mixer,
    "practice": views.practice,
    "sheet": views.sheet,
    "sing": views.sing,
    "take-away": views.take_away,
}
EMPTY, SENDING, IN_WORK = "songs-empty", "sending", "songs-in-work"
BESIDE = {"mixer", "practice"}
"""A desktop shows them beside every song."""
SECURE = {"memo", "sing"}
"""Views for pages that may use the microphone."""
NAMES = (*OUTSIDE, EMPTY, *INSIDE, SENDING, IN_WORK)


def pictures() -> dict[str, tuple[str, str, str]]:
    """View, device and scheme by the names of their files."""
    return {
        f"{PAGE}{view}-{device}-{scheme}.png": (view, device, scheme)
        for view, device, scheme in product(NAMES, DEVICES, SCHEMES)
        if not (device == "desktop" and view in BESIDE)
    }


@dataclass(frozen=True)
class Studio:
    """A browser, a server, and where its data lie."""

    browser: Browser
    server: Served
    data: Path
    out: Path

    def draw(self, name: str, view: View) -> None:
        """Write the pictures of a view."""
        for file, (shown, device, scheme) in pictures().items():
            if shown == name:
                (self.out / file).write_bytes(self._drawn(name, view, device, scheme))

    def _drawn(self, name: str, view: View, device: str, scheme: str) -> bytes:
        here = str(self.server.client.base_url)
        is_here = name in SECURE or (device == "desktop" and name not in OUTSIDE)
        url, access = here if is_here else from_phones(here), Access(self.data)
        memory = {} if name in OUTSIDE else {"storage_state": paired(access, url)}
        how = DEVICES[device] | memory | {"base_url": url, "color_scheme": scheme, "locale": "en-GB"}
        context = self.browser.new_context(permissions=["microphone"], **how)
        try:
            page = context.new_page()
            page.goto("/")
            view(Stage(page, self.server.client, access, READY.name))
            page.wait_for_timeout(SETTLE_MS)
            return small(page.screenshot())
        finally:
            context.close()


def main(names: list[str], out: Path = FOLDER) -> None:
    """Draw the views that are named, or all."""
    if what := missing():
        sys.exit(f"This is missing: {what}.")
    with tempfile.TemporaryDirectory() as folder:
        draw(Path(folder), out, set(names) or set(NAMES))


def draw(folder: Path, out: Path, names: set[str]) -> None:
    """Draw views. folder: an empty one. out: for the pictures."""
    models = {"backline_models_dir": MODELS} if MODELS.is_dir() else {}
    data, empty = folder / "data", folder / "empty"
    analysed(data, MODELS if MODELS.is_dir() else None)
    with serving(data, **models) as server, chromium(_voice(server, folder / "voice.wav")) as browser:
        studio = Studio(browser, server, data, out)
        if EMPTY in names:
            with serving(empty, **models) as other:
                replace(studio, server=other, data=empty).draw(EMPTY, views.songs_empty)
        for name, view in (OUTSIDE | INSIDE).items():
            if name in names:
                studio.draw(name, view)
        if IN_WORK in names:
            _work(server, [write_song(folder, title) for title in TO_COME])
            studio.draw(IN_WORK, views.songs)
        if SENDING in names:
            songs = [write_song(folder, replace(title, colours=None)) for title in TO_COME]
            studio.draw(SENDING, partial(views.sending, files=songs))


def _voice(server: Served, path: Path) -> Path:
    """What somebody sings who knows the song: its voice, as a file."""
    song = views.song_named(server.client, READY.name)
    voice = server.client.get(f"{API}/jobs/{song}/stems/vocals?format=wav").raise_for_status().content
    sound, rate = sf.read(io.BytesIO(voice))
    sf.write(path, np.concatenate([np.zeros((round(LATER_SECONDS * rate), 2)), sound]), rate)
    return path


def _work(server: Served, songs: list[Path]) -> None:
    """Have the server analyse these; returns when the first is under way."""
    jobs = []
    for song in songs:
        sent = server.client.post(f"{API}/transcribe", files={"file": (song.name, song.read_bytes())})
        jobs.append(sent.raise_for_status().json()["job_id"])
    end = time.monotonic() + PATIENCE_SECONDS
    while server.client.get(f"{API}/jobs/{jobs[0]}/status").json()["progress"] < 20:
        if time.monotonic() > end:
            raise TimeoutError("The song is not being analysed.")
        time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1:])
