"""What the command line says when a song is done."""

from itertools import islice
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from app.terminal import printable
from core.jobs import Summary
from core.models import Stage

CHORDS_SHOWN = 8
BETTER_STEMS = "The quick separator made these stems. Better ones: --separator htdemucs (fetches 84 MB once)."


def print_summary(console: Console, folder: Path, summary: Summary, seconds: dict[Stage, float]) -> None:
    """Print key, tempo, chords, engines and times of a finished song."""
    table = Table.grid(padding=(0, 2))
    minutes, rest = divmod(round(summary.duration), 60)
    table.add_row("  length", f"{minutes}:{rest:02d}")
    table.add_row("  key", summary.key or "none found")
    tempo = f"{summary.tempo_bpm:.1f} bpm, {summary.time_signature}" if summary.tempo_bpm else "no beat found"
    table.add_row("  tempo", tempo)
    table.add_row("  chords", _chords(folder))
    engines = summary.engines
    names = [name for name in (engines.separator, engines.pitch, engines.beats, engines.chords) if name]
    table.add_row("  engines", f"{', '.join(names)} on {summary.device}")
    table.add_row("  time", ", ".join(f"{stage.value} {taken:.1f} s" for stage, taken in seconds.items()))
    table.add_row("  results", printable(str(folder)))
    console.print(table, soft_wrap=True)
    if engines.separator == "spleeter":
        console.print(f"  {BETTER_STEMS}", style="dim", soft_wrap=True)


def _chords(folder: Path) -> str:
    chords = orjson.loads((folder / "chords.json").read_bytes())["chords"]
    labels = [chord["chord_label"] for chord in chords]
    shown = " ".join(islice(labels, CHORDS_SHOWN))
    return f"{len(labels)}: {shown}{' …' if len(labels) > CHORDS_SHOWN else ''}"
