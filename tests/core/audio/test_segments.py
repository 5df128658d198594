"""A listed segment is whole, and together the segments are the song."""

import sys
import time
from pathlib import Path

import numpy as np
import pytest

from core.audio.decode import decode
from core.audio.segments import FIRST_SECONDS, SEGMENT_SECONDS, Segment, SegmentWriter, segments
from tests.conftest import ROOT
from tests.sounds import RATE
from tests.watching import started, until

SAMPLES = round(27.3 * RATE)


def noise(seed: int, samples: int = SAMPLES) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.1, (samples, 2)).clip(-0.9, 0.9).astype(np.float32)


def read(found: list[Segment], track: str) -> np.ndarray:
    return np.concatenate([block for segment in found for block in decode(segment.file(track))])


@pytest.mark.parametrize("block", [7_001, 257_985, 10 * SAMPLES])
def test_together_they_are_the_song_to_the_sample(tmp_path: Path, block: int) -> None:
    song = {"vocals": noise(1), "drums": noise(2)}
    seen: list[Segment] = []
    with SegmentWriter(tmp_path, seen.append) as writer:
        for start in range(0, SAMPLES, block):
            writer.write({track: sound[start : start + block] for track, sound in song.items()})
            assert segments(tmp_path) == seen
    assert segments(tmp_path) == seen
    edges = [0, FIRST_SECONDS, FIRST_SECONDS + SEGMENT_SECONDS, FIRST_SECONDS + 2 * SEGMENT_SECONDS]
    assert [segment.start for segment in seen] == [RATE * edge for edge in edges]
    assert [segment.end for segment in seen] == [*(RATE * edge for edge in edges[1:]), SAMPLES]
    for track, sound in song.items():
        found = read(seen, track)
        assert found.shape == sound.shape
        assert np.abs(found - sound).max() <= 2**-24 + 1e-9
    assert {segment.tracks() for segment in seen} == {("drums", "vocals")}


def test_what_breaks_off_leaves_no_short_segment(tmp_path: Path) -> None:
    def break_off() -> None:
        with SegmentWriter(tmp_path, [].append) as writer:
            writer.write({"vocals": noise(1, 9 * RATE)})
            raise InterruptedError

    with pytest.raises(InterruptedError):
        break_off()
    assert [segment.end for segment in segments(tmp_path)] == [FIRST_SECONDS * RATE]


def test_where_there_are_none_there_are_none(tmp_path: Path) -> None:
    assert segments(tmp_path / "nowhere") == []
    assert Segment(tmp_path / "0_1", 0, 1).tracks() == ()


def test_after_a_kill_every_listed_segment_is_whole(tmp_path: Path) -> None:
    script = (
        "import sys, numpy as np\nfrom pathlib import Path\nfrom core.audio.segments import SegmentWriter\n"
        "block = np.random.default_rng(0).normal(0, 0.1, (44_100, 2)).astype(np.float32)\n"
        "with SegmentWriter(Path(sys.argv[1]), [].append) as writer:\n"
        "    while True:\n        writer.write({'vocals': block, 'drums': block})\n"
    )
    for wait in (0.0, 0.03, 0.06):
        root = tmp_path / str(wait)
        with started([sys.executable, "-c", script, root], ROOT):
            until(lambda root=root: segments(root))
            time.sleep(wait)
        for segment in segments(root):
            assert segment.tracks() == ("drums", "vocals")
            for track in segment.tracks():
                assert len(read([segment], track)) == segment.end - segment.start
