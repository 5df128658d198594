"""What the service worker does: opens the page without the computer, and takes what other apps share."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.app.conftest import Running
from tests.web.conftest import NAME, Complaints

SHARE = """async ([name, type, size]) => {
    const form = new FormData();
    form.append("file", new File([new Uint8Array(size)], name, { type }));
    return (await fetch("/share", { method: "POST", body: form })).url;
}"""
"""As the system's share sheet sends it, which then opens the address that it is led to."""


@pytest.fixture
def page(desktop: Page) -> Page:
    """The page with its service worker at work."""
    desktop.evaluate("navigator.serviceWorker.ready.then(() => {})")
    desktop.reload()
    assert desktop.evaluate("navigator.serviceWorker.controller !== null")
    return desktop


def test_without_the_computer_the_page_opens_and_says_so(page: Page, complaints: Complaints) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("The computer does not answer")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("link", name=NAME)).to_be_visible()


def test_all_that_a_song_needs_is_kept(page: Page) -> None:
    kept = page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
        ".then((requests) => requests.map((request) => new URL(request.url).pathname))"
    )
    assert "/" in kept
    for part in ("SongBody", "ChordSheet", "SingPanel", "TakeAway"):
        assert any(re.fullmatch(rf"/assets/{part}-[\w-]+\.js", path) for path in kept), part
    assert not [path for path in kept if path.startswith("/api/")]


def test_what_another_app_shares_is_sent(page: Page, running: Running) -> None:
    assert page.evaluate(SHARE, ["Übung ♯1.mp3", "audio/mpeg", 2000]) == f"{running.url}/"
    page.goto("about:blank")
    page.goto("/#/shared")
    expect(page.get_by_text("Übung ♯1.mp3")).to_be_visible()


def test_shells_of_before_are_removed_and_nothing_else(page: Page) -> None:
    page.evaluate("Promise.all(['shell-of-before', 'shared-files'].map((name) => caches.open(name)))")
    page.evaluate("navigator.serviceWorker.getRegistration().then((each) => each.unregister())")
    page.reload()
    page.wait_for_function("caches.has('shell-of-before').then((is) => !is)")
    assert page.evaluate("caches.has('shared-files')")


def test_a_page_over_plain_http_does_without(phone: Page) -> None:
    expect(phone.get_by_role("link", name=NAME)).to_be_visible()
    assert not phone.evaluate("'serviceWorker' in navigator")
