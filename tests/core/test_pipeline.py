"""A song from file to documents: what a musician would check, in sounds whose music is known."""

import csv
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
import soundfile as sf

from core.audio.decode import decode
from core.jobs import JobRequest, Summary
from core.processes.worker import Task, Worker, WorkerSettings
from core.results import JobFolder
from core.separation.base import STEMS
from tests.sounds import RATE

pytestmark = pytest.mark.slow

START, SECONDS = 20.0, 12.0
"""The part of song1 that is heard: from a downbeat on, with singing."""


@dataclass(frozen=True)
class Done:
    """A song that went through the pipeline, with lossless stems."""

    folder: JobFolder
    summary: Summary
    mix: np.ndarray

    def stem(self, name: str) -> np.ndarray:
        return np.concatenate(list(decode(self.folder.stems / f"{name}.wav")))

    def document(self, name: str) -> Any:
        return orjson.loads((self.folder.documents / f"{name}.json").read_bytes())

    def frames(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.document("frames")["processed_frames"]
        return found


Analyse = Callable[[np.ndarray], Done]


@pytest.fixture(scope="module")
def analyse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyse]:
    """analyse(sound): the sound, float32 of shape (samples, 2), through the real worker."""
    folder = tmp_path_factory.mktemp("pipeline")
    worker = Worker(WorkerSettings("cpu", folder / "models", threads=2, background=True))

    def run(sound: np.ndarray) -> Done:
        job = JobFolder(tmp_path_factory.mktemp("job"))
        path = job.path / "song.wav"
        sf.write(path, sound, RATE, "FLOAT")
        task = Task(
            job_id="id",
            song=path,
            song_name=path.name,
            sha256="",
            folder=job.path,
            request=JobRequest("spleeter", "swiftf0"),
            stem_format="wav",
            max_seconds=60,
            api=False,
        )
        return Done(job, worker.run(task, [].append, threading.Event()), sound)

    yield run
    worker.stop()


@pytest.fixture(scope="module")
def song(analyse: Analyse, mix: Callable[[str], np.ndarray]) -> Done:
    """A few bars of a labelled song."""
    return analyse(mix("song1")[round(START * RATE) : round((START + SECONDS) * RATE)])


def test_stems_sum_to_the_mix_and_line_up_to_the_sample(song: Done) -> None:
    stems = {name: song.stem(name) for name in (*STEMS, "instrumental")}
    assert {len(stem) for stem in stems.values()} == {len(song.mix)}
    level = np.sqrt((song.mix**2).mean())
    for parts in (STEMS, ("vocals", "instrumental")):
        left = song.mix - np.sum([stems[name] for name in parts], axis=0)
        assert 20 * np.log10(np.sqrt((left**2).mean()) / level + 1e-12) < -60
    for name in ("drums", "instrumental"):
        assert lag(stems[name], song.mix) == 0, name


def lag(sound: np.ndarray, other: np.ndarray) -> int:
    """Samples by which `sound` comes later than `other`."""
    a, b = (part.mean(axis=1, dtype=np.float64) for part in (sound, other))
    size = 2 * len(a)
    correlation = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)
    place = int(np.argmax(correlation))
    return place - size if place > size // 2 else place


def test_stems_hold_what_they_say(song: Done, stem: Callable[[str, str], np.ndarray]) -> None:
    part = slice(round(START * RATE), round((START + SECONDS) * RATE))
    for name in ("vocals", "drums", "bass"):
        found = {true: likeness(song.stem(name), stem("song1", true)[part]) for true in STEMS}
        assert max(found, key=found.__getitem__) == name, found


def likeness(sound: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(sound.mean(axis=1), other.mean(axis=1))[0, 1])


