"""Debian's Chromium without a window, as phones and desktops that look at the page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, StorageState, sync_playwright

from core.access.access import Access

PAGE = Path(__file__).parents[2] / "app" / "page"
"""What the server serves at `/`."""
PROGRAM = shutil.which("chromium")
COMPUTER = "192.168.1.20"
"""Under this address phones find the computer: a page from there is no secure context, and needs a key."""
KEY = "backline.key"
"""Under this name the page remembers its key."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    f"--host-resolver-rules=MAP {COMPUTER} 127.0.0.1",
)
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}


def missing() -> str:
    """What is not here of what the page is looked at with; empty where all of it is."""
    if PROGRAM is None:
        return "Chromium"
    return "" if (PAGE / "index.html").exists() else "the page: `npm run build` in web/"


@contextmanager
def chromium(voice: Path | None = None) -> Iterator[Browser]:
    """A browser for the length of a block, in which this thread can run no event loop of its own.

    voice: a WAV file that its microphone hears over and over; else it hears beeps.
    """
    heard = () if voice is None else (f"--use-file-for-fake-audio-capture={voice}",)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*FLAGS, *heard])
        try:
            yield browser
        finally:
            browser.close()


def from_phones(url: str) -> str:
    """The address of a server on loopback, as phones call it."""
    return f"http://{COMPUTER}:{urlsplit(url).port}"


def paired(access: Access, url: str) -> StorageState:
    """What a browser remembers that was let in at this address."""
    key = key_of_a_phone(access)
    return {"cookies": [], "origins": [{"origin": url, "localStorage": [{"name": KEY, "value": key}]}]}


def key_of_a_phone(access: Access) -> str:
    """The key of a phone that was just let in."""
    return access.redeem(access.invite().code, "A phone", "web", COMPUTER).key or ""
