"""The program as its user meets it: a real screen, a real mouse, a real song, a real worker."""

import select
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil
import pytest
from PySide6.QtGui import QImage

from benchmarks.desktop.program import Home, Program, running
from benchmarks.desktop.screen import Screen, missing, screen
from benchmarks.songs import write_example
from core.example import SONG
from tests.conftest import ROOT
from tests.ui import drag_source, drop_target
from tests.watching import left_running, started, until

pytestmark = pytest.mark.slow

Found = TypeVar("Found")

QUEUE, WELCOME = "^Backline$", "^Welcome to Backline$"
START_SECONDS = 1.5
"""From the start of the process to its window."""
READY_SECONDS = 120.0
STEPS = 10
"""Of the mouse on its way: the drag protocol answers each."""
HOLD_SECONDS = 1.5
"""Until what is dragged has been gathered."""
ANSWER_SECONDS = 10.0
"""After which a hand tries again: the keys and drags of another program may get lost on a busy computer."""


def some_screen(*, tray: bool) -> AbstractContextManager[Screen]:
    if programs := missing():
        pytest.skip(f"needs {', '.join(programs)}")
    return screen(tray=tray)


@pytest.fixture(scope="module")
def desk() -> Iterator[Screen]:
    with some_screen(tray=True) as desk:
        yield desk


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """That of somebody who was welcomed before."""
    home = Home(tmp_path / "home", {"QUALITY": "fast"})
    (home.path / "config" / "backline").mkdir(parents=True)
    (home.path / "config" / "backline" / "windows.ini").write_text("[General]\nwelcomed=true\n")
    return home


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginning of the example: what takes a while is tried elsewhere."""
    return write_example(tmp_path_factory.mktemp("songs") / "short.flac", 6)


def middle(desk: Screen, window: int) -> tuple[int, int]:
    left, top, width, height = desk.place(window)
    return left + width // 2, top + height // 2


def drag(desk: Screen, begin: tuple[int, int], end: tuple[int, int]) -> None:
    x, y = begin
    desk.do("mousemove", x, y, "mousedown", 1, "mousemove", x + 15, y, "mousemove", x + 30, y)
    time.sleep(HOLD_SECONDS)
    for step in range(1, STEPS + 1):
        x, y = (a + (b - a) * step // STEPS for a, b in zip(begin, end, strict=True))
        desk.do("mousemove", x, y)
        time.sleep(0.05)  # A hand is no quicker.
    desk.do("mouseup", 1)


def again_until(act: Callable[[], object], condition: Callable[[], Found]) -> Found:
    """Do something, and once more where nothing comes of it for a while."""
    for _ in range(3):
        act()
        end = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.05)
    raise AssertionError("nothing came of it")


def press(desk: Screen, window: int, *keys: str) -> None:
    desk.do("windowactivate", "--sync", window, "key", *keys)


def printed(program: Any) -> str:
    """A line that another program has printed; empty where there is none."""
    return program.stdout.readline() if select.select([program.stdout], [], [], 0)[0] else ""


def has_ended(program: Program) -> bool:
    return not program.process.is_running() or program.process.status() == psutil.STATUS_ZOMBIE


def other_program(desk: Screen, module: Any, *words: str | Path) -> AbstractContextManager[Any]:
    return started([sys.executable, module.__file__, *map(str, words)], cwd=ROOT, env=desk.env)


def colours(picture: Path) -> int:
    """How many colours a picture has: an empty window has few."""
    image = QImage(str(picture))
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})


def ended(program: Program) -> dict[str, Any] | None:
    jobs = program.jobs()
    return jobs[0] if jobs and jobs[0]["status"] in ("completed", "failed") else None


def in_work(program: Program) -> bool:
    return any(job["status"] == "processing" for job in program.jobs())


@pytest.mark.alone
def test_the_window_is_up_within_a_moment(desk: Screen, home: Home) -> None:
    began = time.monotonic()
    with running(desk, home):
        desk.window(QUEUE)
        assert time.monotonic() - began < START_SECONDS


def test_who_comes_first_is_welcomed_and_tries_the_example(desk: Screen, tmp_path: Path) -> None:
    with running(desk, Home(tmp_path / "home", {"QUALITY": "fast"})) as program:
        desk.do("windowactivate", "--sync", desk.window(WELCOME), "key", "Return")
        assert until(program.jobs, 20)[0]["display_name"] == SONG.stem


def test_a_song_from_drop_to_view_and_over_to_the_server(
    desk: Screen, home: Home, tmp_path: Path, song: Path
) -> None:
    with running(desk, home) as program:
        queue = desk.window(QUEUE)
        with other_program(desk, drag_source, song):
            places = middle(desk, desk.window(drag_source.TITLE)), middle(desk, queue)
            again_until(lambda: drag(desk, *places), program.jobs)
        job = until(lambda: ended(program), READY_SECONDS)
        assert job["status"] == "completed"
        desk.do("windowactivate", "--sync", queue, "key", "Home", "key", "Return")
        view = desk.window(f"^{song.stem}$")
        until(lambda: colours(desk.picture(tmp_path / "view.png")) > 500)
        children = program.process.children(recursive=True)
        desk.do("windowactivate", "--sync", view, "key", "ctrl+q")
        assert program.process.wait(20) == 0
        assert not left_running(children)
    with running(desk, home, "--serve") as server:
        (same,) = server.jobs()
        assert same == job
        stems = httpx.get(f"{server.url()}/jobs/{same['id']}/stems").json()["stems"]
        assert {stem["name"] for stem in stems} >= {"vocals", "instrumental", "original"}


def test_a_finished_song_is_dragged_into_another_program(desk: Screen, home: Home, song: Path) -> None:
    with running(desk, home, "open", song) as program, other_program(desk, drop_target) as tracks:
        until(lambda: ended(program), READY_SECONDS)
        left, top, _, _ = desk.place(desk.window(QUEUE))
        places = (left + 120, top + 130), middle(desk, desk.window(drop_target.TITLE))
        line = again_until(lambda: drag(desk, *places), lambda: printed(tracks))
    paths = [Path(text) for text in line.strip().split("\t")]
    assert {path.name for path in paths} >= {f"{song.stem} - vocals.mp3", f"{song.stem}.mid"}
    assert all(path.is_file() for path in paths)


def test_a_second_start_hands_over_its_song_and_raises_the_window(
    desk: Screen, home: Home, song: Path
) -> None:
    with running(desk, home, "open", "--hidden") as first:
        first.url()
        assert not desk.windows(QUEUE)
        with running(desk, home, "open", song) as second:
            assert second.process.wait(20) == 0
        desk.window(QUEUE)
        until(first.jobs, 20)
        assert first.process.status() != psutil.STATUS_ZOMBIE


def test_sigterm_ends_it_and_the_song_goes_on_next_time(desk: Screen, home: Home, song: Path) -> None:
    with running(desk, home, "open", song) as program:
        until(lambda: in_work(program), 60)
        children = program.process.children(recursive=True)
        program.process.terminate()
        assert program.process.wait(20) == 0
        assert not left_running(children)
    with running(desk, home, "open", "--hidden") as again:
        assert until(lambda: ended(again), READY_SECONDS)["status"] == "completed"


def test_a_closed_window_goes_on_in_the_tray_and_quitting_finishes_the_song(desk: Screen, home: Home) -> None:
    with running(desk, home, "open", SONG) as program:
        queue = desk.window(QUEUE)
        until(lambda: in_work(program), 60)
        again_until(lambda: press(desk, queue, "alt+F4"), lambda: not desk.windows(QUEUE))
        tray = desk.do("search", "--onlyvisible", "--class", "trayer").splitlines()[-1]
        desk.do("mousemove", *middle(desk, int(tray)), "click", 1)
        queue = desk.window(QUEUE)
        desk.do("windowactivate", "--sync", queue, "key", "ctrl+q")
        question = until(lambda: [one for one in desk.windows(QUEUE) if one != queue], 20)
        assert program.process.is_running()
        desk.do("windowactivate", "--sync", question[0], "key", "Return")
        assert program.process.wait(READY_SECONDS) == 0
    with running(desk, home, "--serve") as server:
        assert [job["status"] for job in server.jobs()] == ["completed"]


def test_without_a_tray_the_window_is_the_program(home: Home) -> None:
    with some_screen(tray=False) as plain, running(plain, home) as program:
        queue = plain.window(QUEUE)
        program.url()
        again_until(lambda: press(plain, queue, "alt+F4"), lambda: has_ended(program))
        assert program.process.wait(20) == 0
    assert "tray" not in (home.path / "terminal.log").read_text().lower()


def test_a_folder_that_a_server_has_is_explained(desk: Screen, home: Home, song: Path) -> None:
    with running(desk, home, "--serve") as server:
        server.url()
        with running(desk, home) as program:
            desk.do("windowactivate", "--sync", desk.window(QUEUE), "key", "Return")
            assert program.process.wait(20) == 2
    assert "Another Backline works in" in (home.path / "terminal.log").read_text()
