"""The own voice against the melody: what a microphone hears, in cents."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import soundfile as sf
from playwright.sync_api import Browser, Page, expect

from benchmarks.page.browser import FLAGS, PROGRAM
from tests.app.conftest import Running

RATE = 48_000
SHARP_CENTS = 20
"""By which the singer is too high."""
OCTAVE = 12
NAMES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")


@pytest.fixture(scope="module")
def note(running: Running) -> dict[str, float]:
    """The longest note of the song."""
    job = running.client.get("/api/v1/jobs").json()["jobs"][0]["id"]
    notes = running.client.get(f"/api/v1/jobs/{job}/notes").json()["notes"]
    return max(notes, key=lambda note: note["offset"] - note["onset"])


@pytest.fixture(scope="module")
def browser(
    browser: Browser, note: dict[str, float], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """One with a microphone before which a man holds that note, an octave lower and a little sharp."""
    sung = note["midi_pitch"] - OCTAVE + SHARP_CENTS / 100
    path = tmp_path_factory.mktemp("voice") / "voice.wav"
    sf.write(path, voice(sung, 10.0), RATE, subtype="PCM_16")
    microphone = (
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={path}",
    )
    singing = browser.browser_type.launch(executable_path=PROGRAM, args=[*FLAGS, *microphone])
    yield singing
    singing.close()


@pytest.fixture
def page(desktop: Page, song: str) -> Page:
    """The song, with the panel for singers open."""
    desktop.context.grant_permissions(["microphone"])
    desktop.goto(f"/#/song/{song}")
    desktop.get_by_role("tab", name="Sing").click()
    expect(desktop.get_by_role("button", name="Play", exact=True)).to_be_enabled()
    return desktop


def voice(midi: float, seconds: float) -> np.ndarray:
    """A vowel, with whole periods in the file, so that it can be heard again and again."""
    hertz = round(440 * 2 ** ((midi - 69) / 12) * seconds) / seconds
    times = np.arange(round(RATE * seconds)) / RATE
    harmonics = ((1, 0.5), (2, 0.3), (3, 0.15), (4, 0.05))
    return 0.3 * sum(level * np.sin(2 * np.pi * hertz * order * times) for order, level in harmonics)


def switch_on(page: Page) -> None:
    page.get_by_role("button", name="Switch the microphone on").click()
    expect(page.get_by_role("button", name="Microphone off")).to_be_visible()


def go_to(page: Page, seconds: float) -> None:
    page.get_by_role("slider", name="Position in the song").fill(f"{seconds:.1f}")


def name_of(midi: float) -> str:
    return f"{NAMES[round(midi) % 12]}{round(midi) // 12 - 1}"


def about(cents: int) -> re.Pattern[str]:
    """So many, as detectors hear them."""
    return re.compile(rf"^({cents - 1}|{cents}|{cents + 1}) cents")


def middle(note: dict[str, float]) -> float:
    return (note["onset"] + note["offset"]) / 2


def test_the_meter_shows_cents_in_the_nearest_octave(page: Page, note: dict[str, float]) -> None:
    go_to(page, middle(note))
    switch_on(page)
    meter = page.locator(".cents")
    expect(meter).to_contain_text(f"Melody {name_of(note['midi_pitch'])}")
    expect(meter).to_contain_text(f"You {name_of(note['midi_pitch'] - OCTAVE)}")
    expect(page.get_by_text("cents too high")).to_have_text(about(SHARP_CENTS))
    page.get_by_role("button", name="Microphone off").click()
    expect(page.get_by_role("button", name="Switch the microphone on")).to_be_visible()


def test_the_melody_is_transposed_with_the_song(page: Page, note: dict[str, float]) -> None:
    for _ in range(2):
        page.get_by_role("button", name="Transpose up").click()
    go_to(page, middle(note))
    switch_on(page)
    meter = page.locator(".cents")
    expect(meter).to_contain_text(f"Melody {name_of(note['midi_pitch'] + 2)}")
    expect(page.get_by_text("cents too low")).to_have_text(about(200 - SHARP_CENTS))


def test_the_score_is_the_part_of_the_melody_that_was_in_tune(
    page: Page, running: Running, song: str, note: dict[str, float]
) -> None:
    expected = share_in_tune(running, song, note["midi_pitch"] + SHARP_CENTS / 100)
    assert expected > 0.05
    switch_on(page)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=30_000)
    said = page.get_by_text("Sung in tune").inner_text()
    assert int(re.findall(r"\d+", said)[0]) / 100 == pytest.approx(expected, abs=0.1)
    page.get_by_role("button", name="New take").click()
    expect(page.get_by_text("Sung in tune")).to_have_count(0)


def share_in_tune(running: Running, song: str, sung: float) -> float:
    """The part of the sung frames that this pitch is within 50 cents of, in any octave."""
    frames: dict[str, Any] = running.client.get(f"/api/v1/jobs/{song}/frames?format=columns").json()[
        "columns"
    ]
    melody = np.asarray(frames["midi_pitch"])[np.asarray(frames["is_voiced"], dtype=bool)]
    apart = (sung - melody + OCTAVE / 2) % OCTAVE - OCTAVE / 2
    return float(np.mean(np.abs(apart) <= 0.5))


def test_a_microphone_that_is_refused_is_said(page: Page) -> None:
    page.context.clear_permissions()
    page.get_by_role("button", name="Switch the microphone on").click()
    expect(page.get_by_role("alert")).to_contain_text("The microphone was not allowed")
    expect(page.get_by_role("button", name="Switch the microphone on")).to_be_enabled()


def test_a_page_over_plain_http_says_what_to_do(phone: Page, song: str) -> None:
    phone.goto(f"/#/song/{song}")
    phone.get_by_role("tab", name="Sing").click()
    panel = phone.get_by_role("tabpanel")
    expect(panel).to_contain_text("plain HTTP")
    expect(panel).to_contain_text("backline --serve --tls")
    expect(panel.get_by_role("button")).to_have_count(0)


def test_what_is_heard_stays_in_the_browser(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    switch_on(page)
    page.wait_for_timeout(1000)
    assert not {"POST", "PATCH", "PUT"} & set(sent)
