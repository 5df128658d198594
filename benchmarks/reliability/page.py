"""What a server survives: `docs/reliability.md`."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import soundfile as sf

from benchmarks import songs, store
from benchmarks.reliability import records
from benchmarks.reliability.events import events
from benchmarks.reliability.inputs import inputs
from benchmarks.reliability.kills import kills
from benchmarks.reliability.load import load
from benchmarks.reliability.records_speed import JOBS, speed

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
PROMISES = Path(__file__).parent / "promises.md"
CLIP_SECONDS = 5
KILLS = 50
RECORD_KILLS = 1000
LEAST_HITS = 5
"""Kills in each stage."""

Row = tuple[str, str, str, bool | None]
"""What, figure, bound, whether it is met."""


def main(names: list[str]) -> None:
    """Measure the sections that are named, or all, and write the page from all that was ever measured."""
    if not songs.SHARED.is_dir():
        sys.exit("The labelled songs are not here: ../shared is missing.")
    store.measure(SECTIONS, names, "reliability_")
    store.publish(PAGE, page())


def page() -> str:
    """The promises, and the tables of what is in the store."""
    text = PROMISES.read_text(encoding="utf-8")
    text += f"\n## Figures\n\nWritten by `python -m benchmarks reliability` with {store.machine()}.\n"
    for title, (name, rows) in TABLES.items():
        text += f"\n### {title}\n\n"
        if figures := store.load(f"reliability_{name}"):
            text += "| | figure | bound | met |\n|---|---|---|---|\n"
            text += "".join(map(_line, rows(figures)))
        else:
            text += f"Not measured yet: `python -m benchmarks reliability {name}`.\n"
    return text


def _line(row: Row) -> str:
    met = {None: "", True: "yes", False: "**no**"}[row[-1]]
    return f"| {' | '.join(row[:-1])} | {met} |\n"


def _kills(folder: Path) -> dict[str, Any]:
    clip = folder / "clip.wav"
    sf.write(clip, songs.mix("song2")[: CLIP_SECONDS * songs.RATE], songs.RATE, subtype="PCM_16")
    return kills(clip, folder, KILLS)


def _events(folder: Path) -> dict[str, Any]:
    song = folder / "song.wav"
    sf.write(song, songs.mix("song2"), songs.RATE, subtype="PCM_16")
    return events(song)


def _records(folder: Path) -> dict[str, Any]:
    for name in ("kills", "speed"):
        (folder / name).mkdir()
    return asdict(records.kills(folder / "kills", RECORD_KILLS)) | asdict(speed(folder / "speed"))


SECTIONS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "kills": _kills,
    "records": _records,
    "inputs": inputs,
    "load": load,
    "events": _events,
}


def _kill_rows(figures: dict[str, Any]) -> Iterator[Row]:
    hits = figures["hits"]
    told = ", ".join(f"{count} {stage}" for stage, count in hits.items())
    stages = [hits.get(stage, 0) for stage in ("separation", "transcription", "chords")]
    yield f"kills of the server, {figures['jobs']} jobs", str(figures["kills"]), "", None
    yield "by what was not finished then", told, f"≥ {LEAST_HITS} a stage", min(stages) >= LEAST_HITS
    for name, label in (
        ("lost", "jobs lost"),
        ("twice", "jobs there twice"),
        ("failed", "jobs failed"),
        ("different", "results unlike an undisturbed run's"),
        ("stages_done_again", "finished stages done again"),
        ("orphans", "processes left behind"),
    ):
        yield _none(label, figures[name])
    yield _none("files left behind", len(figures["left"]))
    yield "longest that a child outlived its server", f"{figures['longest_leave']:.2f} s", "", None


def _record_rows(figures: dict[str, Any]) -> Iterator[Row]:
    yield "kills of a process that writes records", str(figures["kills"]), "", None
    yield "changes that it had acknowledged", str(figures["acknowledged"]), "", None
    yield _none("files that did not parse", figures["damaged"])
    yield _none("jobs lost, back again, or in another state", figures["wrong"])
    yield f"opening {JOBS:,} records", f"{figures['start']:.2f} s", "", None
    for name, label, bound in (
        ("disk", "the disk alone, as many bytes", None),
        ("change", "a change is acknowledged", 40),
        ("page", "a page of the list, with a search", 10),
        ("crowded_change", "a change while 20 threads change jobs without a pause", None),
        ("crowded_page", "a page meanwhile", None),
    ):
        median, p99 = figures[name]["median"], figures[name]["p99"]
        figure = f"{median:.1f} ms, 99th percentile {p99:.1f} ms"
        yield label, figure, f"≤ {bound} ms" if bound else "", p99 <= bound if bound else None


def _input_rows(figures: dict[str, Any]) -> Iterator[Row]:
    damaged, fuzzed = figures["damaged"], figures["fuzz"]
    ends = ", ".join(f"{count} {end}" for end, count in damaged["ends"].items())
    told = f"{damaged['refused']} refused (422), {ends}"
    yield f"{damaged['inputs']} damaged or hostile files sent", told, "≥ 60 files", damaged["inputs"] >= 60
    yield _none("any other answer", len(damaged["odd"]))
    yield _none("files left behind", len(damaged["left"]))
    yield "largest process", f"{damaged['peak_mb']:.0f} MB", "", None
    told = f"{fuzzed['songs']} songs, {fuzzed['refused']} refused"
    yield (
        f"{fuzzed['mutations']} files changed at random, probed",
        told,
        "≥ 5000",
        fuzzed["mutations"] >= 5000,
    )
    yield _none("crashes and hangs of the helper", len(fuzzed["failed"]))
    yield (
        "slowest probe, largest helper",
        f"{fuzzed['slowest_ms']:.0f} ms, {fuzzed['peak_mb']:.0f} MB",
        "",
        None,
    )
    seconds = figures["upload_seconds"]
    yield "an upload of 50 MB over loopback", f"{seconds:.2f} s", "< 1 s", seconds < 1
    label = f"jobs and files of {figures['broken']} uploads that broke off"
    yield _none(label, figures["broken_jobs"] + len(figures["broken_left"]))


def _load_rows(figures: dict[str, Any]) -> Iterator[Row]:
    told = f"{figures['p50_ms']:.1f} ms, 99th percentile {figures['p99_ms']:.1f} ms"
    yield f"200 phones poll every 2 s: {figures['polls']} answers", told, "< 50 ms", figures["p99_ms"] < 50
    yield _none(f"refused of {figures['sent']} songs, 20 at once", figures["refused"])
    yield "longest of these uploads", f"{figures['longest_upload']:.2f} s", "", None
    ratio = figures["job"] / figures["job_beside_stub"]
    seconds = f"{figures['job']:.1f} s, {figures['job_beside_stub']:.1f} s"
    yield "the song in work meanwhile, and beside a stub", seconds, "", None
    yield "the first as a part of the second", f"{ratio:.2f}", "≤ 1.10", ratio <= 1.10


def _event_rows(figures: dict[str, Any]) -> Iterator[Row]:
    yield "readers of one job, 5 of them never reading", str(figures["readers"]), "", None
    yield "heard the end", str(figures["complete"]), "", None
    yield "the last one, after the job's end", f"{figures['end_heard_ms']:.0f} ms", "", None
    yield "between the first and any other, 99th percentile", f"{figures['spread_p99_ms']:.0f} ms", "", None
    cpu = f"{figures['cpu_heard']:.2f} s, {figures['cpu_alone']:.2f} s"
    yield "processor time of the server, with readers and without", cpu, "", None


def _none(label: str, count: int) -> Row:
    return label, str(count), "0", count == 0


TABLES: dict[str, tuple[str, Callable[[dict[str, Any]], Iterator[Row]]]] = {
    "The server is killed": ("kills", _kill_rows),
    "Records": ("records", _record_rows),
    "Damaged and hostile files": ("inputs", _input_rows),
    "A room full of phones": ("load", _load_rows),
    "Events": ("events", _event_rows),
}
"""Title -> the section, and what makes its rows."""
