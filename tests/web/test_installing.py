"""What the service worker does: opens the page without the computer, and takes what other apps share."""

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.page.browser import DESKTOP
from tests.app.conftest import Running
from tests.conftest import ROOT
from tests.watching import started
from tests.web.conftest import NAME, Complaints, Visit

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


def test_a_certificate_that_the_browser_does_not_trust_keeps_only_the_worker(
    visit: Visit, tmp_path: Path, complaints: Complaints
) -> None:
    complaints.expect("SSL certificate error")
    serve = [sys.executable, "-m", "app", "--data-dir", tmp_path, "--serve", "--tls", "--host", "127.0.0.1"]
    with started([*serve, "--port", "0"], cwd=ROOT) as program:
        assert program.stdout is not None
        url = re.search(r"https://[\d.:]+", program.stdout.readline())
        assert url is not None
        page = visit(url[0], ignore_https_errors=True, **DESKTOP)
        page.goto("/")
        page.get_by_role("button", name="About this page").click()
        able = page.get_by_role("dialog").get_by_role("listitem")
        expect(able.filter(has_text="microphone")).to_contain_text("Works:")
        expect(able.filter(has_text="Installing")).to_contain_text("Does not work here:")
        expect(page.get_by_role("dialog")).to_contain_text("whose certificate they trust")
        page.context.close()
