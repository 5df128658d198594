"""A phone at a server: what it loads, how it is slowed down, what it notes meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.page.browser import PHONE, from_phones, paired
from benchmarks.server import Served
from core.access.access import Access

SLOW = 4
"""A slow phone takes this many times as long as the machine that measures."""
NOTES = (Path(__file__).parent / "notes.js").read_text(encoding="utf-8")


class Visit(NamedTuple):
    """A tab that has not asked for the page yet, and the tools of its developer."""

    page: Page
    tools: CDPSession


class House(NamedTuple):
    """A browser, and a server whose data lie in a folder."""

    browser: Browser
    server: Served
    data: Path

    @property
    def url(self) -> str:
        """Where phones find the server."""
        return from_phones(str(self.server.client.base_url))

    @contextmanager
    def visit(self, slower: int = 1) -> Iterator[Visit]:
        """A paired phone with nothing in its cache, for the length of a block. slower: than this machine."""
        storage = paired(Access(self.data), self.url)
        context = self.browser.new_context(base_url=self.url, storage_state=storage, **PHONE)
        try:
            page = context.new_page()
            page.add_init_script(NOTES)
            tools = context.new_cdp_session(page)
            tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            yield Visit(page, tools)
        finally:
            context.close()
