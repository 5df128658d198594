"""What is drawn of a stem: how far its samples go, a few hundred at a time."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.audio.decode import decode
from core.audio.samples import Sound
from core.errors import InvalidAudioError
from core.files import attempt, storage_errors

PEAK_SAMPLES = 256
"""Samples at 44.1 kHz of one block: 5.8 ms."""
FULL_SCALE = 127
THREADS = 2
"""Decoders leave Python's lock alone."""

Peaks = NDArray[np.int8]
"""Of shape (blocks, 2): the lowest and the highest sample of each block, in either channel, x FULL_SCALE."""


def write_all_peaks(stems: Mapping[str, Path], folder: Path) -> None:
    """Write the peaks of stems into a folder, which is there when it is whole; a damaged stem has none.

    The last block of a stem may be of fewer samples. Raises StorageError.
    """
    with (
        storage_errors(folder.parent),
        attempt(folder) as work,
        ThreadPoolExecutor(THREADS, "peaks") as pool,
    ):
        list(pool.map(lambda stem: _write(stems[stem], _file(work, stem)), stems))


def read_peaks(folder: Path, stem: str) -> Peaks:
    """The peaks of a stem. Raises InvalidAudioError where it has none."""
    try:
        return np.frombuffer(_file(folder, stem).read_bytes(), np.int8).reshape(-1, 2)
    except FileNotFoundError:
        raise InvalidAudioError(f"The file of {stem} is damaged. Do the song again.") from None


def _file(folder: Path, stem: str) -> Path:
    return folder / f"{stem}.peaks"


def _write(source: Path, target: Path) -> None:
    with suppress(InvalidAudioError):
        target.write_bytes(np.concatenate([_peaks(piece) for piece in _pieces(decode(source))]).tobytes())


def _pieces(blocks: Iterator[Sound]) -> Iterator[Sound]:
    """The same sound as pieces of whole peaks; the last one goes on as it ends."""
    rest = np.zeros((0, 2), np.float32)
    for block in blocks:
        sound = np.concatenate([rest, block])
        whole = len(sound) - len(sound) % PEAK_SAMPLES
        yield sound[:whole]
        rest = sound[whole:]
    if len(rest):
        yield np.pad(rest, ((0, PEAK_SAMPLES - len(rest)), (0, 0)), "edge")


def _peaks(sound: Sound) -> Peaks:
    values = sound.reshape(-1, 2 * PEAK_SAMPLES)
    scaled = np.rint(np.stack([values.min(axis=1), values.max(axis=1)], axis=1) * FULL_SCALE)
    return np.asarray(np.clip(scaled, -FULL_SCALE, FULL_SCALE), np.int8)
