"""Songs are watched while they are worked on, and cancelled, tried again, renamed, deleted and had back."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
from playwright.sync_api import Locator, Page, expect

from tests.app.conftest import Running, serving
from tests.watching import until
from tests.web.axe import Axe
from tests.web.conftest import NAME, QUICK, Complaints

ENOUGH_MS = 60_000


@pytest.fixture(scope="module")
def running(analysed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with a finished song, whose worker is at work."""
    folder = tmp_path_factory.mktemp("working") / "data"
    shutil.copytree(analysed, folder)
    with serving(folder, start=True, enable_gpu=False) as running:
        yield running


@pytest.fixture
def new_song(short_song: Path, tmp_path: Path) -> Path:
    """A song that the server has not seen yet, or it would be ready at once."""
    path = tmp_path / "new.flac"
    sound, rate = sf.read(short_song)
    sf.write(path, sound * np.random.default_rng().uniform(0.5, 1), rate)
    return path


@pytest.fixture
def paused(running: Running) -> Iterator[Running]:
    """Meanwhile what is sent has to wait."""
    running.client.post("/api/v1/queue/pause").raise_for_status()
    yield running
    running.client.post("/api/v1/queue/resume").raise_for_status()


def row(page: Page, name: str) -> Locator:
    """A song in the list."""
    rows = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name, exact=True))
    expect(rows).to_have_count(1)
    return rows


def choose(page: Page, name: str, action: str) -> None:
    """Something in the menu of a song."""
    page.get_by_role("button", name=f"More for {name}", exact=True).click()
    page.get_by_role("menuitem", name=action, exact=True).click()


def test_a_song_is_watched_up_to_its_end_and_told_to_be_ready(
    phone: Page, running: Running, new_song: Path, axe: Axe
) -> None:
    running.sent(new_song, "Slow Train Home.flac", **QUICK)
    choose(phone, "Slow Train Home", "Tell me when ready")
    song = row(phone, "Slow Train Home")
    bar = song.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]\d?$"), timeout=ENOUGH_MS)
    expect(song).to_contain_text(re.compile("Separating|Transcribing|Finding|Writing"))
    assert axe.grave(phone) == []
    news = phone.get_by_role("status").get_by_text("Slow Train Home is ready", exact=True)
    expect(news).to_be_visible(timeout=ENOUGH_MS)
    expect(bar).to_have_count(0)
    expect(song).to_contain_text(re.compile(r"0:12.*BPM|BPM.*0:12"))
    phone.get_by_role("button", name="Open").click()
    expect(phone.get_by_role("heading", name="Slow Train Home")).to_be_visible()
    expect(phone.get_by_role("button", name="Play", exact=True)).to_be_enabled()


def test_a_song_in_work_can_be_heard_before_it_is_ready(
    desktop: Page, running: Running, example: Path, axe: Axe
) -> None:
    """It is opened from the list while its worker is at it."""
    job = running.sent(example, "Glass Elevator.mp3", **QUICK)
    desktop.get_by_role("link", name="Glass Elevator").click()
    desktop.get_by_role("button", name="Play", exact=True).click(timeout=ENOUGH_MS)
    assert axe.grave(desktop) == []
    assert not running.service.job(job).status.ended
    position = desktop.get_by_role("slider", name="Position in the song")
    expect(position).to_have_attribute("aria-valuetext", re.compile("^0:0[2-9]"), timeout=ENOUGH_MS)
    expect(desktop.get_by_role("region", name="In work")).to_have_count(0, timeout=ENOUGH_MS)
    expect(position).to_have_attribute("aria-valuetext", re.compile("chord"), timeout=ENOUGH_MS)
    expect(desktop.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def test_one_is_cancelled_and_tried_again(desktop: Page, paused: Running, new_song: Path) -> None:
    job = paused.sent(new_song, "Paper Moon.flac", **QUICK)
    song = row(desktop, "Paper Moon")
    expect(song).to_contain_text("paused")
    choose(desktop, "Paper Moon", "Cancel")
    expect(song).to_contain_text("Cancelled")
    assert paused.service.job(job).error_code == "cancelled"
    choose(desktop, "Paper Moon", "Try again")
    expect(song).to_contain_text("Waiting")
    assert not paused.service.job(job).status.ended
    choose(desktop, "Paper Moon", "Cancel")


def test_the_song_of_another_device_stays_as_it_is_and_that_is_told(
    phone: Page, paused: Running, new_song: Path, complaints: Complaints
) -> None:
    complaints.expect("403")
    job = paused.sent(new_song, "Not Yours.flac", **QUICK)
    choose(phone, "Not Yours", "Cancel")
    expect(phone.get_by_role("status").filter(has_text="came from another device")).to_be_visible()
    expect(row(phone, "Not Yours")).to_contain_text("paused")
    paused.client.delete(f"/api/v1/jobs/{job}").raise_for_status()
    expect(phone.get_by_role("link", name="Not Yours")).to_have_count(0)


def test_a_new_name_is_seen_on_all_devices(phone: Page, desktop: Page, running: Running, song: str) -> None:
    choose(phone, NAME, "Rename")
    phone.get_by_role("dialog", name="Rename").get_by_label("Name").fill("Harbour Lights, take 2")
    phone.keyboard.press("Enter")
    for page in (phone, desktop):
        row(page, "Harbour Lights, take 2")
    assert running.service.job(song).display_name == "Harbour Lights, take 2"
    running.client.patch(f"/api/v1/jobs/{song}", json={"display_name": NAME})
    row(phone, NAME)


def test_what_is_deleted_is_had_back(phone: Page, running: Running, song: str) -> None:
    choose(phone, NAME, "Delete")
    expect(phone.get_by_role("link", name=NAME)).to_have_count(0)
    phone.get_by_role("button", name="Undo").click()
    row(phone, NAME)
    assert running.service.job(song).status.ended


def test_what_is_not_had_back_is_gone(desktop: Page, paused: Running, new_song: Path) -> None:
    desktop.evaluate("navigator.serviceWorker.ready.then(() => {})")
    desktop.reload()
    job = paused.sent(new_song, "Basement Tape.flac", **QUICK)
    choose(desktop, "Basement Tape", "Delete")
    expect(desktop.get_by_role("link", name="Basement Tape")).to_have_count(0)
    desktop.goto("about:blank")
    until(lambda: paused.client.get(f"/api/v1/jobs/{job}").status_code == 404, 10)
    desktop.goto("/")
    row(desktop, NAME)
    expect(desktop.get_by_role("link", name="Basement Tape")).to_have_count(0)


def test_songs_are_found_by_their_names(phone: Page) -> None:
    search = phone.get_by_role("searchbox", name="Search")
    search.fill("harb")
    row(phone, NAME)
    search.fill("polka")
    expect(phone.get_by_role("heading", name="No song matches “polka”")).to_be_visible()
    phone.get_by_role("button", name="Show all songs").click()
    row(phone, NAME)