def test_tempo_key_and_chords_are_the_songs(song: Done, shared: Path) -> None:
    labels = orjson.loads((shared / "eval/song1/song.json").read_bytes())
    assert song.summary.tempo_bpm == pytest.approx(labels["tempo_bpm"], rel=0.02)
    assert song.summary.key == labels["key"]
    with (shared / "eval/song1/chords.lab").open() as file:
        lines = [(float(a), float(b), label) for a, b, label in csv.reader(file, delimiter="\t")]
    chords = song.document("chords")["chords"]
    times = np.arange(0.05, SECONDS, 0.1)
    true = [next(label for start, end, label in lines if start <= t + START < end) for t in times]
    heard = [next(c["root"] for c in chords if c["start_time"] <= t < c["end_time"]) for t in times]
    right = [label.partition(":")[0] == root for label, root in zip(true, heard, strict=True)]
    assert np.mean(right) > 0.85


def test_beats_lie_where_the_drummer_plays(song: Done) -> None:
    beats = np.array([beat["time"] for beat in song.document("beats")["beats"]])
    period = 60 / 84
    true = np.arange(np.ceil(START / period) * period, START + SECONDS, period) - START
    near = [np.abs(beats - time).min() < 0.07 for time in true]
    assert np.mean(near) > 0.9
    assert len(beats) == pytest.approx(len(true), abs=2)


def test_the_sung_pitch_is_the_singers(song: Done, shared: Path) -> None:
    true = np.loadtxt(shared / "eval/song1/f0.csv", delimiter=",")[:, 1]
    true = true[round(START * 100) :][: len(song.frames())]
    heard = np.array([frame["frequency"] for frame in song.frames()])
    assert len(heard) == round(SECONDS * 100)
    both = (true > 0) & (heard > 0)
    assert both.sum() > 0.8 * (true > 0).sum()
    cents = np.abs(1200 * np.log2(heard[both] / true[both]))
    assert (cents < 50).mean() > 0.9


def test_the_notes_are_the_melodys(song: Done, shared: Path) -> None:
    true = np.loadtxt(shared / "eval/song1/notes.csv", delimiter=",") - [START, START, 0]
    true = true[(true[:, 0] >= 0) & (true[:, 1] <= SECONDS)]
    notes = song.document("notes")["notes"]
    for start, end, midi in true:
        inside = [note for note in notes if note["onset"] < end - 0.1 and note["offset"] > start + 0.1]
        assert any(abs(note["midi_pitch"] - midi) < 0.5 for note in inside), (start, midi)
    assert len(notes) < 1.5 * len(true)


def test_silence_is_one_long_nothing(analyse: Analyse) -> None:
    done = analyse(np.zeros((2 * RATE, 2), np.float32))
    assert (done.summary.key, done.summary.tempo_bpm) == (None, 0.0)
    chords = done.document("chords")["chords"]
    assert [(c["start_time"], c["end_time"], c["chord_label"]) for c in chords] == [(0.0, 2.0, "N")]
    assert not any(frame["is_voiced"] for frame in done.frames())
    assert len(done.frames()) == 200
    assert not any(done.stem(name).any() for name in STEMS)
    assert done.document("beats")["beats"] == []
    assert done.document("notes")["notes"] == []


def test_a_band_without_a_singer_has_chords_and_no_melody(
    analyse: Analyse, stem: Callable[[str, str], np.ndarray]
) -> None:
    part = slice(round(START * RATE), round((START + 6) * RATE))
    done = analyse(sum(stem("song1", name)[part] for name in ("drums", "bass", "other")))
    assert not any(frame["is_voiced"] for frame in done.frames())
    assert {chord["root"] for chord in done.document("chords")["chords"]} >= {"A", "D"}


@pytest.mark.parametrize("samples", [1, 1024, 45_056, 88_200])
def test_songs_of_any_length_go_through(analyse: Analyse, samples: int) -> None:
    rng = np.random.default_rng(3)
    done = analyse(rng.normal(0, 0.1, (samples, 2)).astype(np.float32))
    assert done.summary.num_frames == len(done.frames()) == round(samples / RATE * 100)
    assert done.document("chords")["chords"][-1]["end_time"] == samples / RATE
    assert all(len(done.stem(name)) == samples for name in STEMS)
