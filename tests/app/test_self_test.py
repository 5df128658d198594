"""`backline --self-test` notices what is wrong; that it passes is seen with the bundle."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.self_test import outputs
from app.self_test.client import Client, SelfTestError
from app.self_test.server import served
from benchmarks.songs import write_example
from core.errors import StorageError
from core.example import SONG
from tests.conftest import ROOT
from tests.tiny_disk import mounted
from tests.watching import started, until

pytestmark = pytest.mark.slow


NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>'


class Hasty(Client):
    """Waits no longer than a test does."""

    queued_seconds = 1.0


@dataclass(frozen=True)
class Other:
    """A finished song that is not the example."""

    client: Client
    job_id: str


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Other]:
    song = write_example(tmp_path_factory.mktemp("songs") / "short.flac", 6)
    with served(enable_gpu=False) as parts:
        job_id = parts.client.send(song, separator="spleeter", pitch="swiftf0")
        parts.client.wait(job_id)
        yield Other(parts.client, job_id)


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("stems", "vocals has 264600 samples, the song 11025"),
        ("pitch", "There are 600 frames."),
        ("chords", "do not span the song|There are . chords"),
        ("beats", "beats|tempo"),
    ],
)
def test_outputs_of_another_song_are_noticed(other: Other, subject: str, sentence: str) -> None:
    with pytest.raises(SelfTestError, match=sentence):
        outputs.CHECKS[subject](other.client, other.job_id)


def test_what_is_of_no_song_in_particular_passes(other: Other) -> None:
    for subject in ("playing", "download", "page"):
        assert outputs.CHECKS[subject](other.client, other.job_id)


def test_a_job_that_is_not_there_is_told_with_the_servers_words(other: Other) -> None:
    with pytest.raises(SelfTestError, match="was answered with 404"):
        outputs.stems(other.client, "00000000-0000-0000-0000-000000000000")


def test_a_failed_song_is_told_with_its_reason(other: Other, tmp_path: Path) -> None:
    (tmp_path / "empty.mp3").write_bytes(b"")
    with pytest.raises((SelfTestError, StorageError), match=r"empty\.mp3"):
        other.client.wait(other.client.send(tmp_path / "empty.mp3"))


def test_a_song_that_waits_in_vain_is_told_with_what_it_waits_for(other: Other) -> None:
    client = Hasty(other.client.server)
    client.post("/queue/pause")
    try:
        job_id = client.send(SONG, separator="spleeter", pitch="swiftf0")
        with pytest.raises(SelfTestError, match=r"The song does not begin: \w+"):
            client.wait(job_id)
    finally:
        client.post("/queue/resume")


def report(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", "--self-test"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_that_stop_the_program_are_told_and_all_is_tried(tmp_path: Path) -> None:
    """Without fonts, too: the windows would show boxes for letters."""
    (tmp_path / "fonts.conf").write_text(NO_FONTS)
    done = report(MAX_CONCURRENT_JOBS="many", FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    lines = {line[2:11].strip(): line for line in done.stdout.splitlines() if line[1:2] == " "}
    assert done.returncode == 0, done.stdout + done.stderr
    assert "MAX_CONCURRENT_JOBS (from environment)" in lines["settings"]
    assert lines["beats"].startswith("✓")
    assert lines["windows"].startswith("! windows   There are no fonts")
    assert "It works; the lines with !" in done.stdout
    assert all(line == line.rstrip() for line in done.stdout.splitlines())


def test_a_disk_without_room_ends_in_a_report(tmp_path: Path) -> None:
    with mounted(tmp_path, 30) as disk:
        done = report(TMPDIR=str(disk.root))
        assert done.returncode == 1
        assert "✗" in done.stdout
        assert "disk" in done.stdout
        assert "Something does not work." in done.stdout
        assert not list(tmp_path.glob("backline-self-test-*"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_whoever_stops_it_finds_nothing_left(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "app", "--self-test"]
    with started(command, ROOT, os.environ | {"TMPDIR": str(tmp_path)}) as process:
        until(lambda: list(tmp_path.glob("backline-self-test-*/jobs/*")))
        process.send_signal(number)
        assert process.wait(timeout=30) == (130 if number is signal.SIGINT else 128 + number)
    assert not list(tmp_path.glob("backline-self-test-*"))
