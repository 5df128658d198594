"""What is drawn of a stem is how far its samples go."""

from pathlib import Path

import numpy as np
import pytest

from core.audio.decode import decode
from core.audio.peaks import FULL_SCALE, PEAK_SAMPLES, read_peaks, write_all_peaks
from core.errors import InvalidAudioError, StorageError
from tests.core.audio.test_encode import encoded
from tests.sounds import RATE, tone


def peaks_of(folder: Path, sound: np.ndarray, suffix: str = "wav") -> np.ndarray:
    stem = encoded(folder / f"stem.{suffix}", sound, suffix)
    write_all_peaks({"stem": stem}, folder / "peaks")
    return read_peaks(folder / "peaks", "stem")


@pytest.mark.parametrize("suffix", ["mp3", "wav"])
@pytest.mark.parametrize("samples", [1, 255, 256, 257, 65_536, 200_001])
def test_every_block_has_the_lowest_and_the_highest_sample(tmp_path: Path, samples: int, suffix: str) -> None:
    sound = np.random.default_rng(1).normal(0, 0.3, (samples, 2)).clip(-1, 1).astype(np.float32)
    peaks = peaks_of(tmp_path, sound, suffix)
    heard = np.concatenate(list(decode(tmp_path / f"stem.{suffix}")))
    assert peaks.dtype == np.int8
    assert peaks.shape == (-(-len(heard) // PEAK_SAMPLES), 2)
    for block in {0, len(peaks) // 2, len(peaks) - 1}:
        part = heard[block * PEAK_SAMPLES : (block + 1) * PEAK_SAMPLES]
        expected = np.clip([part.min(), part.max()], -1, 1) * FULL_SCALE
        assert peaks[block] == pytest.approx(expected, abs=0.51)


def test_either_channel_counts(tmp_path: Path) -> None:
    sound = tone(0.5) * np.float32([0, 1])
    sound[:, 0] = 0.9
    peaks = peaks_of(tmp_path, sound)
    assert np.all(peaks[:, 1] == round(0.9 * FULL_SCALE))
    assert peaks[:, 0].min() == pytest.approx(-0.5 * FULL_SCALE, abs=1)


def test_beyond_full_scale_is_full_scale(tmp_path: Path) -> None:
    assert np.abs(peaks_of(tmp_path, 4 * tone(0.5)).astype(int)).max() == FULL_SCALE


def test_a_damaged_stem_has_no_peaks_and_the_others_have(tmp_path: Path) -> None:
    (tmp_path / "drums.mp3").write_text("no sound")
    good = encoded(tmp_path / "vocals.mp3", tone(1.0), "mp3")
    write_all_peaks({"vocals": good, "drums": tmp_path / "drums.mp3"}, tmp_path / "peaks")
    assert len(read_peaks(tmp_path / "peaks", "vocals")) == -(-RATE // PEAK_SAMPLES)
    with pytest.raises(InvalidAudioError, match="drums is damaged"):
        read_peaks(tmp_path / "peaks", "drums")


def test_peaks_that_cannot_be_written_leave_nothing(tmp_path: Path) -> None:
    good = encoded(tmp_path / "vocals.mp3", tone(1.0), "mp3")
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        write_all_peaks({"vocals": good}, tmp_path / "file" / "peaks")
    assert {path.name for path in tmp_path.iterdir()} == {"vocals.mp3", "file"}
