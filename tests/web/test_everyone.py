"""Every view is for everyone: screen readers, keyboards, small screens, dark rooms, and readers of German."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from benchmarks.page.browser import DESKTOP, PHONE, from_phones, paired
from documentation.screenshots.views import LIST, OUTSIDE, SONG, WORDS, Stage, leave
from tests.app.conftest import Running
from tests.web.axe import Axe
from tests.web.conftest import NAME, QUICK, Complaints, opening

VIEWS = OUTSIDE | LIST | SONG
PHONES = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 568}
SEEING = Path(__file__).with_name("seeing.js").read_text(encoding="utf-8")
NOTES = "401 .*/api/v1/jobs|404 .*/api/v1/jobs/00000000"
"""What a browser notes of views that are about a no of the server."""
WHILE_MS = 300
OTHERS = ("Waiting Room", "Never Mind")
ON_PHONES = [(name, "phone") for name in VIEWS if name != "keys"]
ON_DESKTOPS = [(name, "desktop") for name in VIEWS if name not in ("pair-refused", "mixer", "practice")]
"""Mixer and practice are beside every song there."""

on_phones = pytest.mark.parametrize("stage", ON_PHONES, indirect=True, scope="module", ids="-".join)


@pytest.fixture(scope="module")
def songs(running: Running, short_song: Path) -> Running:
    """Beside the finished song: one that waits, and one that was cancelled."""
    jobs = [running.sent(short_song, f"{name}.flac", **QUICK) for name in OTHERS]
    running.client.post(f"/api/v1/jobs/{jobs[-1]}/cancel").raise_for_status()
    return running


@pytest.fixture(scope="module", params=ON_PHONES + ON_DESKTOPS, ids="-".join)
def stage(request: pytest.FixtureRequest, browser: Browser, songs: Running) -> Iterator[Stage]:
    """A view: on a phone in the network in German, on the computer itself in English."""
    name, device = request.param
    complaints = Complaints()
    complaints.expect(NOTES)
    with opening(browser, complaints) as visit:
        how = on_a_phone(songs, name) if device == "phone" else on_the_computer(songs, name)
        page = visit(how.pop("url"), **how)
        page.add_init_script(SEEING)
        page.goto("/")
        language = "de" if device == "phone" else "en"
        stage = Stage(page, songs.client, songs.service.access, NAME, language, WHILE_MS)
        VIEWS[name](stage)
        yield stage
        leave(stage)
    complaints.check()


def on_a_phone(songs: Running, name: str) -> dict[str, Any]:
    url = from_phones(songs.url)
    memory = {} if name in OUTSIDE else {"storage_state": paired(songs.service.access, url)}
    return {"url": url, "locale": "de-DE"} | PHONE | memory


def on_the_computer(songs: Running, name: str) -> dict[str, Any]:
    """A browser of the computer that calls it by its address in the network has to be let in."""
    url = from_phones(songs.url) if name in OUTSIDE else songs.url
    return {"url": url, "permissions": ["microphone"]} | DESKTOP


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(stage: Stage, axe: Axe, scheme: Any) -> None:
    stage.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    assert axe.grave(stage.page) == []


def test_it_has_one_title_and_a_language(stage: Stage) -> None:
    assert stage.page.get_by_role("heading", level=1, include_hidden=True).count() == 1
    assert stage.page.title()
    assert stage.page.locator("html").get_attribute("lang") == stage.language


def test_tab_reaches_all_that_can_be_pressed_and_shows_where_one_is(stage: Stage) -> None:
    wanted = stage.page.evaluate("seeing.begin()")
    reached, unseen = set(), []
    for _ in range(len(wanted) + 5):
        stage.page.keyboard.press("Tab")
        index, is_seen = stage.page.evaluate("seeing.focus()")
        reached.add(index)
        if index >= 0 and not is_seen:
            unseen.append(wanted[index])
    assert [control for index, control in enumerate(wanted) if index not in reached] == []
    assert unseen == []


@on_phones
def test_all_of_it_can_be_reached_by_a_finger(stage: Stage) -> None:
    assert stage.page.evaluate("seeing.small()") == []


@on_phones
def test_it_fits_on_the_smallest_screens(stage: Stage) -> None:
    stage.page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    try:
        assert stage.page.evaluate("seeing.wide()") == []
    finally:
        stage.page.set_viewport_size(PHONES)  # type: ignore[arg-type]


@on_phones
def test_it_speaks_german(stage: Stage) -> None:
    assert [text for text in stage.page.evaluate("seeing.texts()") if not is_german(text)] == []


def is_german(text: str) -> bool:
    """Whether a text is made of the page's German sentences, and of what is the same in all languages."""
    return bool(SAME.fullmatch(text) or GERMAN.fullmatch(text)) or any(
        len(parts) > 1 and all(map(is_german, parts))
        for parts in (re.split(mark, text) for mark in (r"\s+·\s+", r"\. ", ", ", ": ", " – "))
    )


def pattern(sentence: str) -> str:
    """A sentence with anything in its places."""
    return re.sub(r"\\\{\w+\\\}", ".+", re.escape(sentence))


GERMAN = re.compile("|".join(f"(?:{pattern(said['de'])})" for said in WORDS.values()))
NAMES = "|".join(map(re.escape, (NAME, *OTHERS, "Backline", "English", "Deutsch", "K7QM-2XPA")))
CHORD = r"[A-G][♯♭#b]?(?:m|maj|min|dim|aug|sus|add|[0-9()♯♭°ø+Δ])*(?:/[A-G][♯♭]?)?|N\.C\."
SAME = re.compile(rf"{NAMES}|{CHORD}|[\W\d]*|\d+/\d+|[\d.,]+ (?:MB|kB|GB|BPM|%)|[MS]|backline[\w ]+")
"""Names, chords, numbers, the letters of the mixer, what is typed at the computer."""
