"""Whether the windows answer at once, while a real job runs and a phone asks the server beside them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.main import start
from benchmarks.desktop.waiting import pause, wait_until
from benchmarks.desktop.watchdog import Watchdog, watching
from core.example import SONG
from core.finding import Finding, well
from core.jobs import Job, JobRequest
from core.service import Service
from core.settings import load_settings
from ui.bridge import Bridge
from ui.desktop import Desktop

QUICK = JobRequest("spleeter", "swiftf0", again=True)
SETTLE_MS = 400
"""For what an act sets going elsewhere, and what comes of it."""
ASK_SECONDS = 0.05
"""Between two questions of the phone."""


@dataclass
class Room:
    """A program with windows and server; one song is ready."""

    desktop: Desktop
    bridge: Bridge
    ready: Job

    def take_in_work(self) -> None:
        """Have a song in work, if there is none."""
        service = self.bridge.service
        if not service.queue().active_jobs:
            self.bridge.run(lambda: service.reception.receive(SONG, QUICK))
            wait_until(lambda: bool(service.queue().active_jobs))


Act = Callable[[Room], None]


def longest_waits(folder: Path) -> dict[str, float]:
    """What a user does -> the longest that the windows did not answer meanwhile, in ms."""
    with room(folder) as there:
        return {name: 1000 * watched(there, act).longest for name, act in ACTS.items()}


def watched(there: Room, act: Act) -> Watchdog:
    """Do something while a song is in work, and watch Qt's thread."""
    there.take_in_work()
    with watching() as dog:
        act(there)
        pause(SETTLE_MS)
    return dog


@contextmanager
def room(folder: Path) -> Iterator[Room]:
    """The whole program in this process, with windows on Qt's screen, and a phone that asks all the time."""
    own = {"storage_path": folder / "data", "api_host": "127.0.0.1", "api_port": 0, "discovery": False}
    with ExitStack() as parts:
        service = Service(load_settings(**own, enable_gpu=False).values)
        parts.callback(service.stop)
        bridge = Bridge(service)
        parts.callback(bridge.close)
        desktop = Desktop(bridge, folder / "windows.ini", _findings)
        server = start(service, parts)
        parts.callback(desktop.close)
        desktop.show()
        song = service.reception.receive(SONG, QUICK)
        parts.enter_context(_asking(server.url))
        wait_until(lambda: service.job(song.id).status.ended)
        yield Room(desktop, bridge, service.job(song.id))


def _findings() -> list[Finding]:
    return [well("disk", "There is room.")]


@contextmanager
def _asking(url: str) -> Iterator[None]:
    done = threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=f"{url}/api/v1") as client:
            while not done.wait(ASK_SECONDS):
                client.get("/jobs").raise_for_status()

    phone = threading.Thread(target=ask, name="phone")
    phone.start()
    try:
        yield
    finally:
        done.set()
        phone.join()


def _search_and_sort(there: Room) -> None:
    queue = there.desktop.windows.queue
    for letter in "song":
        QTest.keyClicks(queue.toolbar.search, letter)
        pause(20)
    queue.toolbar.search.clear()
    for column in range(4):
        queue.view.header.sort_by(column, True)
        pause(20)


def _drop(there: Room) -> None:
    there.desktop.windows.queue.add([SONG] * 5)


def _delete_and_undo(there: Room) -> None:
    queue = there.desktop.windows.queue
    queue.view.setFocus()
    queue.view.selectRow(0)
    QTest.keyClick(queue.view, Qt.Key.Key_Delete)
    pause(50)
    queue.deletions.undo()


def _open_song(there: Room) -> None:
    there.desktop.windows.show_song(there.ready.id)


def _play_and_look_around(there: Room) -> None:
    view = _opened(there.ready.id, there)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Plus, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(view, key)
        pause(300)
    QTest.keyClick(view, Qt.Key.Key_Space)


def _close_song(there: Room) -> None:
    _opened(there.ready.id, there).close()


def _turn_settings(there: Room) -> None:
    for page in ("models", "work", "storage", "network", "general", "diagnostics"):
        there.desktop.windows.show_settings(page)
        pause(100)
    QTest.keyClick(_opened("settings", there), Qt.Key.Key_Escape)


def _pair(there: Room) -> None:
    there.desktop.windows.show_phones()
    pause(500)
    QTest.keyClick(_opened("phones", there), Qt.Key.Key_Escape)


def _a_phone_asks(there: Room) -> None:
    access = there.bridge.service.access
    there.bridge.run(lambda: access.request("Pixel 8", "Android", "192.168.1.31"))
    pause(2500)


def _pause_and_go_on(there: Room) -> None:
    queue = there.desktop.windows.queue
    queue.toolbar.pause.click()
    pause(300)
    queue.toolbar.pause.click()


ACTS: dict[str, Act] = {
    "searching and sorting": _search_and_sort,
    "songs are dropped": _drop,
    "deleting, and having back": _delete_and_undo,
    "pausing, and going on": _pause_and_go_on,
    "a song is opened": _open_song,
    "playing, seeking, zooming": _play_and_look_around,
    "a song is closed": _close_song,
    "the pages of the settings": _turn_settings,
    "pairing a phone": _pair,
    "a phone asks": _a_phone_asks,
}


def _opened(name: str, there: Room) -> QWidget:
    window = there.desktop.windows.opened(name)
    assert window is not None, name
    return window
