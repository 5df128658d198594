"""The level that was reached on labelled songs, with a margin; `python -m benchmarks accuracy` has it all."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf

from benchmarks import found
from tests.conftest import ROOT
from tests.sounds import RATE

pytestmark = [
    pytest.mark.slow,
    # score.py leaves a file to the garbage collector.
    pytest.mark.filterwarnings("ignore:Exception ignored in.*f0.csv"),
]

ENGINES = ("--separator", "htdemucs", "--pitch", "crepe", "--device", "cpu", "--stem-format", "flac")
SDR = {
    "song2": {"vocals": 13.90, "drums": 13.05, "bass": 9.77, "other": 10.89},
    "song3": {"vocals": 13.50, "drums": 13.23, "bass": 6.85, "other": 7.60},
}
"""dB, demucs's own."""
AT_LEAST = {
    "rpa": 0.955,
    "oa": 0.94,
    "majmin": 0.965,
    "tetrads": 0.96,
    "beat_f": 0.95,
    "tempo": 1.0,
    "key": 1.0,
}


@dataclass(frozen=True)
class Scored:
    """A labelled song, the folder of its results, and what `score.py` says of them."""

    song: str
    results: Path
    scores: dict[str, float]


@pytest.fixture(scope="module", params=list(SDR))
def scored(
    request: pytest.FixtureRequest,
    shared: Path,
    mix: Callable[[str], np.ndarray],
    tmp_path_factory: pytest.TempPathFactory,
) -> Scored:
    """The song through the command line, by the best engines."""
    folder = tmp_path_factory.mktemp(request.param)
    sf.write(folder / "song.wav", mix(request.param), RATE, "PCM_16")
    _transcribe(shared, folder / "song.wav", folder / "results")
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    scores = score.score(shared / "eval" / request.param, folder / "results", 1.0, 1.0)
    return Scored(request.param, folder / "results", scores)


def _transcribe(shared: Path, song: Path, results: Path) -> None:
    command = [sys.executable, "-m", "app", "transcribe", str(song), "-o", str(results), *ENGINES]
    environment = os.environ | {"BACKLINE_MODELS_DIR": str(shared / "models")}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def test_stems_are_as_good_as_demucss(scored: Scored) -> None:
    differences = [scored.scores[f"sdr_{stem}"] - sdr for stem, sdr in SDR[scored.song].items()]
    assert min(differences) > -0.1
    assert np.mean(differences) > -0.05


def test_pitch_chords_beats_tempo_and_key(scored: Scored) -> None:
    fallen_short = {
        name: scored.scores[name] for name, least in AT_LEAST.items() if scored.scores[name] < least
    }
    assert not fallen_short


def test_notes(scored: Scored) -> None:
    notes_f = found.notes_f(scored.song, scored.results)
    assert notes_f is not None
    assert notes_f > 0.9


@pytest.mark.parametrize("measure", [found.pitch_confidence, found.chord_confidence])
def test_confidence_tells_how_often_it_is_right(scored: Scored, measure: Callable) -> None:
    confidence, right = measure(scored.song, scored.results)
    bins = list(found.reliability(confidence, right))
    error = sum(abs(mean - share) * count for mean, share, count in bins) / len(right)
    assert error < 0.05
    assert not all(right)


def test_two_runs_give_the_same_bytes(shared: Path, mix: Callable[[str], np.ndarray], tmp_path: Path) -> None:
    sf.write(tmp_path / "song.wav", mix("song1")[20 * RATE : 28 * RATE], RATE, "PCM_16")
    for results in ("one", "two"):
        _transcribe(shared, tmp_path / "song.wav", tmp_path / results)
    one, two = (_contents(tmp_path / results) for results in ("one", "two"))
    assert len(one) == 10
    assert one == two


def _contents(results: Path) -> dict[str, Any]:
    """Files by name, documents without what differs between any two jobs."""
    contents: dict[str, Any] = {}
    for path in results.rglob("*.*"):
        if path.suffix == ".json":
            document = json.loads(path.read_text())
            contents[path.name] = {
                name: document[name] for name in document.keys() - {"job_id", "processing_time"}
            }
        else:
            contents[path.name] = path.read_bytes()
    return contents
