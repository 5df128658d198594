"""A song's files have names that tell the song, in every program that they are taken to."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from core.files import write_whole
from core.jobs import Job, now
from core.named_files import CHORD_SHEET, MIDI, named_files
from core.results import JobFolder

JOB = Job("1", "song.mp3", "AC/DC: live?", 1, "0" * 64, now())
CHORDS = {
    "duration": 4.0,
    "key_info": {"key": "C major", "tonic": "C", "mode": "major"},
    "chords": [{"start_time": 0.0, "end_time": 4.0, "chord_label": "C:maj"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> JobFolder:
    """Two stems and a chord."""
    folder = JobFolder(tmp_path / "job")
    folder.stems.mkdir(parents=True)
    folder.documents.mkdir()
    for stem in ("vocals", "bass"):
        (folder.stems / f"{stem}.mp3").write_bytes(stem.encode())
    write_whole(folder.chords, orjson.dumps(CHORDS))
    return folder


def test_stems_midi_and_chords_are_named_after_the_song(folder: JobFolder) -> None:
    files = named_files(JOB, folder)
    assert {name: path.name for name, path in files.items()} == {
        "vocals": "AC_DC_ live_ - vocals.mp3",
        "bass": "AC_DC_ live_ - bass.mp3",
        CHORD_SHEET: "AC_DC_ live_ - chords.txt",
        MIDI: "AC_DC_ live_.mid",
    }
    assert files["vocals"].read_bytes() == b"vocals"
    assert files["vocals"].samefile(folder.stems / "vocals.mp3")
    assert "C" in files[CHORD_SHEET].read_text(encoding="utf-8")
    assert files[MIDI].read_bytes().startswith(b"MThd")


def test_they_follow_a_song_that_is_renamed_or_done_again(folder: JobFolder) -> None:
    before = named_files(JOB, folder)
    (folder.stems / "bass.mp3").unlink()
    (folder.stems / "bass.mp3").write_bytes(b"better")
    after = named_files(JOB, folder)
    assert after == before
    assert after["bass"].read_bytes() == b"better"
    renamed = named_files(replace(JOB, display_name="TNT"), folder)
    assert renamed["bass"].name == "TNT - bass.mp3"


def test_a_song_without_stems_or_chords_has_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "job").mkdir()
    assert named_files(JOB, JobFolder(tmp_path / "job")) == {}
