"""A tab of a browser that nobody listens to: for Playwright it keeps all answers, up to 100 MB of them."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
from websockets.sync.client import ClientConnection, connect

from benchmarks.page.browser import FLAGS, PROGRAM

PATIENCE_SECONDS = 30.0
POLL_SECONDS = 0.05
SCREEN = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
RENDERER = "--type=renderer"


class Tab:
    """Asks by the Chrome DevTools Protocol."""

    def __init__(self, browser: psutil.Process, socket: ClientConnection) -> None:
        self._browser = browser
        self._socket = socket
        self._asked = 0

    def ask(self, method: str, **what: Any) -> dict[str, Any]:
        """The result of a command."""
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": what}))
        while (told := json.loads(self._socket.recv())).get("id") != self._asked:
            pass
        result: dict[str, Any] = told["result"]
        return result

    def run(self, script: str) -> Any:
        """What a script comes to, as if out of a press."""
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True, userGesture=True)
        return told["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until a script comes to something true. Raises TimeoutError."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.run(script):
            if time.monotonic() > end:
                raise TimeoutError(script)
            time.sleep(POLL_SECONDS)

    def megabytes(self) -> dict[str, float]:
        """What the tab's process has for itself, and what of it are objects of scripts."""
        self.ask("HeapProfiler.collectGarbage")
        heap = self.ask("Runtime.getHeapUsage")["usedSize"]
        processes = [each for each in self._browser.children(recursive=True) if RENDERER in each.cmdline()]
        return {"process": max(each.memory_full_info().uss for each in processes) / 1e6, "heap": heap / 1e6}


@contextmanager
def plain_tab(folder: Path) -> Iterator[Tab]:
    """A phone's tab for the length of a block. folder: an empty one, for what the browser keeps."""
    command = [str(PROGRAM), *FLAGS, "--headless", "--remote-debugging-port=0", f"--user-data-dir={folder}"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*command, "about:blank"], stdout=quiet, stderr=quiet) as browser:
        try:
            with connect(_address(folder / "DevToolsActivePort"), max_size=None) as socket:
                tab = Tab(psutil.Process(browser.pid), socket)
                tab.ask("Page.enable")
                tab.ask("Emulation.setDeviceMetricsOverride", **SCREEN)
                yield tab
        finally:
            browser.terminate()


def _address(told: Path) -> str:
    """Where the browser's first tab listens. told: the file in which the browser writes its port."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not (told.exists() and (lines := told.read_text().splitlines())):
        if time.monotonic() > end:
            raise TimeoutError("Chromium did not start.")
        time.sleep(POLL_SECONDS)
    tabs = httpx.get(f"http://127.0.0.1:{lines[0]}/json").json()
    return str(next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page"))
