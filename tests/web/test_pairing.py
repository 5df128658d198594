"""A browser is let in: by the code of a picture or by six digits; and is told when that ends."""

import io
import re
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from benchmarks.page.browser import COMPUTER, KEY
from core.access.card import PairingCard
from core.access.endpoint import Endpoint
from tests.app.conftest import Running
from tests.web.conftest import NAME, Complaints, Visit

UNKNOWN = "401 .*/api/v1/jobs"
"""What a browser notes when the server does not know the key that it brings."""


def songs(page: Page) -> None:
    """The songs have to be shown."""
    expect(page.get_by_role("link", name=NAME)).to_be_visible()


def closed(page: Page) -> None:
    """They must not, and no key may be left."""
    expect(page.get_by_role("button", name="Ask the computer")).to_be_visible()
    expect(page.get_by_role("link", name=NAME)).to_have_count(0)
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None


def scanned(running: Running) -> str:
    """The address in a QR code that a phone takes a picture of."""
    port = urlsplit(running.url).port or 0
    access = running.service.access
    card = PairingCard(Endpoint((COMPUTER,), port), access.server_id, access.invite())
    with Image.open(io.BytesIO(card.picture("png"))) as picture:
        return zxingcpp.read_barcodes(picture)[0].text


def digits(page: Page) -> str:
    """Ask, and what is shown to be compared."""
    page.get_by_role("button", name="Ask the computer").click()
    shown = page.get_by_text(re.compile(r"^\d{3} \d{3}$"))
    expect(shown).to_be_visible()
    return shown.inner_text().replace(" ", "")


def test_a_scanned_picture_lets_a_phone_in_for_good(stranger: Page, running: Running) -> None:
    address = scanned(running)
    stranger.goto(address)
    songs(stranger)
    assert not stranger.evaluate("isSecureContext")
    assert urlsplit(stranger.url).fragment in ("", "/"), "the code stays in the history"
    stranger.reload()
    songs(stranger)
    names = [device.name for device in running.service.access.devices()]
    assert any("Chrome" in name for name in names), names


def test_a_code_in_a_page_that_is_open_already_lets_it_in(
    stranger: Page, running: Running, complaints: Complaints
) -> None:
    complaints.expect(UNKNOWN)
    address, _, code = scanned(running).partition("#")
    stranger.goto(address)
    closed(stranger)
    stranger.evaluate("code => { location.hash = code }", code)
    songs(stranger)


def test_a_code_is_good_once(stranger: Page, visit: Visit, running: Running, complaints: Complaints) -> None:
    address = scanned(running)
    stranger.goto(address)
    songs(stranger)
    other = visit(address.partition("/#")[0])
    complaints.expect("404 .*/api/v1/pair")
    other.goto(address)
    expect(other.get_by_role("alert")).to_contain_text("mistyped, used, or too old")
    closed(other)


def test_a_code_can_be_typed(stranger: Page, running: Running, complaints: Complaints) -> None:
    complaints.expect(UNKNOWN)
    stranger.goto("/")
    code = running.service.access.invite().code
    stranger.get_by_label("Code from the computer").fill(f"{code[:4]}-{code[4:]}".lower())
    stranger.keyboard.press("Enter")
    songs(stranger)


def test_six_digits_are_compared_and_approved(
    stranger: Page, running: Running, complaints: Complaints
) -> None:
    complaints.expect(UNKNOWN)
    stranger.goto("/")
    closed(stranger)
    code = digits(stranger)
    asked = running.service.access.waiting()[-1]
    assert asked.code == code
    assert asked.platform == "web"
    stranger.reload()
    expect(stranger.get_by_text(f"{code[:3]} {code[3:]}")).to_be_visible()
    running.service.access.approve(code)
    songs(stranger)


def test_who_is_refused_is_told_and_may_ask_again(
    stranger: Page, running: Running, complaints: Complaints
) -> None:
    complaints.expect(UNKNOWN)
    stranger.goto("/")
    running.service.access.refuse(digits(stranger))
    expect(stranger.get_by_role("alert")).to_contain_text("The computer said no")
    closed(stranger)
    running.service.access.approve(digits(stranger))
    songs(stranger)


def test_who_is_revoked_is_told_at_once_and_at_the_next_visit(
    phone: Page, running: Running, song: str, complaints: Complaints
) -> None:
    complaints.expect("401")
    songs(phone)
    for device in running.service.access.devices():
        running.service.access.revoke(device.id)
    running.client.patch(f"/api/v1/jobs/{song}", json={"keep": True})  # Something that would be told.
    expect(phone.get_by_role("heading", name="This device is no longer let in")).to_be_visible(timeout=20_000)
    closed(phone)
    phone.reload()
    closed(phone)


def test_a_phone_that_was_away_is_told_when_it_comes_back(
    phone: Page, running: Running, complaints: Complaints
) -> None:
    complaints.expect("401")
    songs(phone)
    phone.goto("about:blank")
    for device in running.service.access.devices():
        running.service.access.revoke(device.id)
    phone.goto("/")
    expect(phone.get_by_role("heading", name="This device is no longer let in")).to_be_visible()
    closed(phone)
    code = digits(phone)
    running.service.access.approve(code)
    songs(phone)


def test_the_computer_itself_needs_no_key(desktop: Page) -> None:
    songs(desktop)
    assert desktop.evaluate("isSecureContext")
