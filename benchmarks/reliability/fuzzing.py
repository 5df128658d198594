"""Songs changed at random, and what becomes of whoever opens them."""

import logging
import re
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.reliability.damaged_inputs import whole_songs
from core.audio.probe import probe
from core.errors import InvalidAudioError
from core.processes.helpers import Helpers

BATCH = 250
"""Mutations that one helper process reads, under the limits that it has for one upload."""
BATCH_SECONDS = 120
MAX_SECONDS = 600.0
HEAD_BYTES = 300
CHANGES = 4
"""The most changes in one file."""
_INPUT = "input"

Bytes = np.ndarray[Any, np.dtype[np.uint8]]
Change = Callable[[Bytes, np.random.Generator], Bytes]


class Batch(NamedTuple):
    """What a batch did. slowest: seconds of one file. peak: bytes of the process, 0 where nobody tells."""

    songs: int
    refused: int
    slowest: float
    peak: int


def fuzz(mutations: int, seed: int = 0) -> dict[str, Any]:
    """Probe mutated songs, in helper processes. A process that dies or takes too long fails its batch."""
    helpers, batches, failed = Helpers(), [], []
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, mutations, BATCH):
            numbers = range(start, min(start + BATCH, mutations))
            try:
                batches.append(helpers.call(probe_mutations, BATCH_SECONDS, Path(folder), numbers, seed))
            except InvalidAudioError:
                failed.append(int((Path(folder) / _INPUT).read_text()))
    return {
        "mutations": mutations,
        "songs": sum(batch.songs for batch in batches),
        "refused": sum(batch.refused for batch in batches),
        "failed": failed,
        "slowest_ms": 1000 * max((batch.slowest for batch in batches), default=0.0),
        "peak_mb": max((batch.peak for batch in batches), default=0) / 1e6,
    }


def probe_mutations(folder: Path, numbers: range, seed: int) -> Batch:
    """Probe the mutations of some numbers; the one in work is noted in the folder."""
    logging.disable()
    path = folder / "song"
    songs, slowest = 0, 0.0
    for number in numbers:
        (folder / _INPUT).write_text(str(number))
        path.write_bytes(mutation(number, seed))
        started = time.perf_counter()
        songs += _is_song(path)
        slowest = max(slowest, time.perf_counter() - started)
    return Batch(songs, len(numbers) - songs, slowest, _peak_bytes())


def _is_song(path: Path) -> bool:
    try:
        probe(path, path.name, MAX_SECONDS)
    except InvalidAudioError:
        return False
    return True


def mutation(number: int, seed: int = 0) -> bytes:
    """A song with one to four changes; the same for the same number and seed."""
    chance = np.random.default_rng((seed, number))
    songs = _songs()
    data = np.frombuffer(songs[number % len(songs)], np.uint8)
    for _ in range(chance.integers(1, CHANGES + 1)):
        change = _CHANGES[chance.integers(len(_CHANGES))]
        data = change(data.copy(), chance) if len(data) else data
    return data.tobytes()


@cache
def _songs() -> list[bytes]:
    return list(whole_songs().values())


def _place(data: Bytes, chance: np.random.Generator) -> int:
    """Somewhere: in the head, where the headers of most formats are, at the end, or anywhere."""
    length = len(data)
    head = min(HEAD_BYTES, length)
    near = int(chance.integers(head))
    return (near, length - 1 - near, int(chance.integers(length)))[chance.integers(3)]


def _flip_bits(data: Bytes, chance: np.random.Generator) -> Bytes:
    for _ in range(chance.integers(1, 9)):
        data[_place(data, chance)] ^= 1 << chance.integers(8)
    return data


def _write_extremes(data: Bytes, chance: np.random.Generator) -> Bytes:
    """Lengths and counts that are nothing, all there is, or just beyond."""
    width = int(chance.choice([1, 2, 4, 8]))
    values = (0, 1, 2 ** (8 * width - 1) - 1, 2 ** (8 * width - 1), 2 ** (8 * width) - 1)
    value = values[chance.integers(len(values))].to_bytes(width, ("little", "big")[chance.integers(2)])
    place = _place(data, chance)
    count = min(width, len(data) - place)
    data[place : place + count] = np.frombuffer(value, np.uint8)[:count]
    return data


def _cut_out(data: Bytes, chance: np.random.Generator) -> Bytes:
    place = _place(data, chance)
    return np.delete(data, slice(place, place + chance.integers(1, HEAD_BYTES)))


def _say_twice(data: Bytes, chance: np.random.Generator) -> Bytes:
    place = _place(data, chance)
    again = data[place : place + chance.integers(1, 4 * HEAD_BYTES)]
    return np.insert(data, place, again)


def _break_off(data: Bytes, chance: np.random.Generator) -> Bytes:
    return data[: _place(data, chance)]


def _go_on_with_another(data: Bytes, chance: np.random.Generator) -> Bytes:
    other = np.frombuffer(_songs()[chance.integers(len(_songs()))], np.uint8)
    return np.concatenate([data[: _place(data, chance)], other[_place(other, chance) :]])


def _write_noise(data: Bytes, chance: np.random.Generator) -> Bytes:
    place = _place(data, chance)
    count = min(int(chance.integers(1, HEAD_BYTES)), len(data) - place)
    data[place : place + count] = chance.integers(0, 256, count)
    return data


_CHANGES: tuple[Change, ...] = (
    _flip_bits,
    _write_extremes,
    _cut_out,
    _say_twice,
    _break_off,
    _go_on_with_another,
    _write_noise,
)


def _peak_bytes() -> int:
    """Linux's own mark; `getrusage` would also count what the parent had when it started this process."""
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return 1024 * int(told[1]) if told else 0
