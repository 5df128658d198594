"""What is found in a song, corrected over the wire, and in the forms that musicians use."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mido
import pytest

from core.corrections.checking import MOST_CHORDS
from tests.app.conftest import Running, serving
from tests.app.phones import paired, phone
from tests.app.strict_client import Beats, Chords, Frames, Job, JobList, Results, fields, parse, refused
from tests.core.corrections.songs import finished_song

ID = "8b81ded8-ec45-58ae-9878-9837d6157195"
NAME = 'Ça "va"\n夜'
URL = f"/api/v1/jobs/{ID}"
CHORD = {"start_time": 3.0, "end_time": 6.0, "chord_label": "D:min7"}


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A server with a finished song."""
    finished_song(tmp_path, ID, display_name=NAME)
    with serving(tmp_path, start=False) as server:
        yield server


def corrected(running: Running, **said: object) -> Job:
    return parse(Job, running.client.patch(URL, json=said))


def test_everything_is_corrected_for_everyone(running: Running) -> None:
    job = corrected(running, tempo_bpm=200, downbeat_shift=1, key="F major", chords=[CHORD])
    assert (job.tempo_bpm, job.num_chords) == (200.0, 4)
    assert parse(JobList, running.client.get("/api/v1/jobs")).jobs == [job]
    chords = parse(Chords, running.client.get(f"{URL}/chords"))
    assert [chord.chord_label for chord in chords.chords] == ["C:maj", "D:min7", "F:maj", "G:7"]
    assert chords.tempo_bpm == parse(Frames, running.client.get(f"{URL}/frames")).metadata.bpm == 200.0
    results = parse(Results, running.client.get(f"{URL}/results"))
    assert (results.key, results.results.metadata.key) == ("F major", "F major")
    assert [beat.position for beat in parse(Beats, running.client.get(f"{URL}/beats")).beats[:3]] == [4, 1, 2]
    lab = running.client.get(f"{URL}/chords?format=lab").text
    assert "\tD:min7\n" in lab
    with zipfile.ZipFile(io.BytesIO(running.client.get(f"{URL}/download.zip").content)) as archive:
        for name in ("chords", "beats", "results", "notes", "frames"):
            assert archive.read(f"{name}.json") == running.client.get(f"{URL}/{name}").content


def test_a_job_holds_what_is_corrected_and_nothing_else(running: Running) -> None:
    assert running.client.get(URL).json()["corrections"] == {}
    corrected(running, key="F major")
    assert running.client.get(URL).json()["corrections"] == {"key": "F major"}
    corrected(running, tempo_bpm=50, chords=[CHORD])
    assert running.client.get(URL).json()["corrections"] == {
        "tempo_bpm": 50.0,
        "key": "F major",
        "chords": [CHORD],
    }
    corrected(running, key=None, chords=[], downbeat_shift=-1)
    assert running.client.get(URL).json()["corrections"] == {"tempo_bpm": 50.0, "downbeat_shift": 3}
    corrected(running, tempo_bpm=0, downbeat_shift=0, key="", chords=None)
    job = running.client.get(URL).json()
    assert (job["corrections"], job["tempo_bpm"], job["key"]) == ({}, 100.0, "C major")


def test_another_name_at_the_same_time_or_neither(running: Running) -> None:
    assert corrected(running, display_name="Ours", key="F major").display_name == "Ours"
    wrong = running.client.patch(URL, json={"display_name": "Mine", "key": "F sharp"})
    assert fields(refused(wrong, 422, "validation_error")) == {"key"}
    assert parse(Job, running.client.get(URL)).display_name == "Ours"


