"""What is measured beside the reference tools: each function returns figures for the page."""

import json
import statistics
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import mir_eval
import numpy as np
import soundfile as sf
import soxr

from benchmarks import backline, references, songs
from benchmarks.child import Figures, Tool, measure
from core.stagefolder import MARKER

REPEATS = 3
EXCERPT = ("song2", "song3")
"""78 s."""
VOICE_SECONDS = 60
VOICE_RATE = backline.VOICE_RATE
HISS = 1e-3
"""Keeps the frames between the phrases from being skipped, where every frame is to be computed."""
VOICED_FROM = 0.6
MEMORY_MINUTES = (5, 10, 20)
DEMUCS_MINUTES = 10
STEM_ORDER = ("drums", "bass", "other", "vocals")


def separation(folder: Path) -> dict[str, Any]:
    """HTDemucs beside demucs: time, memory, SDR."""
    mixes = [songs.mix(song) for song in EXCERPT]
    sf.write(folder / "mix.wav", np.concatenate(mixes), songs.RATE, subtype="FLOAT")
    tools = {"demucs": references.demucs, "bf16": backline.separation, "fp32": backline.separation_fp32}
    figures = _in_turn(tools, folder / "mix.wav", folder, ".npy")
    for name in tools:
        figures[name]["sdr"] = _sdr(np.load(folder / f"{name}.npy"))
    return {"length": sum(map(len, mixes)) / songs.RATE, **figures}


def pitch(folder: Path) -> dict[str, Any]:
    """CREPE beside torchcrepe: time with every frame computed, memory, and how often they agree."""
    voice = np.concatenate([songs.stems(song)["vocals"].mean(axis=1) for song in EXCERPT])
    sound = soxr.resample(voice, songs.RATE, VOICE_RATE)[: VOICE_SECONDS * VOICE_RATE]
    sound += np.random.default_rng(0).normal(0, HISS, len(sound))
    sf.write(folder / "voice.wav", sound, VOICE_RATE, subtype="FLOAT")
    tools = {"torchcrepe": references.torchcrepe, "backline": backline.crepe}
    figures = _in_turn(tools, folder / "voice.wav", folder, ".npz")
    theirs, ours = (np.load(folder / f"{name}.npz") for name in tools)
    voiced = theirs["confidence"] >= VOICED_FROM
    cents = 1200 * np.abs(np.log2(ours["f0"][: len(voiced)] / theirs["f0"]))[voiced]
    return {
        "length": VOICE_SECONDS,
        **figures,
        "within_a_cent": float((cents < 1).mean()),
        "voiced": int(voiced.sum()),
    }


def chain(folder: Path) -> dict[str, Any]:
    """Four minutes through everything, several times."""
    song = songs.whole_song()
    sf.write(folder / "song.wav", song.mix, songs.RATE, subtype="PCM_16")
    figures: dict[str, Any] = {"length": songs.SECONDS, "sung": song.sung_share}
    for name, tool in (("backline", backline.chain), ("quick", backline.quick_chain)):
        runs = [measure(tool, folder / "song.wav", folder / f"{name} {i}") for i in range(REPEATS)]
        figures[name] = _medians(runs) | _accuracy(folder / f"{name} 0", song)
        figures[name]["identical"] = len({_documents(folder / f"{name} {i}") for i in range(REPEATS)}) == 1
    return figures


def chain_by_hand(folder: Path) -> dict[str, Any]:
    """The same four minutes through the tools, one after the other, once."""
    song = songs.whole_song()
    sf.write(folder / "song.wav", song.mix, songs.RATE, subtype="PCM_16")
    return measure(references.chain, folder / "song.wav", folder / "by hand") | _accuracy_by_hand(
        folder / "by hand", song
    )


def memory(folder: Path) -> dict[str, Any]:
    """Peak memory of separation as the song grows."""
    figures: dict[str, Any] = {}
    for minutes in MEMORY_MINUTES:
        songs.write_minutes(folder / "song.wav", minutes)
        figures[str(minutes)] = measure(backline.stems_only, folder / "song.wav", folder / str(minutes))
    return figures


def memory_of_demucs(folder: Path) -> dict[str, Any]:
    """The same of demucs."""
    songs.write_minutes(folder / "song.wav", DEMUCS_MINUTES)
    return {str(DEMUCS_MINUTES): measure(references.demucs, folder / "song.wav", folder / "stems.npy")}


