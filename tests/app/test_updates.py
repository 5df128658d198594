"""What the command line, the doctor and the server say of a newer Backline."""

import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from app.doctor import computer
from app.updates import show
from core.errors import SettingsError, UpdateError
from core.finding import Mark
from core.release import release
from core.settings import Settings
from core.updates import look
from core.updates.look import Look
from core.updates.update_file import Newest
from tests.conftest import ROOT
from tests.core.updates.files import NAME, NEWER
from tests.watching import names_below, started
from tests.weights_server import WeightsServer, serving

NEWEST = Newest(**NEWER)
URL = "https://backline.example/backline.json"
HERE = release().version


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    """Hands out an update file; UPDATE_URL names it."""
    with serving() as server:
        server.files[NAME] = json.dumps(NEWER).encode()
        monkeypatch.setenv("UPDATE_URL", server.url + NAME)
        yield server


def test_a_newer_one_is_told_of_and_nothing_is_kept(
    server: WeightsServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(tmp_path / "data")
    assert capsys.readouterr().out.splitlines() == [
        f"Backline 99.1.0 is there; this is {HERE}.",
        "Everything is better.",
        "https://backline.example/releases/99.1.0",
    ]
    assert names_below(tmp_path) == set()
    assert [path for path, _ in server.asked] == [NAME]


@pytest.mark.parametrize("version", [HERE, "0.0.1", "99.0rc1"])
def test_this_is_the_newest(
    server: WeightsServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], version: str
) -> None:
    server.files[NAME] = json.dumps(NEWER | {"version": version}).encode()
    show(tmp_path)
    assert capsys.readouterr().out == f"Backline {HERE} is the newest.\n"


def test_no_answer_is_an_error(server: WeightsServer, tmp_path: Path) -> None:
    server.files[NAME] = b"<html>"
    with pytest.raises(UpdateError, match="no JSON"):
        show(tmp_path)


def test_what_was_installed_from_source_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPDATE_URL", raising=False)
    with pytest.raises(SettingsError, match="UPDATE_URL can name one"):
        show(tmp_path)


def test_a_bundle_without_an_address_does_not_pass_for_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UPDATE_URL", raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(SettingsError, match="was built without an address to ask"):
        show(tmp_path)
    told = computer.updates(Settings(storage_path=tmp_path, update_url="")).sentence
    assert told == f"Backline {HERE}, built without an address to ask: it is not told of newer ones."


@pytest.mark.parametrize(
    ("last", "mark", "sentence"),
    [
        (None, Mark.WELL, "It has not looked yet"),
        (("0.0.1", ""), Mark.WELL, f"Backline {HERE} was the newest on 20"),
        (("99.1.0", ""), Mark.LOOK, f"Backline 99.1.0 is there; this is {HERE}. {NEWEST.url}"),
        (("0.0.1", "No network."), Mark.WELL, "in vain: No network."),
    ],
)
def test_the_doctor_tells_of_the_last_look(
    tmp_path: Path, last: tuple[str, str] | None, mark: Mark, sentence: str
) -> None:
    if last:
        newest = Newest(last[0], NEWEST.url)
        look.write(tmp_path, Look(URL, datetime.now(UTC), newest, last[1]))
    finding = computer.updates(Settings(storage_path=tmp_path, update_url=URL))
    assert (finding.subject, finding.mark) == ("updates", mark)
    assert sentence in finding.sentence


def test_the_doctor_knows_why_it_is_told_nothing(tmp_path: Path) -> None:
    off = computer.updates(Settings(storage_path=tmp_path, update_url=URL, update_check=False))
    assert "UPDATE_CHECK is off" in off.sentence
    assert "from its source" in computer.updates(Settings(storage_path=tmp_path, update_url="")).sentence


def test_a_server_says_it_once_where_it_is_looked_for_and_warns_no_client(tmp_path: Path) -> None:
    look.write(tmp_path, Look(URL, datetime.now(UTC), NEWEST))
    command = [sys.executable, "-m", "app", "--serve", "--port", "0", "--data-dir", str(tmp_path)]
    told = {"UPDATE_URL": URL, "ENABLE_GPU": "false", "LOG_FILE": str(tmp_path / "log" / "backline.log")}
    with started(command, ROOT, os.environ | told) as program:
        assert program.stdout is not None
        url = re.findall(r"http://[^/]+", program.stdout.readline())[0]
        assert httpx.get(f"{url}/health").json()["warnings"] == []
        program.terminate()
        _, err = program.communicate(timeout=30)
    sentence = f"Backline 99.1.0 is there, this is {HERE}: {NEWEST.url}"
    assert err.count(sentence) == 1
    lines = map(json.loads, (tmp_path / "log" / "backline.log").read_text(encoding="utf-8").splitlines())
    assert [line["level"] for line in lines if line["message"] == sentence] == ["INFO"]
