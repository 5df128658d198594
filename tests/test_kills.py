"""The server is killed in the middle of jobs; `python -m benchmarks` does the same more often."""

from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from benchmarks.reliability.kills import kills
from core.audio.decode import decode
from tests.sounds import RATE

KILLS = 10
SECONDS = 5


@pytest.fixture
def song(example: Path, tmp_path: Path) -> Path:
    """Some sung seconds of the song that comes with the project."""
    path = tmp_path / "song.wav"
    sound = np.concatenate(list(decode(example)))[10 * RATE :][: SECONDS * RATE]
    sf.write(path, sound, RATE, "PCM_16")
    return path


@pytest.mark.slow
@pytest.mark.alone  # Its kills are placed by the time that the stages took before.
def test_whatever_was_accepted_is_finished_as_if_nothing_had_happened(song: Path, tmp_path: Path) -> None:
    found = kills(song, tmp_path, KILLS)
    assert found["kills"] == KILLS
    assert {"separation", "transcription", "chords"} <= found["hits"].keys()
    wrong = ("lost", "twice", "failed", "stages_done_again", "different", "orphans")
    assert {name: found[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert found["left"] == []
