"""The songs that are measured, built from the labelled ones."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile as sf

from core.audio.decode import decode
from core.example import SONG

SHARED = Path(__file__).parents[2] / "shared"
EVAL = SHARED / "eval"
MODELS = SHARED / "models"
LABELLED = ("song1", "song2", "song3")
STEMS = ("vocals", "drums", "bass", "other")
RATE = 44_100
HOP_SECONDS = 0.01
SECONDS = 240
BREAK_SECONDS = 18


def stems(song: str) -> dict[str, np.ndarray]:
    """The true stems of a song, float32 of shape (samples, 2)."""
    sounds = {
        name: sf.read(EVAL / song / f"{name}.flac", dtype="float32", always_2d=True)[0] for name in STEMS
    }
    length = min(map(len, sounds.values()))
    return {
        name: np.ascontiguousarray(np.broadcast_to(sound, (len(sound), 2))[:length])
        for name, sound in sounds.items()
    }


def write_example(path: Path, seconds: float) -> Path:
    """The song that comes with the program, over and over, for so long."""
    sound = np.concatenate(list(decode(SONG)))
    times = int(seconds * RATE) // len(sound) + 1
    sf.write(path, np.tile(sound, (times, 1))[: int(seconds * RATE)], RATE)
    return path


def mix(song: str) -> np.ndarray:
    """The sum of the stems."""
    return np.asarray(np.sum(list(stems(song).values()), axis=0))


def sung(song: str) -> np.ndarray:
    """Labelled f0 every 10 ms, Hz, 0 where nobody sings."""
    with (EVAL / song / "f0.csv").open() as file:
        return np.array([float(hz) for _, hz in csv.reader(file)])


def chords(song: str) -> list[tuple[float, float, str]]:
    """Labelled chords: start, end, name."""
    rows = [line.split() for line in (EVAL / song / "chords.lab").read_text().splitlines()]
    return [(float(start), float(end), name) for start, end, name in rows]


@dataclass(frozen=True)
class WholeSong:
    """Four minutes: the labelled songs, an instrumental break, and the songs again, cut where time is up.

    f0: Hz every 10 ms, 0 where nobody sings. chords: (start, end, label), without a gap.
    """

    stems: dict[str, np.ndarray]
    f0: np.ndarray
    chords: list[tuple[float, float, str]]

    @property
    def mix(self) -> np.ndarray:
        """float32 of shape (samples, 2)."""
        return np.asarray(np.sum(list(self.stems.values()), axis=0))

    @property
    def sung_share(self) -> float:
        """Which part of it is sung."""
        return float((self.f0 > 0).mean())


def whole_song() -> WholeSong:
    """The song that stands for all songs of four minutes; 60 % of it is sung."""
    songs = [stems(song) for song in LABELLED]
    break_ = {name: sound[: BREAK_SECONDS * RATE] * (name != "vocals") for name, sound in songs[0].items()}
    labels = [(sung(song), chords(song)) for song in LABELLED]
    rows_there = [(a, min(b, BREAK_SECONDS), name) for a, b, name in labels[0][1] if a < BREAK_SECONDS]
    once = list(zip(songs, labels, strict=True))
    order = [*once, (break_, (np.zeros(0), rows_there)), *once]
    f0, named, start = np.zeros(round(SECONDS / HOP_SECONDS)), [], 0.0
    for sounds, (hz, rows) in order:
        first = round(start / HOP_SECONDS)
        f0[first : first + len(hz)] = hz[: max(len(f0) - first, 0)]
        length = len(sounds["vocals"]) / RATE
        named += [(a + start, b + start, name) for a, b, name in rows[:-1]]
        named.append((rows[-1][0] + start, length + start, rows[-1][2]))
        start += length
    whole = {name: np.concatenate([sounds[name] for sounds, _ in order])[: SECONDS * RATE] for name in STEMS}
    return WholeSong(whole, f0, [(a, min(b, SECONDS), name) for a, b, name in named if a < SECONDS])


def write_minutes(path: Path, minutes: int) -> None:
    """A file of that length: the four minutes again and again."""
    sound = whole_song().mix
    with sf.SoundFile(path, "w", RATE, 2, "PCM_16") as file:
        for block in _repeated(sound, minutes * 60 * RATE):
            file.write(block)


def _repeated(sound: np.ndarray, samples: int) -> Iterator[np.ndarray]:
    for start in range(0, samples, len(sound)):
        yield sound[: samples - start]
