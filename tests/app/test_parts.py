"""A finished song as a browser plays it, part by part to the sample; and mixes without a stem."""

import io
import logging
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import numpy as np
import pytest
import soundfile as sf

from core.audio.decode import decode
from core.audio.encode import StemEncoder
from core.results import JobFolder
from tests.app.conftest import Running, serving
from tests.app.phones import headers, paired
from tests.app.strict_client import Link, Parts, SongPart, StatusObject, parse, refused
from tests.core.corrections.songs import SECONDS, finished_song
from tests.sounds import RATE, tone
from tests.watching import until

ID = "8b81ded8-ec45-58ae-9878-9837d6157195"
URL = f"/api/v1/jobs/{ID}"
STEMS = {"vocals": 440, "drums": 220, "bass": 110, "other": 880}
WHOLE = {"instrumental": 330, "original": 550}
FULL_SCALE = 2**15


def write_stems(folder: Path, level: float) -> None:
    for name, hz in (STEMS | WHOLE).items():
        encoder = StemEncoder(folder / f"{name}.mp3", "mp3")
        encoder.write(tone(SECONDS, hz) * np.float32(level))
        encoder.close()


@pytest.fixture(scope="module")
def stems(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of stems."""
    folder = tmp_path_factory.mktemp("stems")
    write_stems(folder, level=0.5)
    return folder


@pytest.fixture
def running(tmp_path: Path, stems: Path) -> Iterator[Running]:
    """A server with a finished song."""
    finished_song(tmp_path, ID, display_name="Ça va")
    shutil.copytree(stems, JobFolder(tmp_path / "jobs" / ID).path / "stems")
    with serving(tmp_path, start=False) as server:
        yield server


def parts_of(running: Running, url: str = URL) -> Parts:
    return parse(Parts, running.client.get(f"{url}/parts"))


def heard(answer: httpx.Response) -> np.ndarray:
    """The sound of an answer as 16-bit integers."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "audio/flac"
    sound, rate = sf.read(io.BytesIO(answer.content), dtype="int16")
    assert rate == RATE
    return np.asarray(sound)


def joined(running: Running, parts: list[SongPart], stem: str) -> np.ndarray:
    """A stem put together; each part is as long as is said."""
    sounds = [heard(running.client.get(part.stems[stem])) for part in parts]
    for part, sound in zip(parts, sounds, strict=True):
        assert len(sound) == (part.end - part.start) * RATE
    return np.concatenate(sounds)


def check_is_the_song(running: Running, url: str, tmp_path: Path) -> None:
    """The parts are the MP3s that one can download, to the sample and to 16 bits."""
    found = parts_of(running, url)
    edges = [part.start for part in found.parts] + [found.parts[-1].end]
    assert edges[:2] == [0.0, 5.0]
    assert [part.end for part in found.parts] == edges[1:]
    assert edges[-1] == pytest.approx(found.duration, abs=1 / RATE)
    for stem in found.stems:
        path = tmp_path / f"{stem}.mp3"
        path.write_bytes(running.client.get(f"{url}/stems/{stem}").content)
        whole = np.concatenate(list(decode(path)))
        sound = joined(running, found.parts, stem)
        assert len(sound) == len(whole) == round(found.duration * RATE)
        assert (
            np.abs(sound / FULL_SCALE - whole.clip(-1, 1 - 1 / FULL_SCALE)).max() <= 0.5 / FULL_SCALE + 1e-9
        )


def test_all_parts_together_are_the_stems(running: Running, tmp_path: Path) -> None:
    found = parts_of(running)
    assert found.stems == [*STEMS]
    assert all([*part.stems] == [*STEMS] for part in found.parts)
    check_is_the_song(running, URL, tmp_path)


def test_a_part_is_kept_by_the_browser_under_its_own_address(running: Running) -> None:
    url = parts_of(running).parts[1].stems["bass"]
    whole = running.client.get(url)
    assert whole.headers["cache-control"] == "private, max-age=86400, immutable"
    etag = whole.headers["etag"]
    assert not etag.startswith("W/")
    for tags in (etag, f'"x", {etag}', "*"):
        known = running.client.get(url, headers={"If-None-Match": tags})
        assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", etag)
    assert running.client.get(url, headers={"If-None-Match": '"x"'}).content == whole.content
    head = running.client.head(url)
    assert (head.headers["content-length"], head.content) == (str(len(whole.content)), b"")
    bare = running.client.get(url.partition("?")[0])
    assert (bare.headers["cache-control"], bare.content) == ("no-cache", whole.content)
    other = running.client.get(url.replace("/parts/1/", "/parts/0/"))
    assert other.headers["etag"] != etag


@pytest.mark.parametrize("part", ["2/vocals", "-1/vocals", f"{'9' * 300}/vocals", "0/kazoo", "0/original"])
def test_what_is_no_part_is_not_there(running: Running, part: str) -> None:
    refused(running.client.get(f"{URL}/parts/{part}.flac"), 404, "stem_not_found")


def test_before_the_song_is_finished_and_without_stems_there_are_no_parts(
    queueing: Running, tmp_path: Path, tone: Path
) -> None:
    waiting = f"/api/v1/jobs/{queueing.sent(tone)}"
    for path in ("/parts", "/parts/0/vocals.flac", "/mixes/without/vocals"):
        refused(queueing.client.get(waiting + path), 409, "not_ready")
    finished_song(tmp_path, ID)
    with serving(tmp_path, start=False) as running:
        assert parts_of(running).stems == []
        refused(running.client.get(f"{URL}/parts/0/vocals.flac"), 404, "stem_not_found")


def test_parts_of_replaced_stems_do_not_mix_with_the_new_ones(running: Running) -> None:
    old = parts_of(running).parts[1].stems
    sound = heard(running.client.get(old["vocals"]))
    write_stems(running.service.library.results(ID).stems, level=0.25)
    for url in old.values():
        assert "anew" in refused(running.client.get(url), 404, "stem_not_found").detail
    new = heard(running.client.get(parts_of(running).parts[1].stems["vocals"]))
    assert np.abs(new * 2.0 - sound).max() < 100


def test_deleting_a_song_while_it_is_played(running: Running) -> None:
    urls = [url for part in parts_of(running).parts for url in part.stems.values()] * 4

    def get(url: str) -> int:
        return running.client.get(url).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(get, url) for url in urls]
        answers[2].result()
        assert running.client.delete(URL).status_code == 200
        assert {answer.result() for answer in answers} <= {200, 404}
    refused(running.client.get(urls[0]), 404, "job_not_found")


