"""Does every stage keep time? A labelled song, half an hour of clicks in its tempo, and the song again."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import soundfile as sf

ROOT = Path(__file__).parents[1]
SONG = ROOT.parent / "shared" / "eval" / "song1"
PAGE = ROOT / "docs" / "timing.md"

RATE = 44_100
BEAT = 60 / 84
"""Seconds: song1's tempo is 84 bpm."""
BARS_BETWEEN = 630
"""Bars of clicks, 30 minutes."""
STEMS = ("vocals", "drums", "bass", "other")
HEAD = """# Timing

Written by `python -m benchmarks timing`: `song1`, 30 minutes of clicks in its tempo, and `song1` again in
one file of {minutes:.1f} minutes, separated by Spleeter, transcribed by SwiftF0. How late each stage is, in
milliseconds (early is negative):

| stage | song at the start | song after 30 minutes |
|---|---|---|
"""
TAIL = """
Stems: the lag of the drum stem's best match with the true drums. Pitch: the shift of f0 that agrees best
with the labels. Chords: the median error of the boundaries that were found. Beats: the median error against
the song's beat grid, whose sampled instruments speak some milliseconds after it. Clicks do not:

| beats on clicks | median error | largest error |
|---|---|---|
"""


def main() -> None:
    """Build the file, run the command line on it, compare, write the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        second = _build(folder / "clicks.wav")
        command = [
            sys.executable,
            "-m",
            "app",
            "transcribe",
            str(folder / "clicks.wav"),
            "-o",
            str(folder / "out"),
        ]
        options = ["--separator", "spleeter", "--pitch", "swiftf0", "--stem-format", "wav", "--device", "cpu"]
        subprocess.run(command + options, cwd=ROOT, check=True)
        page = _page(folder / "out", second)
    PAGE.write_text(page, encoding="utf-8")
    print(page)


def _song() -> np.ndarray:
    stems = [sf.read(SONG / f"{name}.flac", always_2d=True)[0] for name in STEMS]
    return np.asarray(sum(np.broadcast_to(stem, (len(stem), 2)) for stem in stems))


def _build(path: Path) -> float:
    """Write the file; the second at which the song comes again."""
    song = _song()
    first_bar = int(np.ceil(len(song) / RATE / (4 * BEAT)))
    second = 4 * BEAT * (first_bar + BARS_BETWEEN)
    sound = np.zeros((round(second * RATE) + len(song), 2), np.float32)
    sound[: len(song)] = song
    sound[-len(song) :] += song
    decay = np.exp(-np.arange(2000) / 150)
    click = (0.5 * decay * np.random.default_rng(0).uniform(-1, 1, 2000))[:, None]
    for beat in range(4 * first_bar, 4 * (first_bar + BARS_BETWEEN)):
        start = round(beat * BEAT * RATE)
        sound[start : start + len(click)] += click * (1.0 if beat % 4 == 0 else 0.6)
    sf.write(path, sound, RATE, subtype="PCM_16")
    return round(second * RATE) / RATE


def _page(results: Path, second: float) -> str:
    page = HEAD.format(minutes=sf.info(results / "stems" / "drums.wav").duration / 60)
    measures = {"stems": _stem_lag, "pitch": _pitch_lag, "chords": _chord_error, "beats": _beat_error}
    for name, measure in measures.items():
        page += f"| {name} | {measure(results, 0.0):.2f} | {measure(results, second):.2f} |\n"
    page += TAIL
    for name, start in (("first minute", second - BARS_BETWEEN * 4 * BEAT), ("last minute", second - 61)):
        errors = _grid_errors(results, start + 0.3, start + 60)
        page += f"| {name} | {np.median(errors):.2f} ms | {np.abs(errors).max():.2f} ms |\n"
    return page


def _stem_lag(results: Path, start: float) -> float:
    true, _ = sf.read(SONG / "drums.flac", frames=20 * RATE, always_2d=True)
    begin = round(start * RATE)
    found, _ = sf.read(results / "stems" / "drums.wav", start=begin, frames=len(true), always_2d=True)
    size = 2 * len(true)
    product = np.fft.rfft(found.mean(axis=1), size) * np.fft.rfft(true.mean(axis=1), size).conj()
    lag = int(np.argmax(np.fft.irfft(product)))
    return (lag - size if lag > size // 2 else lag) / RATE * 1000


def _pitch_lag(results: Path, start: float) -> float:
    """The shift in ms at which f0, where it moves, lies nearest to the labels."""
    labels = np.loadtxt(SONG / "f0.csv", delimiter=",")
    frames = json.loads((results / "frames.json").read_text())["processed_frames"]
    time = np.array([frame["time"] for frame in frames]) - start
    f0 = np.array([frame["frequency"] for frame in frames])
    inside = (time > 0) & (time < labels[-1, 0]) & (f0 > 0)
    moving = np.abs(np.gradient(np.log2(np.maximum(labels[:, 1], 1)))) * 1200
    slope = np.interp(time[inside], labels[:, 0], moving)
    glide = (slope > 3) & (slope < 100)

    def distance(shift: float) -> float:
        label = np.interp(time[inside][glide] - shift / 1000, labels[:, 0], labels[:, 1])
        return float(np.median(np.abs(1200 * np.log2(f0[inside][glide] / np.maximum(label, 1)))))

    shifts = np.arange(-30, 30.5, 0.5)
    return float(shifts[np.argmin([distance(shift) for shift in shifts])])


def _chord_error(results: Path, start: float) -> float:
    lines = [line.split() for line in (SONG / "chords.lab").read_text().splitlines()]
    true = np.array([float(line[0]) for line in lines[1:]])
    chords = json.loads((results / "chords.json").read_text())["chords"]
    found = np.array([chord["start_time"] for chord in chords]) - start
    errors = np.array([found[np.argmin(np.abs(found - time))] - time for time in true])
    return float(np.median(errors[np.abs(errors) < 0.2]) * 1000)


def _beat_error(results: Path, start: float) -> float:
    errors = _grid_errors(results, start, start + 40)
    return float(np.median(errors))


def _grid_errors(results: Path, start: float, stop: float) -> np.ndarray:
    """How late each beat between two times is, in ms."""
    beats = json.loads((results / "beats.json").read_text())["beats"]
    times = np.array([beat["time"] for beat in beats if start <= beat["time"] < stop])
    return (times - np.round(times / BEAT) * BEAT) * 1000