def hour(folder: Path) -> dict[str, Any]:
    """An hour of song through the quick engines."""
    songs.write_minutes(folder / "song.wav", 60)
    return measure(backline.quick_chain, folder / "song.wav", folder / "hour")


def start(folder: Path) -> dict[str, Any]:
    """What the first song of a new worker costs more than the same song again, with an empty home."""
    sf.write(folder / "song.wav", songs.mix("song2"), songs.RATE, subtype="PCM_16")
    tools: dict[str, Tool] = {
        "htdemucs and crepe": backline.twice,
        "spleeter and swiftf0": backline.quick_twice,
    }
    return {
        name: _medians([measure(tool, folder / "song.wav", folder / f"{name} {i}") for i in range(REPEATS)])
        for name, tool in tools.items()
    }


def _in_turn(tools: Mapping[str, Tool], source: Path, folder: Path, suffix: str) -> dict[str, dict[str, Any]]:
    """Medians over REPEATS rounds in which each tool has its turn."""
    runs: dict[str, list[Figures]] = {name: [] for name in tools}
    for _ in range(REPEATS):
        for name, tool in tools.items():
            runs[name].append(measure(tool, source, folder / f"{name}{suffix}"))
    return {name: _medians(found) for name, found in runs.items()}


def _medians(runs: list[Figures]) -> dict[str, Any]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _sdr(estimates: np.ndarray) -> dict[str, float]:
    """Mean over the excerpt's songs, dB, by stem."""
    found: dict[str, list[float]] = {name: [] for name in STEM_ORDER}
    start = 0
    for song in EXCERPT:
        true = songs.stems(song)
        for name, estimate in zip(STEM_ORDER, estimates, strict=True):
            error = true[name] - estimate[:, start : start + len(true[name])].T
            found[name].append(10 * float(np.log10(np.sum(true[name] ** 2) / np.sum(error**2))))
        start += len(true["vocals"])
    return {name: float(np.mean(values)) for name, values in found.items()}


def _accuracy_by_hand(folder: Path, song: songs.WholeSong) -> Figures:
    tracked = np.load(folder / "pitch.npz")
    f0 = np.where(tracked["confidence"] >= VOICED_FROM, tracked["f0"], 0)
    rows = [line.split("\t") for line in (folder / "chords.lab").read_text().splitlines()]
    return _scores(f0, [(float(start), float(end), name) for start, end, name in rows], song)


def _accuracy(folder: Path, song: songs.WholeSong) -> Figures:
    import gzip

    columns = json.loads(gzip.decompress((folder / "results" / "frames.columns.json.gz").read_bytes()))[
        "columns"
    ]
    chords = json.loads((folder / "results" / "chords.json").read_text())["chords"]
    f0 = np.where(columns["is_voiced"], columns["frequency"], 0)
    return _scores(f0, [(c["start_time"], c["end_time"], c["chord_label"]) for c in chords], song)


def _scores(f0: np.ndarray, chords: list[tuple[float, float, str]], song: songs.WholeSong) -> Figures:
    def times(values: np.ndarray) -> np.ndarray:
        return np.arange(len(values)) * songs.HOP_SECONDS

    melody = mir_eval.melody.evaluate(times(song.f0), song.f0, times(f0), f0)
    true, found = (
        (np.array([row[:2] for row in rows]), [row[2] for row in rows]) for rows in (song.chords, chords)
    )
    harmony = mir_eval.chord.evaluate(*true, *found)
    return {
        "rpa": melody["Raw Pitch Accuracy"],
        "oa": melody["Overall Accuracy"],
        "majmin": harmony["majmin"],
        "tetrads": harmony["tetrads"],
    }


def _documents(folder: Path) -> tuple[bytes, ...]:
    """The result documents and stems, without what tells how long it took."""
    timed = {"results.json", MARKER}
    paths = [path for path in sorted((folder / "results").iterdir()) if path.name not in timed]
    return tuple(path.read_bytes() for path in (*paths, *sorted((folder / "stems").iterdir())))


SECTIONS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "separation": separation,
    "pitch": pitch,
    "chain_by_hand": chain_by_hand,
    "chain": chain,
    "memory": memory,
    "memory_of_demucs": memory_of_demucs,
    "hour": hour,
    "start": start,
}
