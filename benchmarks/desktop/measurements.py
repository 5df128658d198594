"""The figures of the desktop: each function returns a section for the page."""

import statistics
import time
from pathlib import Path
from typing import Any

from benchmarks import song_view
from benchmarks.desktop.answers import longest_waits
from benchmarks.desktop.offscreen import offscreen
from benchmarks.desktop.program import Home, Program, running
from benchmarks.desktop.rows import longest_in_a_list
from benchmarks.desktop.screen import Screen, screen
from benchmarks.songs import write_example

STARTS = 5
SONGS = 10
SONG_SECONDS = 60
QUICK = {"QUALITY": "fast"}
WINDOW, SONG_WINDOW = "^Backline$", "^song "
LOOKED_AT_SECONDS = 2.0
MEGABYTE = 1e6


def start(folder: Path) -> dict[str, Any]:
    """From the start of the process to its window on the screen, in seconds."""
    with screen(tray=True) as desk:
        home = Home(folder / "home", QUICK)
        return {"seconds": statistics.median(_start(desk, home) for _ in range(STARTS))}


def memory(folder: Path) -> dict[str, Any]:
    """The memory of windows and server, in MB: at the start, with songs done, after songs were looked at."""
    home = Home(folder / "home", QUICK)
    songs = [_song(folder, number) for number in range(SONGS)]
    with screen(tray=True) as desk, running(desk, home, "open", *songs) as program:
        desk.window(WINDOW)
        program.url()
        figures = {"start": _resident(program)}
        _wait_for_songs(program)
        figures["analysed"] = _resident(program)
        desk.do("windowactivate", "--sync", desk.window(WINDOW), "key", "Home")
        for _ in range(SONGS):
            _look_at_a_song(desk)
        figures["looked_at"] = _resident(program)
    return figures


def answers(folder: Path) -> dict[str, Any]:
    """The longest that the windows' thread did not answer while a real job ran, in ms."""
    return offscreen(longest_waits, folder)


def rows(folder: Path) -> dict[str, Any]:
    """A list of 10,000 songs: how long its thread is busy with what a user does, in ms."""
    return offscreen(longest_in_a_list, folder)


def painting(folder: Path) -> dict[str, Any]:
    """A view of a 10-minute song with six stems, 1600 x 1000, scrolled while a worker is busy, in ms."""
    return offscreen(song_view.measure, folder)


SECTIONS = {
    "desktop_start": start,
    "desktop_memory": memory,
    "desktop_answers": answers,
    "desktop_rows": rows,
    "desktop_painting": painting,
}


def _start(desk: Screen, home: Home) -> float:
    began = time.monotonic()
    with running(desk, home):
        desk.window(WINDOW)
        return time.monotonic() - began


def _song(folder: Path, number: int) -> Path:
    """The example over and over; no two are alike."""
    return write_example(folder / f"song {number:02}.flac", SONG_SECONDS + number)


def _wait_for_songs(program: Program) -> None:
    while {job["status"] for job in program.jobs()} != {"completed"} or len(program.jobs()) < SONGS:
        time.sleep(0.5)


def _resident(program: Program) -> float:
    time.sleep(LOOKED_AT_SECONDS)
    return float(program.process.memory_info().rss) / MEGABYTE


def _look_at_a_song(desk: Screen) -> None:
    """Open the list's next song, play it for a moment, and close it."""
    desk.do("key", "Return")
    view = desk.window(SONG_WINDOW)
    desk.do("windowactivate", "--sync", view, "key", "space")
    time.sleep(LOOKED_AT_SECONDS)
    desk.do("key", "alt+F4")
    while desk.windows(SONG_WINDOW):
        time.sleep(0.05)
    desk.do("windowactivate", "--sync", desk.window(WINDOW), "key", "Down")