def test_a_client_with_old_results_gets_the_new_ones(running: Running) -> None:
    for path in ("chords", "beats", "results", "frames"):
        before = running.client.get(f"{URL}/{path}")
        corrected(running, tempo_bpm=200)
        known = {"If-None-Match": before.headers["etag"]}
        after = running.client.get(f"{URL}/{path}", headers=known)
        assert (after.status_code, after.content != before.content) == (200, True), path
        known = {"If-None-Match": after.headers["etag"]}
        assert running.client.get(f"{URL}/{path}", headers=known).status_code == 304
        corrected(running, tempo_bpm=None)
        part = running.client.get(f"{URL}/{path}", headers={"Range": "bytes=0-9", "Accept-Encoding": "gzip"})
        assert part.status_code == 206


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"tempo_bpm": 130}, "tempo_bpm"),
        ({"tempo_bpm": "200"}, "tempo_bpm"),
        ({"tempo_bpm": True}, "tempo_bpm"),
        ({"tempo_bpm": -100}, "tempo_bpm"),
        ({"tempo_bpm": 10**400}, "tempo_bpm"),
        ({"downbeat_shift": 0.5}, "downbeat_shift"),
        ({"downbeat_shift": 10**30}, "downbeat_shift"),
        ({"key": "E flat"}, "key"),
        ({"key": "G# major"}, "key"),
        ({"key": "x" * 1000}, "key"),
        ({"key": 3}, "key"),
        ({"chords": [CHORD, CHORD | {"chord_label": "Dm7"}]}, "chords.1.chord_label"),
        ({"chords": [CHORD | {"chord_label": "D" * 1000}]}, "chords.0.chord_label"),
        ({"chords": [CHORD | {"end_time": 2.0}]}, "chords.0"),
        ({"chords": [CHORD | {"end_time": 1e300}]}, "chords.0"),
        ({"chords": [CHORD | {"start_time": "3"}]}, "chords.0.start_time"),
        ({"chords": [CHORD | {"start_time": -1}]}, "chords.0.start_time"),
        ({"chords": [CHORD | {"confidence": 1.0}]}, "chords.0.confidence"),
        ({"chords": [{}]}, "chords.0.start_time"),
        ({"chords": {"0": CHORD}}, "chords"),
        ({"chords": [CHORD] * (MOST_CHORDS + 1)}, "chords"),
        ({"corrections": {}}, "corrections"),
        ({"time_signature": "3/4"}, "time_signature"),
    ],
)
def test_what_means_nothing_is_named_and_changes_nothing(
    running: Running, said: dict[str, Any], field: str
) -> None:
    before = running.client.get(URL).json()
    problem = refused(running.client.patch(URL, json=said), 422, "validation_error")
    assert field in fields(problem)
    assert len(problem.detail) < 500
    assert running.client.get(URL).json() == before


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none(running: Running, number: str) -> None:
    kind = {"Content-Type": "application/json"}
    tempo = running.client.patch(URL, content=f'{{"tempo_bpm": {number}}}', headers=kind)
    refused(tempo, 422, "validation_error")
    chord = json.dumps(CHORD).replace("3.0", number)
    refused(
        running.client.patch(URL, content=f'{{"chords": [{chord}]}}', headers=kind), 422, "validation_error"
    )


def test_a_song_that_waits_has_nothing_to_correct(running: Running, tone: Path) -> None:
    url = f"/api/v1/jobs/{running.sent(tone)}"
    before = running.client.get(url).json()
    refused(running.client.patch(url, json={"key": "F major", "display_name": "Other"}), 409, "not_ready")
    assert running.client.get(url).json() == before


@pytest.mark.parametrize("library", ["shared", "private"])
def test_whoever_sees_a_song_corrects_it(tmp_path: Path, library: str) -> None:
    finished_song(tmp_path, ID, client="somebody")
    with (
        serving(tmp_path, start=False, library=library) as running,
        phone(running, paired(running.service, "anna").key) as anna,
    ):
        answer = anna.client.patch(URL, json={"key": "F major"})
        if library == "private":
            refused(answer, 404, "job_not_found")
        else:
            assert answer.json()["corrections"] == {"key": "F major"}


def test_a_chord_sheet(running: Running) -> None:
    answer = running.client.get(f"{URL}/chords?format=txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.text.startswith('Ça "va" 夜\n')
    assert "|  C  .  .  .   |  C  Am  .  .  |" in answer.text
    other = running.client.get(f"{URL}/chords?format=txt&transpose=2&capo=2").text
    assert "Key: D major" in other
    assert "Capo: 2, shapes in C major" in other
    assert running.client.head(f"{URL}/chords?format=txt").headers["content-length"]
    for wrong in ("transpose=12", "transpose=x", "capo=-1", "capo=12", "format=pdf"):
        assert fields(
            refused(running.client.get(f"{URL}/chords?format=txt&{wrong}"), 422, "validation_error")
        )


def test_a_midi_file(running: Running) -> None:
    corrected(running, chords=[CHORD])
    answer = running.client.get(f"{URL}/notes?format=midi")
    assert answer.headers["content-type"] == "audio/midi"
    assert '.mid"' in answer.headers["content-disposition"]
    file = mido.MidiFile(file=io.BytesIO(answer.content))
    assert [track.name for track in file.tracks][1:] == ["Vocals", "Chords"]
    assert "Dm7" in [message.text for message in file.tracks[0] if message.type == "marker"]
    assert file.length == pytest.approx(12.0, abs=0.01)
    refused(running.client.get(f"{URL}/notes?format=mp3"), 422, "validation_error")


def test_a_song_without_its_chords_has_a_midi_file_too(running: Running, tmp_path: Path) -> None:
    folder = running.service.library.results(ID)
    folder.chords.unlink()
    folder.beats.unlink()
    file = mido.MidiFile(file=io.BytesIO(running.client.get(f"{URL}/notes?format=midi").content))
    assert len(file.tracks) == 2
    refused(running.client.get(f"{URL}/chords?format=txt"), 404, "not_requested")
    folder.notes.unlink()
    refused(running.client.get(f"{URL}/notes?format=midi"), 404, "not_requested")