def test_many_who_play_do_not_hold_up_the_others(running: Running) -> None:
    urls = [url for part in parts_of(running).parts for url in part.stems.values()] * 6
    with ThreadPoolExecutor(64) as pool:
        answers = [pool.submit(lambda url=url: httpx.get(running.url + url, timeout=30)) for url in urls]
        asked = 0
        while not all(answer.done() for answer in answers):
            assert running.client.get(f"{URL}/stems").elapsed.total_seconds() < 1
            asked += 1
        assert all(answer.result().status_code == 200 for answer in answers)
    assert asked > 3


def test_who_went_away_takes_no_turn(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    server = urlsplit(running.url)
    url = parts_of(running).parts[0].stems["vocals"]
    with caplog.at_level(logging.INFO):
        for _ in range(40):
            with socket.create_connection((server.hostname, server.port)) as who_seeks_on:
                who_seeks_on.sendall(f"GET {url} HTTP/1.1\r\nHost: {server.netloc}\r\n\r\n".encode())
        heard(running.client.get(url))
        until(lambda: caplog.text.count("went away") > 10)


def test_links_lead_to_parts_and_mixes(running: Running) -> None:
    phone = paired(running.service)
    url = parts_of(running).parts[0].stems["drums"]
    for path in (f"{URL}/parts", url, f"{URL}/mixes/without/drums?format=mp3"):
        link = parse(
            Link, running.client.post(f"{URL}/links", json={"path": path}, headers=headers(phone.key))
        )
        answer = running.client.get(link.url, headers=headers())
        assert answer.status_code == 200
        assert answer.content == running.client.get(path).content


@pytest.mark.parametrize("format", ["mp3", "flac", "wav"])
def test_a_mix_without_a_stem_is_the_sum_of_the_others(running: Running, tmp_path: Path, format: str) -> None:
    answer = running.client.get(f"{URL}/mixes/without/vocals?format={format}")
    name = f"a va - without vocals.{format}"
    assert name.replace(" ", "%20") in answer.headers["content-disposition"]
    path = tmp_path / f"mix.{format}"
    path.write_bytes(answer.content)
    mix = np.concatenate(list(decode(path)))
    left = sum((tone(SECONDS, hz) for name, hz in STEMS.items() if name != "vocals"), np.zeros((1, 2)))
    assert mix.shape == left.shape
    correlation = np.corrcoef(mix[:, 0], left[:, 0])[0, 1]
    assert correlation > 0.999
    part = running.client.get(answer.request.url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, answer.content[10:20])


def test_there_is_no_mix_without_what_is_no_stem(running: Running) -> None:
    for name in ("original", "instrumental", "kazoo", ".."):
        answer = running.client.get(f"{URL}/mixes/without/{name}")
        assert answer.status_code == 404
    detail = refused(running.client.get(f"{URL}/mixes/without/kazoo"), 404, "stem_not_found").detail
    assert "vocals, drums, bass, other" in detail
    refused(running.client.get(f"{URL}/mixes/without/drums?format=ogg"), 422, "validation_error")


@pytest.mark.slow
def test_a_song_that_is_done_again_is_played_as_it_was_until_the_new_one_is_there(
    mix: Callable[[str], np.ndarray], tmp_path: Path
) -> None:
    song = tmp_path / "song.flac"
    sf.write(song, mix("song1")[: 17 * RATE], RATE)
    with serving(tmp_path / "data", start=True, enable_gpu=False) as running:
        stages = {"stages": "separation,transcription"}
        url = f"/api/v1/jobs/{running.sent(song, separator='spleeter', pitch='swiftf0', **stages)}"
        refused(running.client.get(f"{url}/parts"), 409, "not_ready")
        wait_for_the_end(running, url)
        check_is_the_song(running, url, tmp_path)
        before = parts_of(running, url)
        assert running.client.post(f"{url}/retry", json={"pitch": "crepe-tiny"}).status_code == 200
        assert parts_of(running, url) == before
        heard(running.client.get(before.parts[2].stems["other"]))
        wait_for_the_end(running, url)
        refused(running.client.get(before.parts[2].stems["other"]), 404, "stem_not_found")
        check_is_the_song(running, url, tmp_path)


def wait_for_the_end(running: Running, url: str) -> None:
    end = time.monotonic() + 120
    while (status := parse(StatusObject, running.client.get(f"{url}/status"))).status != "completed":
        assert status.status != "failed", status
        assert time.monotonic() < end
        time.sleep(0.1)
