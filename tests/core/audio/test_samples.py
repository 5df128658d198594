"""Sound on disk between the stages."""

from pathlib import Path

import numpy as np
import pytest

from core.audio.samples import SampleFile, SampleWriter


@pytest.mark.parametrize("channels", [1, 2])
def test_a_file_is_read_as_the_array_that_was_written(tmp_path: Path, channels: int) -> None:
    sound = np.random.default_rng(0).normal(size=(1000, channels)).astype(np.float32)
    sound = sound[:, 0] if channels == 1 else sound
    with SampleWriter(tmp_path / "song.f32") as writer:
        writer.write(sound[:300])
        writer.write(sound[300:])
    read = SampleFile(tmp_path / "song.f32", channels)
    assert len(read) == 1000
    for part in (slice(0, 1000), slice(300, 301), slice(990, 2000), slice(1000, 1100), slice(-5, None)):
        np.testing.assert_array_equal(read[part], sound[part])


def test_an_empty_file_has_no_samples(tmp_path: Path) -> None:
    SampleWriter(tmp_path / "song.f32").close()
    read = SampleFile(tmp_path / "song.f32", 2)
    assert len(read) == 0
    assert read[0:100].shape == (0, 2)
