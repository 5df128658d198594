"""`docs/desktop.md`: the figures of the program with windows."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import store
from benchmarks.desktop.measurements import SECTIONS, SONGS
from benchmarks.desktop.screen import missing

PAGE = Path(__file__).parents[2] / "docs" / "desktop.md"
INTRODUCTION = Path(__file__).with_name("introduction.md")

MOVES = {"scroll": "scrolling", "creep": "scrolling slowly", "zoom": "zooming", "play": "playing"}
Row = tuple[str, str, str, bool]
"""What, measured, bound, whether it is met."""


def main(names: list[str]) -> None:
    """Measure the sections that are named, or all, and write the page from all that was ever measured."""
    if programs := missing():
        sys.exit(f"These programs are missing: {', '.join(programs)}.")
    store.measure(SECTIONS, names)
    store.publish(PAGE, page())


def page() -> str:
    """The page, of what is in the store."""
    text = INTRODUCTION.read_text(encoding="utf-8")
    text += f"\n## Figures\n\nWritten by `python -m benchmarks desktop` with {store.machine()}.\n\n"
    text += "| | measured | bound | met |\n|---|---|---|---|\n"
    for what, measured, bound, met in _rows():
        text += f"| {what} | {measured} | {bound} | {'yes' if met else '**no**'} |\n"
    return text


def _rows() -> Iterator[Row]:
    seconds = store.load("desktop_start")["seconds"]
    yield "from the start of the process to its window", f"{seconds:.2f} s", "1.5 s", seconds <= 1.5
    memory = store.load("desktop_memory")
    for name, what in (
        ("start", "memory of windows and server after the start"),
        ("analysed", f"after {SONGS} songs were analysed"),
        ("looked_at", "after each of them was opened, played and closed"),
    ):
        yield what, f"{memory[name]:.0f} MB", "200 MB", memory[name] < 200
    for what, longest in store.load("desktop_answers").items():
        yield f"longest wait for the windows: {what}", f"{longest:.0f} ms", "50 ms", longest <= 50
    for what, longest in store.load("desktop_rows").items():
        yield f"10,000 songs: {what}", f"{longest:.1f} ms", "50 ms", longest <= 50
    painting = store.load("desktop_painting")
    for move, what in MOVES.items():
        p95 = painting[f"{move}_p95"]
        yield f"painting a song while {what}, 95th percentile", f"{p95:.1f} ms", "12 ms", p95 <= 12
