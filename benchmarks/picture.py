"""The picture at the top of the README: what Backline finds in the example song."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import soundfile as sf
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from core.example import SONG

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "images" / "result.png"
STEMS = {"vocals": "#d1495b", "drums": "#555555", "bass": "#30638e", "other": "#3c887e"}
NOTES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")


def main() -> None:
    """Transcribe the example and draw stems, sung pitch, chords and beats."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "app",
            "transcribe",
            str(SONG),
            "-o",
            folder,
            "--stem-format",
            "flac",
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        draw(Path(folder), PICTURE)
    print(f"wrote {PICTURE}")


def draw(results: Path, picture: Path) -> None:
    """Draw a folder of results."""
    mpl.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    figure, (stems, pitch) = plt.subplots(
        2, 1, figsize=(11, 6), sharex=True, height_ratios=(1, 1.6), layout="constrained"
    )
    _draw_stems(stems, results)
    _draw_beats(pitch, results)
    _draw_pitch(pitch, results)
    _draw_chords(pitch, results)
    figure.savefig(picture, dpi=110)
    plt.close(figure)


def _draw_stems(axes: Axes, results: Path) -> None:
    for row, (name, colour) in enumerate(STEMS.items()):
        sound, rate = sf.read(results / "stems" / f"{name}.flac", always_2d=True)
        blocks = sound[: len(sound) // 441 * 441].mean(axis=1).reshape(-1, 441)
        time = np.arange(len(blocks)) * 441 / rate
        peak = np.abs(blocks).max() * 2.2
        axes.fill_between(
            time, -row + blocks.min(axis=1) / peak, -row + blocks.max(axis=1) / peak, color=colour, lw=0
        )
    axes.set_yticks([-row for row in range(len(STEMS))], list(STEMS))
    axes.spines["left"].set_visible(False)
    axes.tick_params(left=False)


def _draw_beats(axes: Axes, results: Path) -> None:
    for beat in _document(results, "beats")["beats"]:
        downbeat = beat["position"] == 1
        axes.axvline(beat["time"], color="#999999" if downbeat else "#e4e4e4", lw=0.8, zorder=0)


def _draw_pitch(axes: Axes, results: Path) -> None:
    frames = _document(results, "frames")["processed_frames"]
    midi = np.array([frame["midi_pitch"] if frame["is_voiced"] else np.nan for frame in frames])
    axes.plot([frame["time"] for frame in frames], midi, color=STEMS["vocals"], lw=1.6)
    low, high = int(np.nanmin(midi)) - 1, int(np.nanmax(midi)) + 2
    axes.set_yticks(range(low, high), [f"{NOTES[note % 12]}{note // 12 - 1}" for note in range(low, high)])
    axes.tick_params(axis="y", labelsize=7)
    axes.set_ylim(low - 0.5, high + 2.5)
    axes.set_xlim(0, len(frames) / 100)
    axes.set_xlabel("seconds")


def _draw_chords(axes: Axes, results: Path) -> None:
    height = axes.get_ylim()[1] - 1.5
    for chord in _document(results, "chords")["chords"]:
        axes.text(chord["start_time"] + 0.08, height, chord["chord_label"], fontsize=9, clip_on=True)


def _document(results: Path, name: str) -> Any:
    return json.loads((results / f"{name}.json").read_text())
