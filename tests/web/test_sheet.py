"""The chord sheet: what the server prints, as something that plays and is played from."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.app.conftest import Running

SIGNS = str.maketrans("♯♭·", "#b.")


@pytest.fixture
def page(desktop: Page, song: str) -> Page:
    """The song's view; beside its picture lies the sheet."""
    desktop.goto(f"/#/song/{song}")
    expect(bars(desktop).first).to_be_visible()
    expect(desktop.get_by_role("button", name="Play", exact=True)).to_be_enabled()
    return desktop


def bars(page: Page) -> Locator:
    return page.get_by_role("region", name="Chord sheet").get_by_role("listitem").locator("button")


def shown(page: Page) -> list[str]:
    """The bars as the text sheet prints them."""
    return ["  ".join(bar.locator("span").all_inner_texts()).translate(SIGNS) for bar in bars(page).all()]


def printed(running: Running, song: str, **query: int) -> list[str]:
    """The bars of the text sheet."""
    sheet = running.client.get(f"/api/v1/jobs/{song}/chords", params={"format": "txt", **query}).text
    lines = [line.split("|")[1:-1] for line in sheet.splitlines() if "|" in line]
    return [bar.strip() for line in lines for bar in line]


def press(page: Page, name: str, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name=name, exact=True).click()


def test_it_holds_the_bars_of_the_text_sheet(page: Page, running: Running, song: str) -> None:
    assert shown(page) == printed(running, song)
    assert len(shown(page)) > 3


def test_it_is_transposed_and_read_for_a_capo(page: Page, running: Running, song: str) -> None:
    press(page, "Transpose up", 3)
    press(page, "Capo up", 2)
    read = printed(running, song, transpose=3, capo=2)
    assert read != printed(running, song)
    expect(bars(page).first.locator("span").first).to_have_text(read[0].split()[0].replace("b", "♭"))
    assert shown(page) == read
    facts = page.get_by_role("region", name="Chord sheet").get_by_role("list").first
    expect(facts).to_contain_text(re.compile("Capo at fret 2, shapes of .* major"))
    expect(facts).to_contain_text("Semitones above the recording: 3")


def test_a_bar_is_named_and_leads_there(page: Page) -> None:
    third = bars(page).nth(2)
    named = re.fullmatch(r"Bar 3, (\d:\d\d): \S.*", third.get_attribute("aria-label") or "")
    assert named
    third.click()
    expect(third).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("slider", name="Position in the song")).to_have_attribute(
        "aria-valuetext", re.compile(rf"{named[1]} of .*bar 3")
    )


def test_keys_go_from_bar_to_bar(page: Page) -> None:
    bars(page).first.focus()
    page.keyboard.press("ArrowRight")
    expect(bars(page).nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(bars(page).last).to_be_focused()
    page.keyboard.press("Enter")
    expect(bars(page).last).to_have_attribute("aria-current", "true")
    assert [bar.get_attribute("tabindex") for bar in bars(page).all()].count("0") == 1


def test_it_goes_along_with_the_music(page: Page) -> None:
    press(page, "Play")
    expect(bars(page).first).to_have_attribute("aria-current", "true")
    expect(bars(page).nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator("[aria-current]")).to_have_count(1)


def test_it_scrolls_with_the_music_until_the_reader_looks_elsewhere(page: Page) -> None:
    page.evaluate("document.querySelector('.bars').style.rowGap = '400px'")
    bars(page).nth(1).click()
    press(page, "Play")
    expect(bars(page).nth(2)).to_have_attribute("aria-current", "true")
    expect(bars(page).nth(2)).to_be_in_viewport()
    bars(page).nth(2).hover()
    page.mouse.wheel(0, 2000)
    expect(bars(page).nth(2)).not_to_be_in_viewport()
    expect(bars(page).nth(3)).to_have_attribute("aria-current", "true")
    expect(bars(page).nth(3)).not_to_be_in_viewport()
    page.get_by_role("button", name="Back to the music").click()
    expect(page.locator("[aria-current]")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Back to the music")).to_have_count(0)


def test_on_paper_there_is_nothing_but_the_sheet(page: Page) -> None:
    page.emulate_media(media="print")
    expect(bars(page).last).to_be_visible()
    expect(page.get_by_role("heading", name="Harbour Lights", level=2)).to_be_visible()
    for other in ("Play", "Print"):
        expect(page.get_by_role("button", name=other, exact=True)).to_have_count(0)
