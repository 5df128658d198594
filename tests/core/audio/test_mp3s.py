"""MP3s that are made beside the stages: all of them, lined up with the song, or none."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.audio.decode import decode
from core.audio.mp3s import Mp3Encoding
from core.audio.segments import Segment, SegmentWriter
from core.errors import InvalidAudioError
from tests.sounds import RATE, clicks


def written(root: Path, on_segment: Callable[[Segment], None]) -> np.ndarray:
    """Times of the clicks in a song of 17 s, cut into segments."""
    sound, times = clicks(17.0, 0.9)
    with SegmentWriter(root, on_segment) as writer:
        writer.write({"drums": sound, "vocals": 0 * sound})
    return times


def nothing(part: float) -> None:
    """Waits for the MP3s, and has nothing else to do."""


def test_they_line_up_across_the_segments_seams(tmp_path: Path) -> None:
    with Mp3Encoding(tmp_path / "stems") as mp3s:
        times = written(tmp_path / "segments", mp3s.add)
        mp3s.finish(nothing)
    assert sorted(path.name for path in (tmp_path / "stems").iterdir()) == ["drums.mp3", "vocals.mp3"]
    drums, vocals = (
        np.concatenate(list(decode(tmp_path / "stems" / f"{track}.mp3"))) for track in ("drums", "vocals")
    )
    assert len(drums) == len(vocals) == 17 * RATE
    assert not vocals.any()
    for time in times:
        start = round(time * RATE) - 1000
        assert np.argmax(np.abs(drums[start : start + 2000, 0])) == 1000


def test_they_are_the_same_bytes_whenever_they_are_made(tmp_path: Path) -> None:
    found: list[Segment] = []
    written(tmp_path / "segments", found.append)
    for name in ("one", "two"):
        with Mp3Encoding(tmp_path / name) as mp3s:
            for segment in found:
                mp3s.add(segment)
            mp3s.finish(nothing)
    one, two = ((tmp_path / name / "drums.mp3").read_bytes() for name in ("one", "two"))
    assert one == two


def test_without_segments_there_are_none(tmp_path: Path) -> None:
    with Mp3Encoding(tmp_path / "stems") as mp3s:
        mp3s.finish(nothing)
    assert not any(tmp_path.iterdir())


def test_an_error_beside_the_stages_is_the_callers(tmp_path: Path) -> None:
    found: list[Segment] = []
    written(tmp_path / "segments", found.append)
    found[1].file("vocals").write_text("no sound")

    def encode() -> None:
        with Mp3Encoding(tmp_path / "stems") as mp3s:
            for segment in found:
                mp3s.add(segment)
            mp3s.finish(nothing)

    with pytest.raises(InvalidAudioError):
        encode()
    assert [path.name for path in tmp_path.iterdir()] == ["segments"]


def test_who_gives_up_leaves_nothing_behind(tmp_path: Path) -> None:
    def give_up(part: float) -> None:
        raise InterruptedError

    def encode() -> None:
        with Mp3Encoding(tmp_path / "stems") as mp3s:
            written(tmp_path / "segments", lambda segment: [mp3s.add(segment) for _ in range(20)])
            mp3s.finish(give_up)

    with pytest.raises(InterruptedError):
        encode()
    assert [path.name for path in tmp_path.iterdir()] == ["segments"]
