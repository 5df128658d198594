"""`backline --self-test` notices what is wrong; that it passes is seen with the bundle."""

import os
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
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Other:
    """A finished song that is not the example."""

    client: Client
    job_id: str


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Other]:
    song = write_example(tmp_path_factory.mktemp("songs") / "short.flac", 6)
    with served() as parts:
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


def test_a_setting_that_cannot_be_read_ends_in_a_report() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--self-test"],
        cwd=ROOT,
        env=os.environ | {"MAX_CONCURRENT_JOBS": "many"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "MAX_CONCURRENT_JOBS (from environment)" in done.stdout
    assert "Something does not work." in done.stdout
