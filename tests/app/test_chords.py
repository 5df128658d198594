"""A song's chords over the wire, as they sound and as a guitarist or a singer needs them."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from tests.app.conftest import Running, serving
from tests.app.strict_client import Chords, KeyInfo, parse
from tests.core.corrections.songs import finished_song

ID = "8b81ded8-ec45-58ae-9878-9837d6157195"
URL = f"/api/v1/jobs/{ID}/chords"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A server with a finished song: C, Am, F, G7 in C major."""
    finished_song(tmp_path, ID)
    with serving(tmp_path, start=False) as server:
        yield server


def chords(running: Running, query: str = "") -> Chords:
    return parse(Chords, running.client.get(f"{URL}{query}"))


def key(found: Chords) -> str:
    assert isinstance(found.key_info, KeyInfo)
    return found.key_info.key


def names(found: Chords) -> list[str]:
    return [chord.chord_name for chord in found.chords]


def test_chords_have_the_names_that_musicians_read(running: Running) -> None:
    assert names(chords(running)) == ["C", "Am", "F", "G7"]


@pytest.mark.parametrize(
    ("query", "shown", "in_key"),
    [
        ("?transpose=2", ["D", "Bm", "G", "A7"], "D major"),
        ("?capo=3", ["A", "F♯m", "D", "E7"], "A major"),
        ("?transpose=-2", ["B♭", "Gm", "E♭", "F7"], "Bb major"),
        ("?transpose=5&capo=5", ["C", "Am", "F", "G7"], "C major"),
        ("?transpose=-11&capo=11", ["D", "Bm", "G", "A7"], "D major"),
    ],
)
def test_chords_in_another_key_are_those_of_the_sheet(
    running: Running, query: str, shown: list[str], in_key: str
) -> None:
    as_it_sounds, found = chords(running), chords(running, query)
    assert (names(found), key(found)) == (shown, in_key)
    assert [chord.start_time for chord in found.chords] == [c.start_time for c in as_it_sounds.chords]
    sheet = running.client.get(f"{URL}{query}&format=txt").text
    for name in shown:
        assert f" {name.replace('♯', '#').replace('♭', 'b')} " in sheet
    for chord in found.chords:
        assert chord.chord_label.startswith(f"{chord.root}:{chord.quality}")
    lab = running.client.get(f"{URL}{query}&format=lab").text
    assert [line.split("\t")[2] for line in lab.splitlines()] == [c.chord_label for c in found.chords]
    rows = csv.DictReader(io.StringIO(running.client.get(f"{URL}{query}&format=csv").text))
    assert [row["chord_name"] for row in rows] == shown


def test_corrected_chords_are_transposed_too(running: Running) -> None:
    said = {"key": "F major", "chords": [{"start_time": 3.0, "end_time": 6.0, "chord_label": "D:min7"}]}
    assert running.client.patch(URL.removesuffix("/chords"), json=said).status_code == 200
    found = chords(running, "?transpose=-1")
    assert (names(found)[1], key(found)) == ("C♯m7", "E major")


def test_results_of_before_get_names(running: Running) -> None:
    path = running.service.library.results(ID).chords
    document = orjson.loads(path.read_bytes())
    for chord in document["chords"]:
        del chord["chord_name"]
    path.write_bytes(orjson.dumps(document))
    assert names(chords(running)) == ["C", "Am", "F", "G7"]


@pytest.mark.parametrize("format", ["json", "lab", "csv", "txt"])
def test_each_form_and_key_has_an_etag_of_its_own(running: Running, format: str) -> None:
    tags = {}
    for transpose in (0, 1):
        url = f"{URL}?format={format}&transpose={transpose}"
        answer = running.client.get(url)
        tag = tags[transpose] = answer.headers["etag"]
        assert not tag.startswith("W/")
        known = running.client.get(url, headers={"If-None-Match": tag})
        assert (known.status_code, known.content) == (304, b"")
        assert running.client.head(url).headers["etag"] == tag
    assert tags[0] != tags[1]
