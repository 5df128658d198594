"""`docs/packaging.md`: how bundles are built, and the figures of the one for Linux."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import store
from benchmarks.bundle.measurements import BUNDLE, SECTIONS
from benchmarks.desktop.screen import missing

PAGE = Path(__file__).parents[2] / "docs" / "packaging.md"
INTRODUCTION = Path(__file__).with_name("introduction.md")
MEGABYTE = 1e6
SMALL_MB = 3.0
"""Parts below are one row."""


def main(names: list[str]) -> None:
    """Measure the sections that are named, or all, and write the page from all that was ever measured."""
    if programs := missing():
        sys.exit(f"These programs are missing: {', '.join(programs)}.")
    if not BUNDLE.is_dir():
        sys.exit(f"{BUNDLE} is not there: python packaging/build.py builds it.")
    store.measure(SECTIONS, names)
    store.publish(PAGE, page())


def page() -> str:
    """The page, of what is in the store."""
    text = INTRODUCTION.read_text(encoding="utf-8")
    text += f"\n## Figures\n\nWritten by `python -m benchmarks bundle` with {store.machine()}.\n\n"
    text += "| | |\n|---|---|\n"
    text += "".join(f"| {what} | {figure} |\n" for what, figure in _rows())
    text += "\n### What the parts weigh\n\n| part | MB |\n|---|---|\n"
    text += "".join(f"| {part} | {megabytes:.0f} |\n" for part, megabytes in _parts())
    text += "\n### What was left out\n\n| package | installed, MB | in the bundle, MB |\n|---|---|---|\n"
    text += "".join(f"| {package} | {whole:.0f} | {kept:.0f} |\n" for package, whole, kept in _left_out())
    lines = store.load("bundle_self_test")["report"].strip().splitlines()
    report = "\n".join(line.rstrip() for line in lines)
    return f"{text}\n### What the bundle says of itself\n\n```\n{report}\n```\n"


def _rows() -> Iterator[tuple[str, str]]:
    weights, start = store.load("bundle_weights"), store.load("bundle_start")
    total, memory = weights["total"], store.load("bundle_memory")
    yield "size, unpacked", f"{total['bytes'] / MEGABYTE:.0f} MB in {total['files']} files"
    for kind, size in sorted(weights["downloads"].items()):
        yield f"download, `{kind}`", f"{size / MEGABYTE:.0f} MB"
    yield "from the start to `--version`", f"{start['version']:.2f} s"
    yield "to the window", f"{start['window']:.2f} s"
    yield "to the first answer over HTTP", f"{start['server']:.2f} s"
    yield "memory of windows and server", f"{memory['windows']:.0f} MB"
    yield "memory of the worker, at most, with the example song", f"{memory['worker']:.0f} MB"
    yield "`--self-test`", f"{store.load('bundle_self_test')['seconds']:.0f} s"


def _parts() -> Iterator[tuple[str, float]]:
    bundled = store.load("bundle_weights")["bundled"]
    by_size = sorted(((size / MEGABYTE, part) for part, size in bundled.items()), reverse=True)
    yield from ((part, megabytes) for megabytes, part in by_size if megabytes >= SMALL_MB)
    yield "all others", sum(megabytes for megabytes, _ in by_size if megabytes < SMALL_MB)


def _left_out() -> Iterator[tuple[str, float, float]]:
    weights = store.load("bundle_weights")
    rows = [
        (package, size / MEGABYTE, weights["bundled"].get(package, 0) / MEGABYTE)
        for package, size in weights["installed"].items()
    ]
    rows.sort(key=lambda row: row[2] - row[1])
    yield from (row for row in rows if row[1] - row[2] >= SMALL_MB)
    small = [row for row in rows if row[1] - row[2] < SMALL_MB]
    yield "all others", sum(row[1] for row in small), sum(row[2] for row in small)
