"""Some stems of a song as one file."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np

from core.audio.encode import whole_stem
from core.audio.samples import Sound
from core.audio.seeking import StemReader
from core.models import SAMPLE_RATE, StemFormat


def mixdown(sources: Sequence[Path], target: Path, format: StemFormat) -> None:
    """Write the sum of stems as `target`; the file is there when it is whole.

    A sum that goes beyond full scale is made softer as a whole, so that nothing is clipped; as WAV, whose
    samples are floats, it stays as it is. Raises InvalidAudioError.
    """
    with ExitStack() as files:
        stems = [files.enter_context(closing(StemReader(source))) for source in sources]
        gain = np.float32(1 if format == "wav" else 1 / max(_peak(stems), 1.0))
        with whole_stem(target, format) as encoder:
            for block in _sum(stems):
                encoder.write(block * gain)


def _peak(stems: Sequence[StemReader]) -> float:
    """How far the sum goes; 1 is full scale."""
    return max(float(np.abs(block).max()) for block in _sum(stems))


def _sum(stems: Sequence[StemReader]) -> Iterator[Sound]:
    """Second by second; a stem that ends earlier is silent then."""
    samples = max(stem.samples for stem in stems)
    for start in range(0, samples, SAMPLE_RATE):
        count = min(SAMPLE_RATE, samples - start)
        yield sum((stem.read(start, count) for stem in stems), np.zeros((count, 2), np.float32))
