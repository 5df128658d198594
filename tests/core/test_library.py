"""What is made of a finished song's stems when someone asks: once, in a process of its own, and kept."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.audio.decode import decode
from core.audio.encode import StemEncoder
from core.audio.peaks import PEAK_SAMPLES
from core.disk.data_folder import DataFolder, claimed
from core.errors import (
    InvalidAudioError,
    JobNotFoundError,
    NotReadyError,
    NotRequestedError,
    StemNotFoundError,
)
from core.jobs import Job, JobRequest, JobStatus, now
from core.library import Library
from core.models import Stage
from core.processes.helpers import Helpers
from core.queue import redo
from core.results import JobFolder
from tests.sounds import tone

ID = "11111111-1111-1111-1111-111111111111"
PITCHES = {"vocals": 440, "drums": 220, "bass": 110}


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataFolder]:
    with claimed(tmp_path / "data") as data:
        yield data


@pytest.fixture
def folder(data: DataFolder) -> JobFolder:
    """A finished job's, with three stems."""
    folder = data.job(ID)
    write_stems(folder.path / "stems", 0.5)
    return folder


def write_stems(folder: Path, level: float) -> None:
    folder.mkdir(parents=True)
    for name, hz in PITCHES.items():
        encoder = StemEncoder(folder / f"{name}.mp3", "mp3")
        encoder.write(np.float32(level) * tone(2.0, hz))
        encoder.close()


def library_of(data: DataFolder, *jobs: Job) -> Library:
    known = {job.id: job for job in jobs}

    def find(job_id: str) -> Job:
        if job_id not in known:
            raise JobNotFoundError
        return known[job_id]

    return Library(find, data, Helpers())


@pytest.fixture
def job() -> Job:
    return replace(Job(ID, "a.mp3", "A", 1, "ab", now()), status=JobStatus.COMPLETED)


@pytest.fixture
def library(data: DataFolder, folder: JobFolder, job: Job) -> Library:
    return library_of(data, job)


def decoded(path: Path) -> np.ndarray:
    return np.concatenate(list(decode(path)))


def test_a_mix_is_made_once_and_kept_by_its_stems(library: Library, folder: JobFolder) -> None:
    mix = library.mix(ID, ("bass", "vocals", "bass"), "wav")
    assert mix == folder.converted / "mix-vocals+bass.wav"
    stems = library.stems(ID)
    assert np.array_equal(decoded(mix), decoded(stems["vocals"]) + decoded(stems["bass"]))
    made = mix.stat().st_mtime_ns
    assert library.mix(ID, ("vocals", "bass"), "wav") == mix
    assert mix.stat().st_mtime_ns == made
    assert library.mix(ID, ("vocals", "drums"), "mp3").name == "mix-vocals+drums.mp3"


def test_a_mix_of_one_stem_is_the_stem(library: Library) -> None:
    assert library.mix(ID, ("drums",), "mp3") == library.stem(ID, "drums", "mp3")
    assert library.mix(ID, ("drums",), "flac") == library.stem(ID, "drums", "flac")


@pytest.mark.parametrize("stems", [(), ("harp",), ("vocals", "harp"), ("../../jobs",)])
def test_a_mix_of_what_is_not_there_is_an_error(library: Library, stems: tuple[str, ...]) -> None:
    with pytest.raises(StemNotFoundError, match="There are vocals, drums, bass"):
        library.mix(ID, stems, "flac")


def test_peaks_show_every_stem(library: Library, folder: JobFolder) -> None:
    for name in PITCHES:
        peaks = library.peaks(ID, name)
        assert peaks.shape == (-(-2 * 44_100 // PEAK_SAMPLES), 2)
        assert peaks[100:200].max() == pytest.approx(32, abs=1)
        assert peaks[100:200].min() == pytest.approx(-32, abs=1)
    assert {path.name for path in folder.peaks.iterdir()} == {f"{name}.peaks" for name in PITCHES}


def test_peaks_are_made_once_for_all_who_ask(library: Library, folder: JobFolder) -> None:
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(library.peaks, ID, name) for name in [*PITCHES, *PITCHES]]
        assert all(len(peaks.result()) > 300 for peaks in asked)
    made = folder.peaks.stat().st_mtime_ns
    library.peaks(ID, "vocals")
    assert folder.peaks.stat().st_mtime_ns == made
    assert not list(folder.path.glob("*.part"))


def test_a_damaged_stem_has_an_error_for_peaks_and_the_others_have_peaks(
    library: Library, folder: JobFolder
) -> None:
    (folder.stems / "drums.mp3").write_bytes(os.urandom(1000))
    assert len(library.peaks(ID, "vocals")) > 300
    with pytest.raises(InvalidAudioError, match="drums is damaged"):
        library.peaks(ID, "drums")


def test_what_is_done_again_is_drawn_and_mixed_again(library: Library, folder: JobFolder) -> None:
    assert library.peaks(ID, "vocals").max() == pytest.approx(32, abs=2)
    library.mix(ID, ("vocals", "bass"), "flac")
    write_stems(folder.again / "stems", 1.0)
    redo.publish(folder)
    redo.drop(folder)
    assert library.peaks(ID, "vocals").max() == pytest.approx(64, abs=2)
    mix = decoded(library.mix(ID, ("vocals", "bass"), "flac"))
    assert np.abs(mix).max() == pytest.approx(1, abs=0.05)


def test_songs_without_stems_say_why(data: DataFolder, job: Job) -> None:
    chords = replace(job, id="2" * 36, request=JobRequest(stages=(Stage.CHORDS,)))
    waiting = replace(job, id="3" * 36, status=JobStatus.QUEUED)
    library = library_of(data, chords, waiting)
    for error, job_id in (
        (NotRequestedError, chords.id),
        (NotReadyError, waiting.id),
        (JobNotFoundError, "4" * 36),
    ):
        with pytest.raises(error):
            library.peaks(job_id, "vocals")
        with pytest.raises(error):
            library.mix(job_id, ("vocals", "bass"), "flac")


def test_a_cover_is_there_or_not(library: Library, folder: JobFolder) -> None:
    assert library.cover(ID) is None
    folder.cover.write_bytes(b"\xff\xd8\xff")
    assert library.cover(ID) == folder.cover
    with pytest.raises(JobNotFoundError):
        library.cover("4" * 36)
