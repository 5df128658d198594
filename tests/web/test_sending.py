"""Songs are sent: chosen, dropped, over a network that goes away, and files that are no songs."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
from playwright.sync_api import CDPSession, Locator, Page, expect

from benchmarks.page.browser import DESKTOP
from core.audio.decode import decode
from core.models import SAMPLE_RATE
from tests.app.conftest import Running
from tests.app.tus.plain import original
from tests.web.axe import Axe
from tests.web.conftest import Complaints, Visit

SLOWLY = 3_000_000
"""Bytes a second."""
BIG_SECONDS = 60
"""Of noise: 11 MB."""
ENOUGH_MS = 30_000


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes seconds to send, each part of it another."""
    path = tmp_path_factory.mktemp("songs") / "Big noise.wav"
    sf.write(
        path, 0.1 * np.random.default_rng(5).standard_normal((BIG_SECONDS * SAMPLE_RATE, 2)), SAMPLE_RATE
    )
    return path


@pytest.fixture
def short_songs(short_song: Path, tmp_path: Path) -> list[Path]:
    """Three songs of a second each, by their names."""
    sound = np.concatenate(list(decode(short_song)))
    paths = [tmp_path / f"{name}.flac" for name in ("Erstes Lied", "Ça va", "夜に")]
    for second, path in enumerate(paths):
        sf.write(path, sound[second * SAMPLE_RATE :][:SAMPLE_RATE], SAMPLE_RATE)
    return paths


def choose(page: Page, *paths: Path) -> None:
    """As from the phone's own list of files."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Send songs").click()
    assert chooser.value.is_multiple()
    chooser.value.set_files([str(path) for path in paths])


def on_its_way(page: Page, name: str) -> Locator:
    return page.get_by_role("list", name="Songs on their way").get_by_role("listitem").filter(has_text=name)


def shown(page: Page, name: str) -> None:
    """A song has to be in the list, and not on its way any more."""
    expect(page.get_by_role("link", name=name)).to_be_visible(timeout=ENOUGH_MS)
    expect(on_its_way(page, name)).to_have_count(0)


def arrived(running: Running, path: Path) -> None:
    """The server has to have the file whole."""
    jobs = running.service.find(lambda job: job.input_filename == path.name)
    assert len(jobs) == 1
    stored = original(running.service.settings.storage_path, jobs[0].id)
    assert hashlib.sha256(stored).digest() == hashlib.sha256(path.read_bytes()).digest()


def slowed(page: Page) -> CDPSession:
    """A network in which a big file takes seconds."""
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    network(tools, is_there=True)
    return tools


def network(tools: CDPSession, is_there: bool) -> None:
    conditions = {"offline": not is_there, "latency": 0, "downloadThroughput": -1}
    tools.send("Network.emulateNetworkConditions", {**conditions, "uploadThroughput": SLOWLY})


def part_sent(page: Page, name: str) -> int:
    """Percent."""
    words = on_its_way(page, name).inner_text()
    found = re.search(r"(\d+) % of", words)
    assert found, words
    return int(found[1])


def test_several_are_sent_at_a_time(phone: Page, running: Running, short_songs: list[Path]) -> None:
    choose(phone, *short_songs)
    for path in short_songs:
        shown(phone, path.stem)
        arrived(running, path)
    owners = {job.client for job in running.service.find(lambda job: job.display_name == short_songs[0].stem)}
    assert owners <= {device.id for device in running.service.access.devices()}


def test_files_are_dropped_on_the_page(
    desktop: Page, running: Running, tmp_path: Path, short_song: Path
) -> None:
    dropped = tmp_path / "Dropped.flac"
    dropped.write_bytes(short_song.read_bytes())
    expect(desktop.get_by_role("button", name="Send songs")).to_be_visible()
    tools = desktop.context.new_cdp_session(desktop)
    data = {"items": [], "files": [str(dropped)], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver"):
        tools.send("Input.dispatchDragEvent", {"type": step, "x": 300, "y": 300, "data": data})
    expect(desktop.get_by_text("Drop songs here to send them")).to_be_visible()
    tools.send("Input.dispatchDragEvent", {"type": "drop", "x": 300, "y": 300, "data": data})
    shown(desktop, "Dropped")
    expect(desktop.get_by_text("Drop songs here to send them")).to_have_count(0)
    arrived(running, dropped)


def test_what_is_no_song_is_told_in_a_sentence(
    phone: Page, running: Running, tmp_path: Path, complaints: Complaints
) -> None:
    complaints.expect("422")
    letter = tmp_path / "Letter.mp3"
    letter.write_text("Dear Anna,\n" * 1000)
    choose(phone, letter)
    item = on_its_way(phone, "Letter")
    expect(item).to_contain_text("is not a sound file or video that can be read")
    assert not running.service.find(lambda job: job.input_filename == letter.name)
    item.get_by_role("button", name=re.compile("Remove")).click()
    expect(item).to_have_count(0)


def test_a_network_that_goes_away_in_mid_upload_costs_nothing(
    phone: Page, running: Running, big: Path, complaints: Complaints, axe: Axe
) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    tools = slowed(phone)
    choose(phone, big)
    item = on_its_way(phone, big.stem)
    expect(item).to_contain_text(re.compile(r"[2-9]\d % of"))
    before = part_sent(phone, big.stem)
    network(tools, is_there=False)
    expect(item).to_contain_text("It goes on by itself")
    assert axe.grave(phone) == []
    phone.wait_for_timeout(1000)
    network(tools, is_there=True)
    expect(item).to_contain_text(re.compile(r"\d % of"))
    assert part_sent(phone, big.stem) >= before // 2, "it began anew"
    shown(phone, big.stem)
    arrived(running, big)


def test_a_page_that_is_loaded_anew_in_mid_upload_offers_to_go_on(
    phone: Page, running: Running, big: Path, tmp_path: Path, complaints: Complaints
) -> None:
    other = tmp_path / "Other noise.wav"
    other.write_bytes(big.read_bytes())
    slowed(phone)
    choose(phone, other)
    item = on_its_way(phone, other.stem)
    expect(item).to_contain_text(re.compile(r"[2-9]\d % of"))
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.reload()
    expect(item).to_contain_text("Choose the same file to go on")
    with phone.expect_file_chooser() as chooser:
        item.get_by_role("button", name="Choose").click()
    chooser.value.set_files(str(other))
    shown(phone, other.stem)
    arrived(running, other)


def test_one_that_is_given_up_leaves_nothing(phone: Page, running: Running, big: Path) -> None:
    slowed(phone)
    choose(phone, big)
    item = on_its_way(phone, big.stem)
    expect(item).to_contain_text(re.compile(r"\d % of"))
    item.get_by_role("button", name="Stop sending").click()
    expect(item).to_have_count(0)


def test_a_voice_memo_is_recorded_and_sent(visit: Visit, running: Running) -> None:
    page = visit(running.url, permissions=["microphone"], **DESKTOP)
    page.goto("/")
    page.get_by_role("button", name="Voice memo").click()
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_label("Name").fill("Idea for a chorus")
    page.get_by_role("button", name="Send", exact=True).click()
    shown(page, "Idea for a chorus")


def test_where_the_page_may_not_record_it_says_what_to_do(phone: Page) -> None:
    phone.get_by_role("button", name="Voice memo").click()
    dialog = phone.get_by_role("dialog", name="Voice memo")
    expect(dialog).to_contain_text("Over plain HTTP")
    with phone.expect_file_chooser():
        dialog.get_by_role("button", name="Choose a recording").click()
