"""Parts of a stem are what the whole stem is there, to the sample and to the bit."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile as sf
from hypothesis import given, settings
from hypothesis import strategies as st

from core.audio.decode import decode
from core.audio.parts import INDEXES, Cutter, Part, spans, version_of
from core.audio.segments import FIRST_SECONDS, SEGMENT_SECONDS
from core.errors import InvalidAudioError
from tests.core.audio.test_seeking import SAMPLES, music, stem
from tests.sounds import RATE


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stem that is louder than full scale here and there."""
    return stem(tmp_path_factory.mktemp("stem") / "stem.mp3", music() * 1.5)


@pytest.fixture(scope="module")
def whole(path: Path) -> np.ndarray:
    """The stem as 16-bit integers."""
    sound = np.concatenate(list(decode(path))).astype(np.float64)
    assert np.abs(sound).max() > 1
    return (sound * 2**15).round().clip(-(2**15), 2**15 - 1).astype(np.int16)


def part(path: Path, start: int, end: int) -> Part:
    return Part(path, version_of(path), start, end)


def heard(data: bytes) -> np.ndarray:
    """What a decoder that others wrote finds in a part."""
    sound, rate = sf.read(io.BytesIO(data), dtype="int16")
    assert rate == RATE
    assert sf.info(io.BytesIO(data)).subtype == "PCM_16"
    return np.asarray(sound)


@given(st.integers(0, 3 * 60 * RATE))
def test_parts_follow_each_other_as_the_segments_of_a_preview_do(samples: int) -> None:
    found = list(spans(samples))
    assert [0, *(end for _, end in found)] == [*(start for start, _ in found), samples]
    lengths = [end - start for start, end in found]
    usual = [FIRST_SECONDS * RATE, *[SEGMENT_SECONDS * RATE] * len(lengths)]
    assert lengths[:-1] == usual[: len(lengths[:-1])]
    assert all(0 < length <= most for length, most in zip(lengths, usual, strict=False))


def test_all_parts_together_are_the_stem(path: Path, whole: np.ndarray) -> None:
    cutter = Cutter()
    parts = [heard(cutter.cut(part(path, *span))) for span in spans(SAMPLES)]
    assert np.array_equal(np.concatenate(parts), whole)


@settings(deadline=None)
@given(st.integers(0, SAMPLES + RATE), st.integers(1, 3 * RATE))
def test_a_part_may_lie_anywhere(path: Path, whole: np.ndarray, start: int, count: int) -> None:
    sound = heard(Cutter().cut(part(path, start, start + count)))
    there = whole[start : start + count]
    assert np.array_equal(sound[: len(there)], there)
    assert len(sound) == count
    assert not sound[len(there) :].any()


def test_many_at_once_do_not_disturb_each_other(path: Path, whole: np.ndarray) -> None:
    cutter, starts = Cutter(), [*range(0, SAMPLES - RATE, RATE // 2)] * 3
    with ThreadPoolExecutor(8) as pool:
        cuts = pool.map(lambda start: cutter.cut(part(path, start, start + RATE)), starts)
        for start, cut in zip(starts, cuts, strict=True):
            assert np.array_equal(heard(cut), whole[start : start + RATE])


def test_a_stem_that_was_replaced_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    cutter, path = Cutter(), stem(tmp_path / "stem.mp3", music())
    old = part(path, RATE, 2 * RATE)
    cutter.cut(old)
    stem(tmp_path / "new.mp3", music()[::-1]).replace(path)
    with pytest.raises(FileNotFoundError):
        cutter.cut(old)
    again = np.concatenate(list(decode(path)))[RATE : 2 * RATE]
    new = heard(cutter.cut(part(path, RATE, 2 * RATE)))
    assert np.abs(new / 2**15 - again).max() <= 2**-16 + 1e-9
    path.unlink()
    with pytest.raises(FileNotFoundError):
        cutter.cut(old)


def test_what_is_damaged_is_an_error_as_long_as_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "stem.mp3"
    path.write_bytes(b"no sound at all" * 100)
    broken = part(path, 0, RATE)
    with pytest.raises(InvalidAudioError):
        Cutter().cut(broken)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        Cutter().cut(broken)


def test_no_file_stays_open_and_few_are_remembered(path: Path, tmp_path: Path) -> None:
    cutter = Cutter()
    for number in range(INDEXES + 3):
        copy = tmp_path / f"{number}.mp3"
        copy.write_bytes(path.read_bytes())
        cutter.cut(part(copy, 0, RATE))
    assert not [file for file in psutil.Process().open_files() if str(tmp_path) in file.path]
    assert cutter._index.cache_info().currsize == INDEXES
