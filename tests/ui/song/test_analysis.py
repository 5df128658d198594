"""What the documents of a song say, as the view reads it."""

import gzip
import time

import numpy as np
import orjson
import pytest

from core.documents import frames_columns
from core.jobs import Job
from core.pitch.base import PitchTrack
from ui.bridge import Bridge
from ui.song.analysis import frame_at, read_analysis, read_pitch


def test_a_pitch_track_is_read_as_it_was_written(tmp_path) -> None:
    f0 = np.array([440.0, 0.0, 220.0])
    track = PitchTrack(f0, np.array([0.9, 0.1, 0.7]), f0 > 0)
    path = tmp_path / "frames.json.gz"
    path.write_bytes(gzip.compress(b"".join(frames_columns(track, {"job_id": "x", "metadata": {}}))))
    pitch = read_pitch(path)
    np.testing.assert_allclose(pitch.midi, [69, np.nan, 57])
    np.testing.assert_allclose(pitch.confidence, [0.9, 0.1, 0.7], rtol=1e-6)
    assert [frame_at(pitch, seconds) for seconds in (-1, 0.0, 0.012, 99)] == [0, 0, 1, 2]


def test_a_song_without_frames_has_an_empty_track(tmp_path) -> None:
    nothing = np.zeros(0)
    path = tmp_path / "frames.json.gz"
    track = PitchTrack(nothing, nothing, nothing > 0)
    path.write_bytes(gzip.compress(b"".join(frames_columns(track, {"job_id": "x", "metadata": {}}))))
    assert len(read_pitch(path).midi) == 0


@pytest.mark.slow
def test_the_example_is_read_whole(songs: Bridge, example_job: Job) -> None:
    folder = songs.service.library.results(example_job.id)
    analysis = read_analysis(folder, example_job)
    assert list(analysis.tracks) == ["vocals", "drums", "bass", "other"]
    assert (analysis.key, analysis.time_signature) == ("D major", "4/4")
    assert analysis.pitch is not None
    assert len(analysis.pitch.midi) == example_job.summary.num_frames
    assert len(analysis.beats) == len(orjson.loads(folder.beats.read_bytes())["beats"])
    assert analysis.chords is not None
    assert len(analysis.chords) == example_job.summary.num_chords
    assert analysis.has_music


@pytest.mark.alone
def test_an_hour_is_read_soon(tmp_path) -> None:
    f0 = np.full(360_000, 220.0)
    path = tmp_path / "frames.json.gz"
    track = PitchTrack(f0, np.full(len(f0), 0.5), f0 > 0)
    path.write_bytes(gzip.compress(b"".join(frames_columns(track, {"job_id": "x", "metadata": {}})), 1))
    began = time.perf_counter()
    read_pitch(path)
    assert time.perf_counter() - began < 1.0
