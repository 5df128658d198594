"""From a song's file to everything that is written of its separation, whatever stems a model gives."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import orjson
import pytest
import soundfile as sf

from app.result_folder import publish
from core.audio.decode import decode
from core.audio.segments import segments
from core.engines import Engines, Note
from core.jobs import JobRequest
from core.models import Stage, StemFormat
from core.pipeline import analyse
from core.processes.worker import Task
from core.results import JobFolder
from core.separation.base import STEMS, Separator, Sound, StemBlock
from tests.sounds import RATE

SIX = (*STEMS, "guitar", "piano")
SECONDS = 7


class Shares:
    """A separator that gives every stem its share of the mix: its number, over the sum of all numbers."""

    device = "cpu"

    def __init__(self, name: str, stems: tuple[str, ...]) -> None:
        self.name = name
        self.stems = stems

    def share(self, stem: str) -> float:
        return (self.stems.index(stem) + 1) / sum(range(len(self.stems) + 1))

    def separate(self, mix: Sound) -> Iterator[StemBlock]:
        for start in range(0, len(mix), 100_000):
            block = np.array(mix[start : start + 100_000])
            yield {stem: block * np.float32(self.share(stem)) for stem in self.stems}


class OneEngine(Engines):
    """Knows one separator."""

    def __init__(self, separator: Separator, folder: Path) -> None:
        super().__init__("cpu", folder)
        self._one = separator

    def separator(self, name: str, note: Note) -> Separator:  # noqa: ARG002 - one signature for all
        assert name == self._one.name
        return self._one


Run = Callable[[Shares, StemFormat, bool], JobFolder]


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Noise, as no two places of it are alike."""
    path = tmp_path_factory.mktemp("song") / "song.wav"
    noise = np.random.default_rng(1).normal(0, 0.2, (SECONDS * RATE, 2)).clip(-0.99, 0.99)
    sf.write(path, noise.astype(np.float32), RATE, "FLOAT")
    return path


@pytest.fixture
def run(song: Path, tmp_path: Path) -> Run:
    """run(separator, stem format, for the API): the job's folder after the separation of the song."""

    def separate(separator: Shares, stem_format: StemFormat, api: bool) -> JobFolder:
        job = JobFolder(tmp_path / "job")
        request = JobRequest(separator.name, "swiftf0", (Stage.SEPARATION,))
        task = Task("id", song, song.name, "ab", job.path, request, stem_format, max_seconds=60, api=api)
        analyse(task, OneEngine(separator, tmp_path), [].append)
        return job

    return separate


def sound_of(path: Path) -> np.ndarray:
    return np.concatenate(list(decode(path)))


def facts(job: JobFolder) -> dict[str, object]:
    read: dict[str, object] = orjson.loads((job.stage(Stage.SEPARATION) / "stage.json").read_bytes())["facts"]
    return read


@pytest.mark.parametrize("stems", [STEMS, SIX], ids=["four", "six"])
def test_stems_follow_the_model(run: Run, stems: tuple[str, ...]) -> None:
    job = run(Shares("a model", stems), "mp3", True)
    listed = [*stems, "instrumental", "original"]
    assert list(job.tracks()) == listed
    assert facts(job)["stems"] == list(stems)
    results = orjson.loads(job.results.read_bytes())
    assert results["stems"] == list(results["results"]["stems"]) == listed
    assert all(set(segment.tracks()) == set(listed) for segment in segments(job.segments))


def test_segments_hold_the_stems_to_the_sample(run: Run, song: Path) -> None:
    separator = Shares("a model", STEMS)
    job = run(separator, "mp3", True)
    mix, _ = sf.read(song, dtype="float32")
    shares = {stem: separator.share(stem) for stem in STEMS}
    shares |= {"instrumental": 1 - shares["vocals"], "original": 1.0}
    for track, share in shares.items():
        files = [segment.file(track) for segment in segments(job.segments)]
        heard = np.concatenate([sound_of(path) for path in files])
        assert heard.shape == mix.shape
        assert np.abs(heard - share * mix).max() < 2**-22


def test_lossless_stems_need_no_segments_and_are_published_with_the_rest(run: Run, tmp_path: Path) -> None:
    job = run(Shares("a model", SIX), "wav", False)
    assert not job.segments.exists()
    (tmp_path / "result").mkdir()
    publish(job, tmp_path / "result")
    names = {path.name for path in (tmp_path / "result" / "stems").iterdir()}
    assert names == {f"{stem}.wav" for stem in (*SIX, "instrumental")}
    lengths = {len(sound_of(path)) for path in (tmp_path / "result" / "stems").iterdir()}
    assert lengths == {SECONDS * RATE}


def test_stems_of_another_model_leave_none_of_the_first_behind(run: Run) -> None:
    assert "guitar" in run(Shares("six", SIX), "mp3", True).tracks()
    job = run(Shares("four", STEMS), "mp3", True)
    assert "guitar" not in job.tracks()
    assert not any("guitar" in segment.tracks() for segment in segments(job.segments))


def test_a_job_of_the_first_version_keeps_its_stems(run: Run) -> None:
    """It had four stems, did not say so, and kept them inside the stage's folder."""
    separator = Shares("a model", STEMS)
    job = run(separator, "mp3", True)
    stage = job.stage(Stage.SEPARATION)
    job.stems.rename(stage / "stems")
    marker = orjson.loads((stage / "stage.json").read_bytes())
    del marker["facts"]["stems"]
    (stage / "stage.json").write_bytes(orjson.dumps(marker))
    shutil.rmtree(job.segments)
    before = orjson.loads(job.results.read_bytes())["stems"]
    again = run(separator, "mp3", True)
    assert orjson.loads(again.results.read_bytes())["stems"] == before
    assert list(again.tracks()) == before
    assert not (job.path / "stems").exists()
